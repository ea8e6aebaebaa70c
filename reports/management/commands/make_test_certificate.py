"""`manage.py make_test_certificate FILE`: create a certificate for development, trusted nowhere else."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from organization.models import Institution
from reports.signing.certificate import make_test_certificate


class Command(BaseCommand):
    help = "Create a test authority and a certificate issued by it, and write both to a PKCS#12 file with a password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="such as data/test-certificate.p12")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        password_file = file.with_suffix(".password")
        for path in (file, password_file):
            if path.exists():
                raise CommandError(f"{path} is there already; a certificate is never overwritten.")
        password = secrets.token_urlsafe(24)
        archive = make_test_certificate(Institution.current().name, password)
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(password_file, password.encode())
        _write(file, archive)
        self.stdout.write(
            f"{file} can sign documents for tests; its password is in {password_file}.\n"
            f"Start with SIGNING_CERTIFICATE={file} and SIGNING_PASSWORD set to what that file holds."
        )


def _write(path: Path, content: bytes) -> None:
    """Create the file with owner-only permissions before any content is written."""
    path.touch(mode=0o600)
    path.write_bytes(content)
