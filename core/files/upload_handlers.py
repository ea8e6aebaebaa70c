"""Upload handlers that reject huge requests and survive a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from core.files.storage import StorageFull, raise_storage_full

FILES_PER_REQUEST = 10


class RequestSizeHandler(FileUploadHandler):
    """Rejects a request that exceeds the upload limits many times, before its bytes fill the disk.

    A single file over the limit is reported by its form field.
    """

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        if content_length > settings.MAX_UPLOAD_MB * 1024 * 1024 * FILES_PER_REQUEST:
            raise RequestDataTooBig("request body over the upload limit")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


class UnstoredFile(UploadedFile[Any]):
    """Upload that could not be stored because the disk is full. It has a name and a size; reading raises an error."""

    @property
    def file(self) -> Any:
        raise StorageFull

    @file.setter
    def file(self, value: Any) -> None:
        """Ignore the file, because nothing was stored."""

    def close(self) -> None:
        """Do nothing, because no file is open."""


class DiskSpaceUploadHandler(TemporaryFileUploadHandler):
    """Temporary-file handler that continues when the disk is full.

    The other form fields still arrive, so the form can be shown again with an error beside the file.
    """

    is_full = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.is_full = False
        self.__dict__.pop("file", None)  # the previous file is complete; the request closes it
        with self._stop_when_disk_is_full():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if not self.is_full:
            with self._stop_when_disk_is_full():
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if not self.is_full:
            with self._stop_when_disk_is_full():
                return super().file_complete(file_size)
        return UnstoredFile(None, self.file_name, self.content_type, file_size, self.charset)

    @contextmanager
    def _stop_when_disk_is_full(self) -> Iterator[None]:
        """Catch `StorageFull` and close the partial file, which frees its disk space."""
        try:
            with raise_storage_full():
                yield
        except StorageFull:
            self.is_full = True
            if file := self.__dict__.pop("file", None):
                with suppress(OSError):
                    file.close()
