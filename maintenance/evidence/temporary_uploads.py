"""Temporary storage, for at most one day, of files that are uploaded before their form is saved.

If a form has errors, its valid files are stored here, so that the user need not choose them again. A device on a
slow connection uploads each file separately and sends the form afterwards. Each stored file has a ticket: a signed
id that is valid for one user only.
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
    """A ticket with the file that it identifies. `file` is None if the file was deleted or the ticket is invalid."""

    ticket: str
    sha256: str = ""
    file: File[Any] | None = None


def store(new: NewEvidence, user: User) -> str:
    """Store the file and return the ticket of the file.

    If the user's files exceed a limit, the oldest files of the user are deleted; see `_delete_oldest`.
    """
    new.file.seek(0)
    name = default_storage.save(f"{_folder(user)}/{secrets.token_hex(32)}", new.file)
    _delete_oldest(user)
    return signing.dumps([name, new.name, new.sha256_received], salt=_salt(user))


def fetch(ticket: str, user: User) -> TemporaryUpload:
    """Return the temporary upload of a ticket.

    The attribute `file` is None if the ticket is invalid for this user, or if the file was deleted.
    """
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
    """Delete the files of the given tickets. Called after the form was saved."""
    for ticket in tickets:
        try:
            name, *_rest = signing.loads(ticket, salt=_salt(user))
        except (signing.BadSignature, ValueError):
            continue
        default_storage.delete(name)


def purge() -> int:
    """Delete all files older than one day and return the number of deleted files. The worker calls this regularly."""
    too_old = timezone.now() - RETENTION
    folders = default_storage.listdir(FOLDER)[0] if default_storage.exists(FOLDER) else []
    deleted = 0
    for name in (name for folder in folders for name in _files(f"{FOLDER}/{folder}")):
        with suppress(FileNotFoundError):  # another request saved its form just now
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


def _delete_oldest(user: User) -> None:
    """Delete the oldest files of the user until the rest is within the limits. The newest file is never deleted.

    The limits are twice the number of files that one activity may have, and `MAX_VENDOR_MB_PER_DAY`.
    """
    max_files = 2 * settings.MAX_FILES_PER_ACTIVITY
    max_bytes = settings.MAX_VENDOR_MB_PER_DAY * MEGABYTE
    total = 0
    for position, (_at, size, name) in enumerate(sorted(_file_stats(_folder(user)), reverse=True)):
        total += size
        if position and (position >= max_files or total > max_bytes):
            default_storage.delete(name)


def _file_stats(folder: str) -> Iterator[tuple[datetime, int, str]]:
    """Yield modification time, size and name of each file in the folder.

    A file that another request deletes at the same time is skipped.
    """
    for name in _files(folder):
        with suppress(FileNotFoundError):
            yield default_storage.get_modified_time(name), default_storage.size(name), name
