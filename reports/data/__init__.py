"""Snapshots: all that a document prints, frozen as plain JSON. Documents are made from them alone."""

from reports.data.codec import Json, UnknownVersion, as_text, dump, fingerprint, load
from reports.data.cycle_data import Facts, Imprint
from reports.data.cycle import letterhead, plan_facts, sop_facts, take

__all__ = [
    "Facts",
    "Imprint",
    "Json",
    "UnknownVersion",
    "as_text",
    "dump",
    "fingerprint",
    "letterhead",
    "load",
    "plan_facts",
    "sop_facts",
    "take",
]
