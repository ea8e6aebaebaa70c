"""QR code and short address for the verification of an issued document, printed on every page."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString

from core.charts.svg import tag


def qr_code(address: str) -> SafeString:
    """Return the QR code of the address as a black SVG path with alternative text."""
    code = segno.make(address, error="l", micro=False)
    width, height = code.symbol_size(border=0)
    rows = "".join(_row_path(y, row) for y, row in enumerate(code.matrix))
    return tag(
        "svg",
        tag("title", f"Kode QR menuju {address}"),
        tag("path", d=rows, fill="#000000"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        role="img",
    )


def _row_path(y: int, modules: bytearray) -> str:
    """Return the path data of one row: a rectangle for each run of dark modules."""
    path, start = "", None
    for x, dark in enumerate([*modules, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            path += f"M{start} {y}h{x - start}v1h{start - x}z"
            start = None
    return path


def without_scheme(address: str) -> str:
    """Return the address without `https://` and without the final slash, for printing."""
    return address.partition("://")[2].rstrip("/") or address
