"""Making files in the background: a person asks, the worker makes, the page shows how far it is and what came of it."""

from reports.jobs.requests import ask_again, ask_bundle, ask_draft, ask_issue, ask_sheets
from reports.jobs.retention import delete_old_files
from reports.jobs.worker import run_next_job

__all__ = [
    "ask_again",
    "ask_bundle",
    "ask_draft",
    "ask_issue",
    "ask_sheets",
    "delete_old_files",
    "run_next_job",
]
