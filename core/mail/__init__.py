"""Mail that is written in the transaction of what it tells, and sent after it by the worker.

A room declares each kind of mail as a `Letter` and posts it inside the verb that it tells about::

    outbox.post(WorkReturned(path=..., code=...), to=people, about=f"{review.pk}")

The row in the outbox comes and goes with the transaction. `send_due` sends it, in the language of its reader;
`prune` forgets what was sent long ago.
"""

from core.mail.delivery import send_due
from core.mail.outbox import post, rehearse
from core.mail.retention import prune
from core.mail.templates import Letter, Reader

__all__ = ["Letter", "Reader", "post", "prune", "rehearse", "send_due"]
