"""Starts `reports.signing.signing_process` for one request and reads its answer."""

from __future__ import annotations

import json
import logging
import subprocess
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.pdf import subprocess_limits

logger = logging.getLogger(__name__)

UNUSABLE = {
    "broken": _("sertifikat tidak dapat dibuka; berkasnya rusak atau kata sandinya keliru"),
    "unreadable": _("berkas sertifikat tidak dapat dibaca"),
    "no_key": _("berkas sertifikat tidak memuat kunci"),
    "not_yet": _("sertifikat belum berlaku"),
    "expired": _("masa berlaku sertifikat sudah lewat"),
}


class SigningError(Exception):
    """Nothing was signed. The text is a sentence for the person; the log holds what the process said."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


@dataclass(frozen=True)
class Signed:
    """A PDF with one more signature; `at` is the time that the signature states."""

    pdf: bytes
    subject: str
    fingerprint: str
    at: datetime


@dataclass(frozen=True)
class Found:
    """A signature in a file. `intact`: what it covers is as it was; `valid`: the key of the certificate made it."""

    field: str
    name: str
    reason: str
    at: datetime
    subject: str
    fingerprint: str
    intact: bool
    valid: bool
    trusted: bool
    covers: str

    @property
    def is_sound(self) -> bool:
        return self.intact and self.valid and self.trusted and self.covers.startswith("ENTIRE_")


@dataclass(frozen=True)
class Examined:
    """`unreadable` says what broke when the file could not be followed to its end.

    It is `whole` when the last signature covers the file to its last byte: nobody added anything to it.
    """

    signatures: list[Found]
    whole: bool = False
    unreadable: str = ""

    @property
    def is_sound(self) -> bool:
        return self.whole and all(each.is_sound for each in self.signatures)


def can_sign() -> bool:
    """Whether there is a certificate, and it holds today."""
    if settings.SIGNING_CERTIFICATE is None:
        return False
    if why := look():
        logger.error("the signing certificate is unusable: %s", why)
    return not why


def look() -> str:
    """What keeps the certificate from signing today, as a key of `UNUSABLE`; empty when nothing does."""
    try:
        answer, _nothing = _asked("look", b"")
    except SigningError:
        return "broken"
    return str(answer.get("unusable", ""))


def sign(pdf: bytes, *, field: str, name: str, reason: str, location: str) -> Signed:
    """The PDF with this person's signature behind it; raises `SigningError`."""
    said = {"field": field, "name": name, "reason": reason, "location": location}
    answer, signed = _ask("sign", pdf, **said)
    if not signed.startswith(b"%PDF-"):
        raise SigningError(_not_signed())
    return Signed(signed, answer["subject"], answer["fingerprint"], datetime.fromisoformat(answer["at"]))


def examine(pdf: bytes, *, trust: list[str]) -> Examined:
    """Every signature of the file, against the installation's certificate and further ones (PEM) to `trust`."""
    answer, _nothing = _ask("examine", pdf, trust=trust)
    found = [Found(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in answer["signatures"]]
    return Examined(found, answer.get("whole", False), answer.get("unreadable", ""))


def _ask(act: str, pdf: bytes, **more: Any) -> tuple[dict[str, Any], bytes]:
    """What the process answers to what needs the certificate; raises `SigningError` when that is unusable."""
    answer, signed = _asked(act, pdf, **more)
    if "unusable" in answer:
        logger.error("the signing certificate is unusable: %s", answer["unusable"])
        text = _("Dokumen belum ditandatangani: %(why)s. Hubungi administrator.")
        raise SigningError(str(text) % {"why": UNUSABLE[answer["unusable"]]})
    return answer, signed


def _asked(act: str, pdf: bytes, **more: Any) -> tuple[dict[str, Any], bytes]:
    job = {
        "act": act,
        "certificate": str(settings.SIGNING_CERTIFICATE or ""),
        "password": settings.SIGNING_PASSWORD,
        **subprocess_limits.resource_limits(),
        **more,
    }
    try:
        done = subprocess_limits.run(
            "reports.signing.signing_process", json.dumps(job).encode() + b"\n" + pdf
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        logger.error("the signing process did not answer: %s", type(error).__name__)
        raise SigningError(_not_signed()) from error
    line, _end, signed = done.stdout.partition(b"\n")
    if done.returncode or not line:
        logger.error(
            "the signing process ended with %s: %s", done.returncode, subprocess_limits.last_error_line(done)
        )
        raise SigningError(_not_signed())
    return json.loads(line), signed


def _not_signed() -> Promise:
    return _("Dokumen belum ditandatangani, karena proses penandatanganan terhenti. Tidak ada yang diubah.")
