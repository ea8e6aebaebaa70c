"""`manage.py render_document KIND ID --output FILE`: write a document as a PDF, as seen by the section head."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Role, User
from core.pdf.renderer import RenderError
from reports.editions import get_edition_file
from reports.models import DocumentKind
from reports.types.registry import NoSuchDocument


class Command(BaseCommand):
    help = "Write an SOP document as a PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = DocumentKind.values
        parser.add_argument("kind", choices=kinds, metavar="KIND", help=", ".join(kinds))
        parser.add_argument(
            "id", type=int, help="id of the cycle or round, or the budget year, depending on KIND"
        )
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument(
            "--as", dest="email", default="", help="e-mail of the user whose permissions apply"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = self._user(options["email"])
        try:
            edition_file = get_edition_file(DocumentKind(options["kind"]), options["id"], user)
        except NoSuchDocument as error:
            raise CommandError(f"There is no {options['kind']} {options['id']} for this person.") from error
        except RenderError as error:
            raise CommandError(str(error)) from error
        options["output"].write_bytes(edition_file.content)
        self.stdout.write(f"{options['output']}: {len(edition_file.content)} bytes, {edition_file.filename}")

    def _user(self, email: str) -> User:
        if not email:
            return User(role=Role.HEAD)
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no person with the address {email}.")
        return user
