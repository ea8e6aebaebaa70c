"""Sends the activity form with a photo to a local web worker, as a browser does."""

from __future__ import annotations

import io
import re
import uuid
from datetime import timedelta
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.urls import reverse
from django.utils import timezone
from PIL import Image

from demo.benchmark.web_server import Server

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
MOMENT = "%Y-%m-%dT%H:%M"


def large_photo(number: int, size: int) -> bytes:
    """Return a different JPEG of twelve megapixels for each number, padded to `size` bytes."""
    out = io.BytesIO()
    grain = Image.effect_noise((1000, 750), 40 + number).resize((4000, 3000), Image.Resampling.BICUBIC)
    grain.convert("RGB").save(out, "JPEG", quality=92)
    return out.getvalue().ljust(size, b"\0")


class Uploader:
    def __init__(self, server: Server, cookie: str, order_pk: int) -> None:
        self.address = server.address + reverse("maintenance:activity_create", args=[order_pk])
        self.opener = build_opener(_NoRedirect)
        form = f"{self.address}?key={uuid.uuid4()}"
        with self.opener.open(Request(form, headers={"Cookie": cookie})) as page:
            found = TOKEN.search(page.read().decode())
            given = page.headers["Set-Cookie"].partition(";")[0]
        assert found is not None
        self.token, self.cookie = found.group(1), f"{cookie}; {given}"

    def send(self, name: str, content: bytes) -> int:
        """Send the form and return the status code: 302 if the activity was saved."""
        ended = timezone.localtime() - timedelta(minutes=5)
        fields = {
            "csrfmiddlewaretoken": self.token,
            "key": str(uuid.uuid4()),
            "started_at": (ended - timedelta(hours=1)).strftime(MOMENT),
            "ended_at": ended.strftime(MOMENT),
            "description": "Unggahan uji kinerja.",
            "finding_severity": "medium",
        }
        boundary = uuid.uuid4().hex
        parts = [_part(boundary, f'name="{field}"', value.encode()) for field, value in fields.items()]
        parts.append(_part(boundary, f'name="files_photo"; filename="{name}"', content))
        body = b"".join([*parts, f"--{boundary}--\r\n".encode()])
        headers = {
            "Cookie": self.cookie,
            "Origin": self.address[: self.address.index("/", 8)],
            "Content-Type": f"multipart/form-data; boundary={boundary}",
        }
        try:
            with self.opener.open(Request(self.address, data=body, headers=headers)) as answer:
                return int(answer.status)
        except HTTPError as refused:
            return refused.code


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


def _part(boundary: str, what: str, content: bytes) -> bytes:
    return f"--{boundary}\r\nContent-Disposition: form-data; {what}\r\n\r\n".encode() + content + b"\r\n"
