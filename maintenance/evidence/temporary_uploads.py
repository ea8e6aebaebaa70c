"""Files that arrived before their form was saved are held for a day, so that nobody takes or sends a photograph twice.

A form that was sent back for correction holds what was in order; a device on a bad line sends file after file, and
then the form. Each file is known by a ticket that is good for one person only.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core import signing
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.evidence.services import NewEvidence

FOLDER: Final = "held"
RETENTION: Final = timedelta(days=1)
MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True)
class TemporaryUpload:
    """What a ticket stands for; without a `file` when that is no longer there."""

    ticket: str
    sha256: str = ""
    file: File[Any] | None = None


def store(new: NewEvidence, user: User) -> str:
    """Keeps the file and gives the ticket for it."""
    new.file.seek(0)
    name = default_storage.save(f"{_folder(user)}/{secrets.token_hex(32)}", new.file)
    _drop_oldest(user)
    return signing.dumps([name, new.name, new.sha256_received], salt=_salt(user))


def fetch(ticket: str, user: User) -> TemporaryUpload:
    """The file behind a ticket; none when it was forged, is another person's, too old, or one too many."""
    try:
        name, original, sha256 = signing.loads(ticket, salt=_salt(user))
    except (signing.BadSignature, ValueError):
        return TemporaryUpload(ticket)
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        return TemporaryUpload(ticket, sha256)
    file.name = original
    return TemporaryUpload(ticket, sha256, file)


def release(tickets: Iterable[str], user: User) -> None:
    """The form was saved."""
    for ticket in tickets:
        try:
            name, *_rest = signing.loads(ticket, salt=_salt(user))
        except (signing.BadSignature, ValueError):
            continue
        default_storage.delete(name)


def purge() -> int:
    """Deletes what nobody came back for; returns how many. The worker does it now and then."""
    too_old = timezone.now() - RETENTION
    folders = default_storage.listdir(FOLDER)[0] if default_storage.exists(FOLDER) else []
    deleted = 0
    for name in (name for folder in folders for name in _files(f"{FOLDER}/{folder}")):
        with suppress(FileNotFoundError):  # its form was saved in this moment
            if default_storage.get_modified_time(name) < too_old:
                default_storage.delete(name)
                deleted += 1
    return deleted


def _salt(user: User) -> str:
    return f"maintenance.evidence.temporary_uploads.{user.pk}"


def _folder(user: User) -> str:
    return f"{FOLDER}/{user.pk}"


def _files(folder: str) -> Iterator[str]:
    if default_storage.exists(folder):
        yield from (f"{folder}/{name}" for name in default_storage.listdir(folder)[1])


def _drop_oldest(user: User) -> None:
    """A person may hold two activities' worth of files, and no more of them than a vendor sends in a day."""
    most_files = 2 * settings.MAX_FILES_PER_ACTIVITY
    most_bytes = settings.MAX_VENDOR_MB_PER_DAY * MEGABYTE
    total = 0
    for position, (_at, size, name) in enumerate(sorted(_weighed(_folder(user)), reverse=True)):
        total += size
        if position and (position >= most_files or total > most_bytes):
            default_storage.delete(name)


def _weighed(folder: str) -> Iterator[tuple[datetime, int, str]]:
    """When each file came and how large it is; without those that another request takes away in this moment."""
    for name in _files(folder):
        with suppress(FileNotFoundError):
            yield default_storage.get_modified_time(name), default_storage.size(name), name
