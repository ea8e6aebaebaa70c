"""Outgoing mail: enqueued in the transaction of its cause, sent afterwards by the worker.

An app declares each kind of mail as an `EmailTemplate` and enqueues it in the function that does what the mail is
about::

    enqueue(WorkReturned(path=..., code=...), to=people, event_key=f"{review.pk}")

The row of the mail is committed or rolled back with that transaction. `send_due` sends it in the language of its
recipient, and `delete_old_mail` deletes mail that was sent long ago.
"""

from core.mail.delivery import send_due
from core.mail.outbox import enqueue, enqueue_and_discard
from core.mail.retention import delete_old_mail
from core.mail.templates import EmailTemplate, Recipient

__all__ = ["EmailTemplate", "Recipient", "delete_old_mail", "enqueue", "enqueue_and_discard", "send_due"]
