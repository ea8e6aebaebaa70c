"""The snapshot: all that a management report prints, frozen as plain JSON. Documents are made from it alone."""

from reports.snapshot.codec import dump, load
from reports.snapshot.facts import VERSION, Facts, Imprint, Snapshot
from reports.snapshot.take import take

__all__ = ["VERSION", "Facts", "Imprint", "Snapshot", "dump", "load", "take"]
