"""`manage.py demo`: realistic demo data; `--size large`: a large data set for benchmarks."""

from __future__ import annotations

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.models import OutgoingMail
from demo import campus, large
from demo.large import Scale
from demo.sign_ins import DEMO_SIGN_INS, PASSWORD


class Command(BaseCommand):
    help = "Make the demo data: assets, vendors, cycles in every stage. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--size", choices=("small", "large"), default="small")
        parser.add_argument(
            "--assets", type=int, default=Scale.assets, help="with --size large (%(default)s)"
        )
        parser.add_argument(
            "--activities", type=int, default=Scale.activities, help="with --size large (%(default)s)"
        )
        parser.add_argument("--list", action="store_true", help="only list who can sign in; make nothing")
        parser.add_argument("--no-list", action="store_true", help="do not list who can sign in")
        parser.add_argument(
            "--force",
            action="store_true",
            help="also in production, or beside the people of a real installation",
        )

    def handle(self, *args: Any, size: str, force: bool, **options: Any) -> None:
        if not options["list"]:
            self._make(size, force, Scale(options["assets"], options["activities"]))
        if campus.exists() and not options["no_list"]:
            self._list_sign_ins()

    def _make(self, size: str, force: bool, scale: Scale) -> None:
        self.began = perf_counter()
        if campus.exists():
            self.stdout.write("The demo data is there already; nothing was changed.")
        else:
            if not force:
                self._refuse_real_installations()
            campus.create(self._progress)
        if size == "large":
            self._make_large(scale)
        OutgoingMail.objects.filter(to__endswith=".example").delete()  # these addresses do not exist

    def _make_large(self, scale: Scale) -> None:
        if large.exists():
            self.stdout.write("The large demo data is there already; nothing was changed.")
            return
        large.create(scale, self._progress)
        self._progress("done")

    def _refuse_real_installations(self) -> None:
        """Reject production and other users, because the password of the demo users is public."""
        if settings.PRODUCTION:
            raise CommandError("This is a production installation (MODE=production); --force insists.")
        if strangers := campus.count_other_users():
            raise CommandError(
                f"{strangers} people are registered here who do not belong to the demo; --force insists."
            )

    def _progress(self, step: str) -> None:
        self.stdout.write(f"{perf_counter() - self.began:6.1f} s  {step}")
        self.stdout.flush()

    def _list_sign_ins(self) -> None:
        self.stdout.write(self.style.SUCCESS(f"\nSign in (password of all: {PASSWORD})"))
        for person in DEMO_SIGN_INS:
            self.stdout.write(f"  {person.email:34} {person.label}")
