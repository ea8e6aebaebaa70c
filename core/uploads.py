"""Stops a request that is far beyond the upload limit before its bytes fill the disk."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

FILES_PER_REQUEST = 10


class RefuseHugeRequest(FileUploadHandler):
    """One file over the limit gets a sentence beside its field; this is for what no form would explain."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: str, encoding: str | None = None
    ) -> None:
        if content_length > settings.MAX_UPLOAD_MB * 1024 * 1024 * FILES_PER_REQUEST:
            raise RequestDataTooBig("request body over the upload limit")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
