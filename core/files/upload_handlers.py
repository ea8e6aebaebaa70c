"""What arrives with a request: none that is far beyond the limit, and none that a full disk breaks off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, TemporaryFileUploadHandler

from core.files.storage import StorageFull, free_bytes

FILES_PER_REQUEST = 10


class RequestSizeHandler(FileUploadHandler):
    """Before its bytes fill the disk. One file over the limit gets a sentence beside its field; this is for what
    no form would explain."""

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
    """A file that found no room on its way in: it has a name and a size, and says so to whoever reads it."""

    @property
    def file(self) -> Any:
        raise StorageFull

    @file.setter
    def file(self, value: Any) -> None:
        """There is none."""

    def close(self) -> None:
        """Nothing is open."""


class DiskSpaceUploadHandler(TemporaryFileUploadHandler):
    """Goes on when the disk is full: what was typed beside the file arrives, and the form says what is lacking."""

    is_full = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.is_full = False
        self.__dict__.pop("file", None)  # the one before is complete, and no longer ours to close
        with self._going_on():
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if not self.is_full:
            with self._going_on():
                super().receive_data_chunk(raw_data, start)

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if not self.is_full:
            with self._going_on():
                return super().file_complete(file_size)
        return UnstoredFile(None, self.file_name, self.content_type, file_size, self.charset)

    @contextmanager
    def _going_on(self) -> Iterator[None]:
        """Gives the room back that the beginning of the file has taken."""
        try:
            with free_bytes():
                yield
        except StorageFull:
            self.is_full = True
            if file := self.__dict__.pop("file", None):
                with suppress(OSError):
                    file.close()
