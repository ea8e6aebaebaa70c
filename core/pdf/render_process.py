"""`python -m core.pdf.render_process`: reads a job as JSON on standard input, writes the PDF to standard output.

Knows neither Django nor the database. Runs under limits of memory and time, and ends after one document.
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

NO_LIBRARY, OUT_OF_MEMORY = 3, 4
# `media:480/name` asks for the picture with a long edge of 480 pixels.
SIZED = re.compile(r"media:(?P<edge>\d{2,4})/(?P<name>.+)")
TYPES = {".css": "text/css", ".svg": "image/svg+xml"}  # other files say themselves what they are


def limit(memory_mb: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def fetcher(files: dict[str, str]) -> Any:
    """Answers for the named files; anything else stops the document rather than leave a hole in it."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    from core.pdf.downscale import downscale

    class NamedFiles(URLFetcher):  # type: ignore[misc]  # the library is untyped
        def fetch(self, url: str, headers: Any = None) -> Any:
            sized = SIZED.fullmatch(url)
            path = files.get(f"media:{sized['name']}" if sized else url)
            if path is None:
                raise FatalURLFetchingError(f"not handed to this document: {url[:200]}")
            file = Path(path)
            if sized:
                return URLFetcherResponse(url, body=downscale(file, int(sized["edge"])))
            kind = TYPES.get(file.suffix)
            return URLFetcherResponse(
                url, body=file.read_bytes(), headers={"Content-Type": kind} if kind else None
            )

    return NamedFiles()


def render(job: dict[str, Any]) -> bytes:
    from weasyprint import HTML, Attachment

    document = HTML(string=job["html"], base_url="asset:", url_fetcher=fetcher(job["files"])).render()
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
    pdfua.claim(document.metadata)
    out = io.BytesIO()
    document.write_pdf(out, pdf_variant="pdf/a-3a", pdf_tags=True, pdf_identifier=job["identifier"].encode())
    return out.getvalue()


def main() -> int:
    job = json.loads(sys.stdin.buffer.read())
    limit(job["memory_mb"], job["seconds"])
    try:
        import weasyprint  # noqa: F401
    except OSError as error:  # Pango is not there
        print(error, file=sys.stderr)
        return NO_LIBRARY
    try:
        pdf = render(job)
    except MemoryError:
        return OUT_OF_MEMORY
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
