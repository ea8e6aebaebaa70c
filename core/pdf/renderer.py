"""Renders PDFs in a subprocess with resource limits.

A document can refer only to given files: `asset:` URLs (fonts and style sheets) and `media:` URLs (images;
`media:480/name` is downscaled to 480 pixels). It cannot read other files or use the network. Equal input gives equal
bytes.
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
# Exit codes of `core.pdf.render_process`.
EXIT_NO_LIBRARY, EXIT_OUT_OF_MEMORY = 3, 4


class RenderError(Exception):
    """The PDF could not be rendered. The message is for the user; the log has the error of the process."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


@dataclass(frozen=True)
class Attachment:
    """Text file attached to the PDF."""

    name: str
    description: str
    text: str


@dataclass(frozen=True)
class RenderRequest:
    """Input of the renderer. `at` is the creation time in the metadata, `identifier` the file identifier of the PDF."""

    html: str
    at: datetime
    identifier: str
    attachments: Sequence[Attachment] = ()
    media: Mapping[str, Path] = field(default_factory=dict)

    def message(self) -> bytes:
        """Return the JSON input of the render process."""
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


def render(request: RenderRequest) -> bytes:
    """Return the PDF. Raises `RenderError`. Leaves no files behind."""
    source_date = str(int(request.at.timestamp()))
    try:
        done = subprocess_limits.run(
            "core.pdf.render_process", request.message(), SOURCE_DATE_EPOCH=source_date
        )
    except subprocess.TimeoutExpired as error:
        logger.error("the PDF took more than %s seconds", settings.PDF_SECONDS)
        raise RenderError(_timeout_message()) from error
    except OSError as error:
        logger.exception("the PDF process did not start")
        raise RenderError(_("Pembuat PDF tidak dapat dijalankan. Hubungi administrator.")) from error
    if done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    logger.error(
        "the PDF process ended with %s: %s", done.returncode, subprocess_limits.last_error_line(done)
    )
    raise RenderError(_error_message(done.returncode))


def _timeout_message() -> str:
    text = _("PDF belum selesai dalam %(seconds)s detik, sehingga dihentikan. Tidak ada yang diubah.")
    return str(text) % {"seconds": settings.PDF_SECONDS}


def _error_message(status: int) -> str | Promise:
    if status == EXIT_NO_LIBRARY:
        return _(
            "PDF tidak dapat dibuat: pustaka Pango belum terpasang di server. Administrator memasangnya dengan "
            "“apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0”. Tidak ada yang diubah."
        )
    if status == EXIT_OUT_OF_MEMORY:
        text = _("PDF membutuhkan lebih dari %(mb)s MB memori, sehingga dihentikan. Tidak ada yang diubah.")
        return str(text) % {"mb": settings.PDF_MEMORY_MB}
    if status < 0:
        return (
            _timeout_message() if -status in (9, 24) else _("Pembuatan PDF terhenti. Tidak ada yang diubah.")
        )
    return _("PDF tidak dapat dibuat. Tidak ada yang diubah; hubungi administrator bila terjadi lagi.")
