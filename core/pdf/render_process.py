"""Subprocess that renders one PDF: `python -m core.pdf.render_process`.

Reads a render request as JSON from standard input and writes the PDF to standard output. Uses neither Django nor the
database. Sets limits of memory and CPU time for itself.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from core.pdf import pdfua

EXIT_NO_LIBRARY, EXIT_OUT_OF_MEMORY = 3, 4
# `media:480/name` is the image `name`, downscaled to a long edge of 480 pixels.
SIZED_MEDIA_URL = re.compile(r"media:(?P<edge>\d{2,4})/(?P<name>.+)")
CONTENT_TYPES = {".css": "text/css", ".svg": "image/svg+xml"}  # WeasyPrint detects the type of other files


def set_resource_limits(memory_mb: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def url_fetcher(files: dict[str, str]) -> Any:
    """Return a URL fetcher for the given files. Any other URL stops the rendering with an error."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    from core.pdf.downscale import downscale

    class GivenFilesFetcher(URLFetcher):  # type: ignore[misc]  # the library is untyped
        def fetch(self, url: str, headers: Any = None) -> Any:
            sized = SIZED_MEDIA_URL.fullmatch(url)
            path = files.get(f"media:{sized['name']}" if sized else url)
            if path is None:
                raise FatalURLFetchingError(f"URL is not among the files of this document: {url[:200]}")
            file = Path(path)
            if sized:
                return URLFetcherResponse(url, body=downscale(file, int(sized["edge"])))
            kind = CONTENT_TYPES.get(file.suffix)
            return URLFetcherResponse(
                url, body=file.read_bytes(), headers={"Content-Type": kind} if kind else None
            )

    return GivenFilesFetcher()


def render(job: dict[str, Any]) -> bytes:
    from weasyprint import HTML, Attachment

    document = HTML(string=job["html"], base_url="asset:", url_fetcher=url_fetcher(job["files"])).render()
    at = datetime.fromisoformat(job["at"])
    document.metadata.attachments = [
        Attachment(
            string=each["text"],
            name=each["name"],
            description=each["description"],
            relationship="Data",
            created=at,
            modified=at,
        )
        for each in job["attachments"]
    ]
    pdfua.declare_pdfua(document.metadata)
    out = io.BytesIO()
    document.write_pdf(out, pdf_variant="pdf/a-3a", pdf_tags=True, pdf_identifier=job["identifier"].encode())
    return out.getvalue()


def main() -> int:
    job = json.loads(sys.stdin.buffer.read())
    set_resource_limits(job["memory_mb"], job["seconds"])
    try:
        import weasyprint  # noqa: F401
    except OSError as error:  # the Pango library is missing
        print(error, file=sys.stderr)
        return EXIT_NO_LIBRARY
    try:
        pdf = render(job)
    except MemoryError:
        return EXIT_OUT_OF_MEMORY
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
