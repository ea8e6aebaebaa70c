"""Makes PDFs in a process of its own (`core.pdf.subprocess_limits`).

The document may name only what it is handed: `asset:` (fonts, style sheets of the documents) and `media:` (pictures
of the installation; `media:480/name` is one reduced to 480 pixels). Nothing else is fetched, neither files nor the
network. The same input gives the same bytes.
"""

from __future__ import annotations

import json
import logging
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.frontend.node_files import PDF_FONTS
from core.pdf import subprocess_limits

logger = logging.getLogger(__name__)

STYLES = Path(__file__).parent / "styles"
ASSETS: Mapping[str, Path] = {
    **PDF_FONTS,
    **{name: STYLES / name for name in ("document.css", "draft.css", "draft.svg")},
}
# What `core.pdf.render_process` ends with, besides 0.
NO_LIBRARY, OUT_OF_MEMORY = 3, 4


class RenderError(Exception):
    """No PDF came of it. The text is a sentence for the person; the log holds what the process said."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


@dataclass(frozen=True)
class Attachment:
    """Data that travels inside the PDF."""

    name: str
    description: str
    text: str


@dataclass(frozen=True)
class RenderRequest:
    """One document. `at` is the time that the file states; `identifier` names its content."""

    html: str
    at: datetime
    identifier: str
    attachments: Sequence[Attachment] = ()
    media: Mapping[str, Path] = field(default_factory=dict)

    def message(self) -> bytes:
        """What the rendering process reads, as JSON."""
        files = {f"asset:{name}": str(path) for name, path in ASSETS.items()}
        files |= {f"media:{name}": str(path) for name, path in self.media.items()}
        return json.dumps(
            {
                "html": self.html,
                "at": self.at.isoformat(),
                "identifier": self.identifier,
                "attachments": [asdict(each) for each in self.attachments],
                "files": files,
                **subprocess_limits.resource_limits(),
            }
        ).encode()


def render(job: RenderRequest) -> bytes:
    """The PDF; raises `RenderError` and leaves nothing behind when there is none."""
    stated = str(int(job.at.timestamp()))
    try:
        done = subprocess_limits.run("core.pdf.render_process", job.message(), SOURCE_DATE_EPOCH=stated)
    except subprocess.TimeoutExpired as error:
        logger.error("the PDF took more than %s seconds", settings.PDF_SECONDS)
        raise RenderError(_too_slow()) from error
    except OSError as error:
        logger.exception("the PDF process did not start")
        raise RenderError(_("Pembuat PDF tidak dapat dijalankan. Hubungi administrator.")) from error
    if done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    logger.error(
        "the PDF process ended with %s: %s", done.returncode, subprocess_limits.last_error_line(done)
    )
    raise RenderError(_sentence(done.returncode))


def _too_slow() -> str:
    text = _("PDF belum selesai dalam %(seconds)s detik, sehingga dihentikan. Tidak ada yang diubah.")
    return str(text) % {"seconds": settings.PDF_SECONDS}


def _sentence(status: int) -> str | Promise:
    if status == NO_LIBRARY:
        return _(
            "PDF tidak dapat dibuat: pustaka Pango belum terpasang di server. Administrator memasangnya dengan "
            "“apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0”. Tidak ada yang diubah."
        )
    if status == OUT_OF_MEMORY:
        text = _("PDF membutuhkan lebih dari %(mb)s MB memori, sehingga dihentikan. Tidak ada yang diubah.")
        return str(text) % {"mb": settings.PDF_MEMORY_MB}
    if status < 0:
        return _too_slow() if -status in (9, 24) else _("Pembuatan PDF terhenti. Tidak ada yang diubah.")
    return _("PDF tidak dapat dibuat. Tidak ada yang diubah; hubungi administrator bila terjadi lagi.")
