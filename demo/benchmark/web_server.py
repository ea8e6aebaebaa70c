"""Runs a web server for the benchmark; measures its memory and the requests of a first and a repeated visit."""

from __future__ import annotations

import gzip
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings

ASSETS = re.compile(rb"""(?:<link[^>]+href|<(?:script|img|source)[^>]+src|<use[^>]+href)=["']([^"'#]+)""")
FONTS = re.compile(rb"""url\(["']?([^"')]+\.woff2)""")


@dataclass(frozen=True)
class Visit:
    """Requests and compressed bytes of a first visit, and the requests of a repeated visit (`again`)."""

    requests: int
    compressed: int
    again: int


@dataclass(frozen=True)
class Memory:
    """Resident and private memory in megabytes.

    Resident memory also includes mapped files, such as the SQLite database.
    """

    resident: float
    own: float


@dataclass(frozen=True)
class Server:
    address: str
    pid: int

    def get(self, path: str, cookie: str = "") -> tuple[bytes, dict[str, str]]:
        """Return the body as transferred, and the headers with lowercase names."""
        headers = {"Accept-Encoding": "gzip", "Cookie": cookie}
        with urlopen(Request(urljoin(self.address, path), headers=headers)) as answer:
            return answer.read(), {name.lower(): value for name, value in answer.headers.items()}

    def memory(self) -> Memory:
        """Return the memory of the worker: the largest child process of the server."""
        workers = [_memory(pid) for pid in _children(self.pid)] or [_memory(self.pid)]
        return max(workers, key=lambda each: each.resident)

    def visit(self, path: str, cookie: str) -> Visit:
        """Request the page and its static files. Files cached for a day or longer are not requested again."""
        body, headers = self.get(path, cookie)
        plain = gzip.decompress(body) if headers.get("content-encoding") == "gzip" else body
        wanted = {urlsplit(found.decode()).path for found in ASSETS.findall(plain)}
        size, again = len(body), 1
        for address in sorted(wanted):
            sheet, heads = self.get(address)
            size, again = size + len(sheet), again + (not _is_cached(heads))
            text = gzip.decompress(sheet) if heads.get("content-encoding") == "gzip" else sheet
            for font in {urljoin(address, found.decode()) for found in FONTS.findall(text)} - wanted:
                content, heads = self.get(font)
                wanted.add(font)
                size, again = size + len(content), again + (not _is_cached(heads))
        return Visit(1 + len(wanted), size, again)


@contextmanager
def running_server() -> Iterator[Server]:
    """Run granian with one worker on a free local port, with the options of `scripts/run`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += ["--workers", "1", "--blocking-threads", "8", "--backpressure", "64", "--no-ws"]
    command += ["--log-level", "warning", "config.wsgi:application"]
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=os.environ | {"SITE_URL": "http://localhost:8000"}
    )
    server = Server(f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=20)


def request_pages(server: Server, paths: Sequence[str], cookie: str, times: int) -> None:
    for _time in range(times):
        for path in paths:
            server.get(path, cookie)


def _wait_for(server: Server) -> None:
    for _attempt in range(150):
        try:
            server.get("/healthz")
            return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError("the web server did not start within 30 seconds")


def _is_cached(headers: dict[str, str]) -> bool:
    found = re.search(r"max-age=(\d+)", headers.get("cache-control", ""))
    return found is not None and int(found.group(1)) >= 86_400


def _children(pid: int) -> list[int]:
    """Return the descendants of a process."""
    below = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            below += [int(child), *_children(int(child))]
    return below


def _memory(pid: int) -> Memory:
    """Return the memory of a process from /proc. Returns zeros on systems without /proc."""
    status = Path(f"/proc/{pid}/status")
    lines = dict(re.findall(r"(\w+):\s+(\d+) kB", status.read_text())) if status.exists() else {}
    return Memory(int(lines.get("VmRSS", 0)) / 1024, int(lines.get("RssAnon", 0)) / 1024)
