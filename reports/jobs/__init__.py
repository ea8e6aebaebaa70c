"""Making files in the background: a person asks, the worker makes, the page shows how far it is and what came of it."""

from reports.jobs.requests import ask_again, ask_bundle, ask_draft, ask_issue, ask_sheets
from reports.jobs.retention import prune
from reports.jobs.worker import work_off

__all__ = ["ask_again", "ask_bundle", "ask_draft", "ask_issue", "ask_sheets", "prune", "work_off"]
