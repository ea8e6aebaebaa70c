"""Run `reports.signing.signing_process` for one request and read its response."""

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

CERTIFICATE_PROBLEMS = {
    "broken": _("sertifikat tidak dapat dibuka; berkasnya rusak atau kata sandinya keliru"),
    "unreadable": _("berkas sertifikat tidak dapat dibaca"),
    "no_key": _("berkas sertifikat tidak memuat kunci"),
    "not_yet": _("sertifikat belum berlaku"),
    "expired": _("masa berlaku sertifikat sudah lewat"),
}


class SigningError(Exception):
    """Signing failed and nothing was changed. The text is for the user; details of the process are in the log."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))


@dataclass(frozen=True)
class SignedPdf:
    """A PDF with one more signature; `at` is the signing time stated in the signature."""

    pdf: bytes
    subject: str
    fingerprint: str
    at: datetime


@dataclass(frozen=True)
class PdfSignature:
    """A signature found in a file.

    `intact`: the signed bytes are unchanged. `valid`: the key of the certificate created the signature. `trusted`: the
    certificate chain ends in a trusted root. `covers`: coverage level as reported by pyHanko.
    """

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
class VerificationResult:
    """Result of verifying a file.

    `unreadable` is the parse error of a broken file. `whole` is true when the last signature covers the whole file, so
    that nothing was added after it.
    """

    signatures: list[PdfSignature]
    whole: bool = False
    unreadable: str = ""

    @property
    def is_sound(self) -> bool:
        return self.whole and all(each.is_sound for each in self.signatures)


def can_sign() -> bool:
    """Return whether a certificate is configured that can sign today."""
    if settings.SIGNING_CERTIFICATE is None:
        return False
    if problem := certificate_problem():
        logger.error("the signing certificate is unusable: %s", problem)
    return not problem


def certificate_problem() -> str:
    """Return why the certificate cannot sign today, as a key of `CERTIFICATE_PROBLEMS`; empty when it can."""
    try:
        response, _pdf = _run_process("check_certificate", b"")
    except SigningError:
        return "broken"
    return str(response.get("unusable", ""))


def sign_pdf(pdf: bytes, *, field: str, name: str, reason: str, location: str) -> SignedPdf:
    """Append a signature to the PDF. Raises `SigningError`."""
    fields = {"field": field, "name": name, "reason": reason, "location": location}
    response, signed = _request("sign_pdf", pdf, **fields)
    if not signed.startswith(b"%PDF-"):
        raise SigningError(_process_failed_text())
    return SignedPdf(
        signed, response["subject"], response["fingerprint"], datetime.fromisoformat(response["at"])
    )


def verify_pdf(pdf: bytes, *, trust: list[str]) -> VerificationResult:
    """Verify all signatures of a PDF. Trusts the configured certificate and the PEM certificates in `trust`."""
    response, _pdf = _request("verify_pdf", pdf, trust=trust)
    signatures = [
        PdfSignature(**{**each, "at": datetime.fromisoformat(each["at"])}) for each in response["signatures"]
    ]
    return VerificationResult(signatures, response.get("whole", False), response.get("unreadable", ""))


def _request(action: str, pdf: bytes, **fields: Any) -> tuple[dict[str, Any], bytes]:
    """Run an action and return its response. Raises `SigningError` when the certificate cannot be used."""
    response, signed = _run_process(action, pdf, **fields)
    if "unusable" in response:
        logger.error("the signing certificate is unusable: %s", response["unusable"])
        text = _("Dokumen belum ditandatangani: %(why)s. Hubungi administrator.")
        raise SigningError(str(text) % {"why": CERTIFICATE_PROBLEMS[response["unusable"]]})
    return response, signed


def _run_process(action: str, pdf: bytes, **fields: Any) -> tuple[dict[str, Any], bytes]:
    request = {
        "action": action,
        "certificate": str(settings.SIGNING_CERTIFICATE or ""),
        "password": settings.SIGNING_PASSWORD,
        **subprocess_limits.resource_limits(),
        **fields,
    }
    try:
        done = subprocess_limits.run(
            "reports.signing.signing_process", json.dumps(request).encode() + b"\n" + pdf
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        logger.error("the signing process did not answer: %s", type(error).__name__)
        raise SigningError(_process_failed_text()) from error
    line, _end, signed = done.stdout.partition(b"\n")
    if done.returncode or not line:
        logger.error(
            "the signing process ended with %s: %s", done.returncode, subprocess_limits.last_error_line(done)
        )
        raise SigningError(_process_failed_text())
    return json.loads(line), signed


def _process_failed_text() -> Promise:
    return _("Dokumen belum ditandatangani, karena proses penandatanganan terhenti. Tidak ada yang diubah.")
