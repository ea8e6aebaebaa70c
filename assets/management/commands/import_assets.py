"""`manage.py import_assets FILE [--dry-run]`: import assets or dependencies from a CSV file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from assets.csv_import import FIELDS, ChangeSet, compute_changes, guess_columns, missing_columns
from core.tables_io.csv_reader import CsvTable, UnreadableCsvError, read_csv


class Command(BaseCommand):
    help = (
        "Import assets or dependencies from a CSV file. Exit status 0 when the file was imported (or, with "
        "--dry-run, could be), 1 when not; nothing is saved if any line is wrong."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a CSV file, for example one that NetBox exported")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument(
            "--column",
            action="append",
            default=[],
            metavar="FIELD=HEAD",
            help=f"what a column means, where its head does not say so; FIELD: {', '.join(f.name for f in FIELDS)}",
        )
        parser.add_argument("--language", choices=["id", "en"], default="id", help="language of the messages")

    def handle(
        self, *args: Any, file: Path, dry_run: bool, column: list[str], language: str, **options: Any
    ) -> None:
        with translation.override(language):
            try:
                table = read_csv(file.read_bytes())
                changes = compute_changes(table, self._columns(table, column))
                if not changes.problems and not dry_run:
                    changes.apply()
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}") from error
            except UnreadableCsvError as error:
                raise CommandError(str(error)) from error
            self._report(changes, dry_run)

    def _columns(self, table: CsvTable, chosen: list[str]) -> dict[str, str]:
        known = {field.name for field in FIELDS}
        given = dict(pair.split("=", 1) for pair in chosen if "=" in pair)
        for name, head in given.items():
            if name not in known or head not in table.header:
                raise CommandError(f"--column {name}={head}: no such field or no such column.")
        columns = {
            name: head for name, head in guess_columns(table.header).items() if head not in given.values()
        } | given
        if missing := missing_columns(columns):
            raise CommandError("\n".join(missing))
        return columns

    def _report(self, changes: ChangeSet, dry_run: bool) -> None:
        if changes.problems:
            raise CommandError("\n".join(map(str, changes.problems)))
        counts = f"new {len(changes.new)}, changed {len(changes.changed)}, unchanged {changes.unchanged}"
        created = (
            f"places {len(changes.new_locations)}, categories {len(changes.new_categories)}, "
            f"racks {len(changes.new_racks)}"
        )
        self.stdout.write(f"{counts}; also new: {created}{' (dry run: nothing saved)' if dry_run else ''}")
