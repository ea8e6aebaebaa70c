"""Mail that is written in the transaction of what it tells, and sent after it by the worker.

A room declares each kind of mail as a `Letter` and posts it inside the verb that it tells about::

    outbox.post(WorkReturned(path=..., code=...), to=people, about=f"{review.pk}")

The row in the outbox comes and goes with the transaction. `send_due` sends it, in the language of its reader;
`prune` forgets what was sent long ago.
"""

from core.outbox.letter import Letter, Reader
from core.outbox.posting import post, rehearse
from core.outbox.pruning import prune
from core.outbox.sending import send_due

__all__ = ["Letter", "Reader", "post", "prune", "rehearse", "send_due"]
