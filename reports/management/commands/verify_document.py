"""`manage.py verify_document FILE`: identify the document of a file and verify its signatures."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils.translation import override

from core.i18n.formats import format_datetime
from reports.models import Document
from reports.signing.client import PdfSignature, SigningError, verify_pdf


class Command(BaseCommand):
    help = (
        "Identify the document and edition of a PDF by its hash, and verify that each signature is valid, intact and "
        "of a trusted certificate. Exits with 1 when any check fails."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--trust",
            type=Path,
            action="append",
            default=[],
            metavar="PEM",
            help="also trust this certificate",
        )

    def handle(self, *args: Any, file: Path, trust: list[Path], **options: Any) -> None:
        try:
            pdf, roots = file.read_bytes(), [path.read_text() for path in trust]
            result = verify_pdf(pdf, trust=roots)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"A file cannot be read: {error}") from error
        except SigningError as error:
            raise CommandError(str(error)) from error
        known = self._print_document(hashlib.sha256(pdf).hexdigest())
        if result.unreadable:
            self.stdout.write(f"Structure: broken ({result.unreadable})")
        for each in result.signatures:
            self._print_signature(each)
        if not result.signatures:
            self.stdout.write("Signatures: none")
        elif not result.whole:
            self.stdout.write("After the last signature something was added to the file.")
        if not known or result.unreadable or (result.signatures and not result.is_sound):
            raise CommandError("This is not a document as it was issued and signed.")

    def _print_document(self, sha256: str) -> bool:
        self.stdout.write(f"SHA-256: {sha256}")
        by_hash = Q(sha256=sha256) | Q(signature_lines__signature__sha256=sha256)
        document = Document.objects.filter(by_hash).select_related("replaced_by").defer("snapshot").first()
        if document is None:
            self.stdout.write("Document: unknown, no issued or signed document has this hash")
            return False
        with override("id"):
            self.stdout.write(
                f"Document: {document.kind_label}, {document.number}, edition {document.edition}, "
                f"issued {format_datetime(document.issued_at)}"
            )
        if document.is_replaced:
            self.stdout.write(f"Replaced by edition {document.edition + 1}")
        revision = next(each for each in document.revisions if each.sha256 == sha256)
        later = len(document.revisions) - 1 - document.revisions.index(revision)
        self.stdout.write(f"File: with {revision.number} signature(s); {later} came later")
        return True

    def _print_signature(self, signature: PdfSignature) -> None:
        checks = [
            "intact" if signature.intact else "ALTERED",
            "valid" if signature.valid else "INVALID",
            "trusted" if signature.trusted else "NOT TRUSTED",
        ]
        with override("id"):
            at = format_datetime(signature.at)
        self.stdout.write(
            f"Signature {signature.field}: {signature.name}, {signature.reason}, {at}: {', '.join(checks)}"
        )
        self.stdout.write(f"  certificate {signature.subject}, SHA-256 {signature.fingerprint}")
