"""`manage.py render_document KIND ID --output FILE`: any document as a PDF, as a head of section would see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Role, User
from core.pdf.renderer import RenderError
from reports.editions import copy_of
from reports.models import DocumentKind
from reports.types.registry import NoSuchDocument


class Command(BaseCommand):
    help = "Writes a document of the SOP as a PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = DocumentKind.values
        parser.add_argument("kind", choices=kinds, metavar="KIND", help=", ".join(kinds))
        parser.add_argument("id", type=int, help="cycle, round or budget year, by the kind")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE")
        parser.add_argument("--as", dest="email", default="", help="render what this person may see")

    def handle(self, *args: Any, **options: Any) -> None:
        user = self._person(options["email"])
        try:
            copy = copy_of(DocumentKind(options["kind"]), options["id"], user)
        except NoSuchDocument as error:
            raise CommandError(f"There is no {options['kind']} {options['id']} for this person.") from error
        except RenderError as error:
            raise CommandError(str(error)) from error
        options["output"].write_bytes(copy.content)
        self.stdout.write(f"{options['output']}: {len(copy.content)} bytes, {copy.filename}")

    def _person(self, email: str) -> User:
        if not email:
            return User(role=Role.HEAD)
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"There is no person with the address {email}.")
        return user
