"""Where files are kept: each is there whole or not at all, and a full disk is told in a sentence."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import BadRequest, ValidationError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy as _

from core.checks import START

logger = logging.getLogger(__name__)

FULL: Final = {errno.ENOSPC, errno.EDQUOT}


class StorageFull(ValidationError, BadRequest):
    """The disk is full. A form says so beside the file; where none does, Django asks `core.http.errors` for a page,
    as it does for every `BadRequest`."""

    def __init__(self) -> None:
        message = _(
            "Ruang penyimpanan server penuh, sehingga berkas tidak dapat disimpan. Isian lainnya tidak hilang. "
            "Hubungi administrator, lalu pilih berkas itu dan kirim sekali lagi."
        )
        super().__init__(message, code="no_room")


@contextmanager
def free_bytes() -> Iterator[None]:
    """Whatever the block writes that finds no room is `NoRoom`; the log says where."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        logger.error("the disk is full: %s", error)
        raise StorageFull from error


class AtomicFileStorage(FileSystemStorage):
    """What is written is a draft until the last byte is there; a write that breaks off leaves nothing.

    An upload is copied, never moved away: after a failure it is still there to be held for the next attempt.
    """

    def _save(self, name: str, content: File[Any]) -> str:
        draft = _draft_of(name)
        try:
            with free_bytes():
                super()._save(draft, File(content))  # type: ignore[misc]
                Path(self.path(draft)).replace(self.path(name))
        except BaseException:
            with suppress(OSError):
                super().delete(draft)
            raise
        return name

    def delete(self, name: str) -> None:
        """With the draft of it, which a process that was killed has left behind."""
        super().delete(name)
        super().delete(_draft_of(name))


def _draft_of(name: str) -> str:
    return f"{name}.part"


@register(START, deploy=True)
def media_root_is_writable(**options: Any) -> list[CheckMessage]:
    """A full disk stops no start: what is there can still be read."""
    try:
        Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=settings.MEDIA_ROOT):
            return []
    except OSError as error:
        if error.errno in FULL:
            return []
    folder = str(settings.MEDIA_ROOT)
    sentence = f"the setting MEDIA_ROOT is {folder!r}; allowed is a folder that this process may make and write into."
    return [Error(sentence, id="core.E003")]
