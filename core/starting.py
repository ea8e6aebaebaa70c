"""What a process that stays asks before it begins: system checks that are too dear for every command."""

from __future__ import annotations

from typing import Final

from django.core.checks import run_checks

START: Final = "start"  # their tag; registered with deploy=True, so that no other command asks them


def refuse_what_cannot_work() -> None:
    """Stops the process with one sentence, as a wrong setting does."""
    found = run_checks(tags=[START], include_deployment_checks=True)
    if wrong := [message.msg for message in found if message.is_serious()]:
        raise SystemExit(f"Siklus cannot start: {wrong[0]}")
