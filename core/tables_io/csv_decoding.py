"""From bytes to text, and which character separates the cells: what a CSV file does not say about itself."""

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
SAMPLE: Final = 64 * 1024
SAMPLE_RECORDS: Final = 200
# Every control character but tab, line feed, carriage return, and the end-of-file mark of old DOS programs.
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x19\x1b-\x1f]")

# What people rename to .csv, by the first bytes of it.
LOOK_ALIKES: Final = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
)


class NotTextError(ValueError):
    """The bytes are no text file; the message says what to do."""


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding, without the byte-order mark."""
    _refuse_look_alikes(data)
    text, encoding = _decoded(data)
    if found := CONTROL.search(text):
        line = {"line": text.count("\n", 0, found.start()) + 1}
        raise NotTextError(
            _("Berkas ini bukan berkas teks: baris %(line)d memuat karakter yang tidak dapat dibaca.") % line
        )
    return text.rstrip("\x1a"), encoding


def _decoded(data: bytes) -> tuple[str, str]:
    if data.startswith(codecs.BOM_UTF8):
        return _strictly(data[len(codecs.BOM_UTF8) :], "utf-8", "UTF-8 (BOM)")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16", "UTF-16")
    for codec, name in (("utf-8", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return data.decode(codec), name
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1"), "Latin-1"


def _strictly(data: bytes, codec: str, name: str) -> tuple[str, str]:
    try:
        return data.decode(codec), name
    except UnicodeDecodeError as error:
        broken = {"encoding": name}
        raise NotTextError(
            _("Berkas mengaku %(encoding)s tetapi isinya rusak; simpan ulang sebagai CSV UTF-8.") % broken
        ) from error


def _refuse_look_alikes(data: bytes) -> None:
    for signature, kind in LOOK_ALIKES:
        if data.startswith(signature):
            if kind in ("zip", "xls"):
                raise NotTextError(
                    _("Berkas ini lembar kerja atau arsip, bukan CSV; buka lalu simpan sebagai CSV UTF-8.")
                )
            raise NotTextError(_("Berkas ini gambar atau PDF, bukan CSV; pilih berkas CSV."))


def detect_delimiter(text: str) -> str:
    """The delimiter by which the first records agree most on a width above one; else a comma."""
    sample = text[:SAMPLE]
    if len(text) > SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(DELIMITERS, key=lambda delimiter: _agreement(sample, delimiter))


def _agreement(sample: str, delimiter: str) -> tuple[float, int]:
    """How well records agree with the header on a width, then how wide it is; (0, 0) without a header of two."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = [len(record) for record in islice(reader, SAMPLE_RECORDS) if any(record)]
    except csv.Error:
        return 0, 0
    if not widths or widths[0] < 2:
        return 0, 0
    return Counter(widths)[widths[0]] / len(widths), widths[0]
