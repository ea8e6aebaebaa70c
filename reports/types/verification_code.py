"""What every issued page carries so that anybody can check it: a QR code and the address that it leads to."""

from __future__ import annotations

import segno
from django.utils.safestring import SafeString

from core.charts.svg import tag


def qr(address: str) -> SafeString:
    """Drawn as a path, black on the paper's white, with its alternative text."""
    code = segno.make(address, error="l", micro=False)
    width, height = code.symbol_size(border=0)
    rows = "".join(_row(y, row) for y, row in enumerate(code.matrix))
    return tag(
        "svg",
        tag("title", f"Kode QR menuju {address}"),
        tag("path", d=rows, fill="#000000"),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        role="img",
    )


def _row(y: int, modules: bytearray) -> str:
    """The dark stretches of one row, each as a box."""
    path, start = "", None
    for x, dark in enumerate([*modules, 0]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            path += f"M{start} {y}h{x - start}v1h{start - x}z"
            start = None
    return path


def short(address: str) -> str:
    """The address as a person types it."""
    return address.partition("://")[2].rstrip("/") or address
