"""Document data: plain dataclasses that are collected from the database and stored as JSON snapshots."""

from reports.data.codec import Json, UnknownVersion, dump, dump_text, fingerprint, load
from reports.data.cycle import collect_cycle, collect_letterhead, collect_plan, collect_sop
from reports.data.cycle_data import CycleData, IssueDetails

__all__ = [
    "CycleData",
    "IssueDetails",
    "Json",
    "UnknownVersion",
    "collect_cycle",
    "collect_letterhead",
    "collect_plan",
    "collect_sop",
    "dump",
    "dump_text",
    "fingerprint",
    "load",
]
