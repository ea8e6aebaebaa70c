"""Uploads of a form that was sent back for correction are held for a day, so that nobody takes a photograph twice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from core.files import private_name

if TYPE_CHECKING:
    from accounts.models import User

FOLDER = "held"
HELD_FOR = timedelta(days=1)


def hold(file: File[Any], user: User) -> str:
    """Keeps the file and gives the ticket for it, which is good for this person only."""
    _sweep()
    file.seek(0)
    name = default_storage.save(private_name(FOLDER, ""), file)
    return signing.dumps([name, file.name], salt=_salt(user))


def fetch(ticket: str, user: User) -> File[Any] | None:
    """The file behind a ticket; None when it was forged, is another person's, or too old."""
    try:
        name, original = signing.loads(ticket, salt=_salt(user), max_age=HELD_FOR)
    except (signing.BadSignature, ValueError):
        return None
    if not default_storage.exists(name):
        return None
    file = default_storage.open(name)
    file.name = original
    return file


def let_go(tickets: Sequence[str], user: User) -> None:
    """The form was saved."""
    for ticket in tickets:
        try:
            name, _original = signing.loads(ticket, salt=_salt(user))
        except (signing.BadSignature, ValueError):
            continue
        default_storage.delete(name)


def _salt(user: User) -> str:
    return f"maintenance.held.{user.pk}"


def _sweep() -> None:
    """Nobody came back for these."""
    too_old = timezone.now() - HELD_FOR
    if not default_storage.exists(FOLDER):
        return
    folders, _files = default_storage.listdir(FOLDER)
    for folder in folders:
        _folders, files = default_storage.listdir(f"{FOLDER}/{folder}")
        for file in files:
            name = f"{FOLDER}/{folder}/{file}"
            if default_storage.get_modified_time(name) < too_old:
                default_storage.delete(name)
