"""`manage.py verify_document FILE`: which document a file is, and whether its signatures hold."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils.translation import override

from core.i18n.formats import format_datetime
from reports.models import Document
from reports.signing.client import Found, SigningError, examine


class Command(BaseCommand):
    help = (
        "Says which document and edition a PDF is, whether its hash is known, and whether each signature in it is "
        "valid, intact and of a trusted certificate. Ends with 1 unless all of it is so."
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
            found = examine(pdf, trust=roots)
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"A file cannot be read: {error}") from error
        except SigningError as error:
            raise CommandError(str(error)) from error
        known = self._say_which(hashlib.sha256(pdf).hexdigest())
        if found.unreadable:
            self.stdout.write(f"Structure: broken ({found.unreadable})")
        for each in found.signatures:
            self._say(each)
        if not found.signatures:
            self.stdout.write("Signatures: none")
        elif not found.whole:
            self.stdout.write("After the last signature something was added to the file.")
        if not known or found.unreadable or (found.signatures and not found.is_sound):
            raise CommandError("This is not a document as it was issued and signed.")

    def _say_which(self, sha256: str) -> bool:
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

    def _say(self, found: Found) -> None:
        words = [
            "intact" if found.intact else "ALTERED",
            "valid" if found.valid else "INVALID",
            "trusted" if found.trusted else "NOT TRUSTED",
        ]
        with override("id"):
            at = format_datetime(found.at)
        self.stdout.write(f"Signature {found.field}: {found.name}, {found.reason}, {at}: {', '.join(words)}")
        self.stdout.write(f"  certificate {found.subject}, SHA-256 {found.fingerprint}")
