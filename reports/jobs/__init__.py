"""Document jobs: a user requests a file, the worker produces it, and the page shows progress and the result."""

from reports.jobs.requests import request_archive, request_draft, request_issue, request_workbook, retry_job
from reports.jobs.retention import delete_old_files
from reports.jobs.worker import run_next_job

__all__ = [
    "delete_old_files",
    "request_archive",
    "request_draft",
    "request_issue",
    "request_workbook",
    "retry_job",
    "run_next_job",
]
