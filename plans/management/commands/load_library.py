"""`manage.py load_library`: add the library of acceptance criteria."""

from typing import Any

from django.core.management.base import BaseCommand

from plans.criteria_library import load_library


class Command(BaseCommand):
    help = "Adds the ready-made acceptance criteria that are missing; never changes those that are there."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{load_library()} criteria added.")
