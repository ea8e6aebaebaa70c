"""Detects the encoding and the delimiter of a CSV file."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import Final

from django.utils.translation import gettext as _

DELIMITERS: Final = ",;\t|"
SAMPLE_LENGTH: Final = 64 * 1024
SAMPLE_RECORDS: Final = 200
# All control characters except tab, line feed, carriage return, and the end-of-file mark of DOS programs (0x1A).
CONTROL_CHARACTERS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x19\x1b-\x1f]")

# First bytes of other file formats that users rename to .csv.
FILE_SIGNATURES: Final = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
)


class NotTextError(ValueError):
    """The file is not a text file. The message for the user says what to do."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text without the byte-order mark, and the name of its encoding. Raises `NotTextError`."""
    _reject_other_formats(data)
    text, encoding = _decode_text(data)
    if found := CONTROL_CHARACTERS.search(text):
        line = {"line": text.count("\n", 0, found.start()) + 1}
        raise NotTextError(
            _("Berkas ini bukan berkas teks: baris %(line)d memuat karakter yang tidak dapat dibaca.") % line
        )
    return text.rstrip("\x1a"), encoding


def _decode_text(data: bytes) -> tuple[str, str]:
    if data.startswith(codecs.BOM_UTF8):
        return _decode_strictly(data[len(codecs.BOM_UTF8) :], "utf-8", "UTF-8 (BOM)")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_strictly(data, "utf-16", "UTF-16")
    for codec, name in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "Latin-1"


def _decode_strictly(data: bytes, codec: str, name: str) -> tuple[str, str]:
    try:
        return data.decode(codec), name
    except UnicodeDecodeError as error:
        broken = {"encoding": name}
        raise NotTextError(
            _("Berkas mengaku %(encoding)s tetapi isinya rusak; simpan ulang sebagai CSV UTF-8.") % broken
        ) from error


def _reject_other_formats(data: bytes) -> None:
    for signature, kind in FILE_SIGNATURES:
        if data.startswith(signature):
            if kind in ("zip", "xls"):
                raise NotTextError(
                    _("Berkas ini lembar kerja atau arsip, bukan CSV; buka lalu simpan sebagai CSV UTF-8.")
                )
            raise NotTextError(_("Berkas ini gambar atau PDF, bukan CSV; pilih berkas CSV."))


def detect_delimiter(text: str) -> str:
    """Return the delimiter for which most of the first records have as many cells as the header.

    Returns a comma if no delimiter gives a header of two or more cells.
    """
    sample = text[:SAMPLE_LENGTH]
    if len(text) > SAMPLE_LENGTH:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter))


def _agreement(sample: str, delimiter: str) -> tuple[float, int]:
    """Return the share of records as wide as the header and this width, or (0, 0) for a header of one cell."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(record) for record in islice(reader, SAMPLE_RECORDS) if any(record)]
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2:
        return 0, 0
    return Counter(widths)[widths[0]] / len(widths), widths[0]
