"""`python -m demo.benchmark.bare_pdf`: the baseline of a document.

Reads the same job as `core.pdf.render_process` and prints it with plain WeasyPrint: no attachment, no PDF/UA claim, no
reduced photos, no limits.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main() -> None:
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    job = json.loads(sys.stdin.buffer.read())

    class Files(URLFetcher):  # type: ignore[misc]  # the library is untyped
        def fetch(self, url: str, headers: Any = None) -> Any:
            scheme, _colon, name = url.partition(":")
            path = Path(job["files"][f"{scheme}:{name.rpartition('/')[2]}"])
            kind = {".css": "text/css", ".svg": "image/svg+xml"}.get(path.suffix)
            return URLFetcherResponse(
                url, body=path.read_bytes(), headers={"Content-Type": kind} if kind else None
            )

    document = HTML(string=job["html"], base_url="asset:", url_fetcher=Files())
    document.write_pdf(sys.stdout.buffer, pdf_variant="pdf/a-3a", pdf_tags=True, pdf_identifier=b"uji")


if __name__ == "__main__":
    main()
