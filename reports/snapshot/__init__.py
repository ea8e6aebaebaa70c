"""The snapshot: all that a management report prints, frozen as plain JSON. Documents are made from it alone."""

from reports.snapshot.codec import dump, load, load_as
from reports.snapshot.facts import VERSION, Facts, Imprint, Snapshot
from reports.snapshot.take import letterhead, plan_facts, sop_facts, take

__all__ = [
    "VERSION",
    "Facts",
    "Imprint",
    "Snapshot",
    "dump",
    "letterhead",
    "load",
    "load_as",
    "plan_facts",
    "sop_facts",
    "take",
]
