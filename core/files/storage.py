"""File storage that writes each file completely or not at all, and reports a full disk to the user."""

from __future__ import annotations

import errno
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import BadRequest, ValidationError
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

DISK_FULL_ERRORS: Final = {errno.ENOSPC, errno.EDQUOT}


class StorageFull(ValidationError, BadRequest):
    """The disk is full.

    As a `ValidationError` it appears beside the file field of a form. Outside of a form it is a `BadRequest`, for which
    Django calls `core.http.errors.bad_request`.
    """

    def __init__(self) -> None:
        message = _(
            "Ruang penyimpanan server penuh, sehingga berkas tidak dapat disimpan. Isian lainnya tidak hilang. "
            "Hubungi administrator, lalu pilih berkas itu dan kirim sekali lagi."
        )
        super().__init__(message, code="no_room")


@contextmanager
def raise_storage_full() -> Iterator[None]:
    """Log a disk-full error of the block and raise it as `StorageFull`."""
    try:
        yield
    except OSError as error:
        if error.errno not in DISK_FULL_ERRORS:
            raise
        logger.error("the disk is full: %s", error)
        raise StorageFull from error


class AtomicFileStorage(FileSystemStorage):
    """Writes each file under a partial name and renames it when complete. An interrupted write leaves no file.

    An uploaded temporary file is copied, not moved, so that it can be stored again after a failure.
    """

    def _save(self, name: str, content: File[Any]) -> str:
        partial = _partial_name(name)
        try:
            with raise_storage_full():
                super()._save(partial, File(content))  # type: ignore[misc]
                Path(self.path(partial)).replace(self.path(name))
        except BaseException:
            with suppress(OSError):
                super().delete(partial)
            raise
        return name

    def delete(self, name: str) -> None:
        """Delete the file and a partial file that a killed process may have left."""
        super().delete(name)
        super().delete(_partial_name(name))


def _partial_name(name: str) -> str:
    return f"{name}.part"
