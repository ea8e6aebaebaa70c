"""Seals: rows that the database itself refuses to change, on PostgreSQL and on SQLite.

A `Seal` is declared beside the model that it protects (`<app>/immutability.py`), put in place by a migration
(`migrations.RunPython(seal.install, seal.remove)`), and a test asks the database whether each still stands.
"""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps as installed_apps
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class Seal:
    """Refuses `events` on the rows of `table` for which the SQL condition `when` holds.

    `when` speaks of OLD and NEW, in SQL that both databases understand; it is never made from input.
    A refused statement raises `django.db.IntegrityError` with `message`.
    """

    name: str
    table: str
    events: tuple[str, ...]
    when: str
    message: str

    def install(self, apps: Any, schema_editor: Any) -> None:
        self.create(schema_editor.connection)

    def remove(self, apps: Any, schema_editor: Any) -> None:
        self.drop(schema_editor.connection)

    def create(self, connection: BaseDatabaseWrapper) -> None:
        make = self._postgresql if connection.vendor == "postgresql" else self._sqlite
        with connection.cursor() as cursor:
            for statement in make():
                cursor.execute(statement)

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            for event in self.events:
                on = f" ON {self.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {self._trigger(event)}{on}")

    def stands(self, connection: BaseDatabaseWrapper) -> bool:
        """Whether every trigger of this seal is in the database."""
        known = "pg_trigger" if connection.vendor == "postgresql" else "sqlite_master"
        column = "tgname" if connection.vendor == "postgresql" else "name"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {column} FROM {known}")
            present = {row[0] for row in cursor.fetchall()}
        return all(self._trigger(event) in present for event in self.events)

    def _trigger(self, event: str) -> str:
        return f"{self.name}_{event.lower()}"

    def _sqlite(self) -> list[str]:
        return [
            f"CREATE TRIGGER {self._trigger(event)} BEFORE {event} ON {self.table} FOR EACH ROW "
            f"WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
            for event in self.events
        ]

    def _postgresql(self) -> list[str]:
        function = f"{self.name}_refuse"
        back = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
        statements = []
        for event in self.events:
            statements.append(
                f"CREATE OR REPLACE FUNCTION {function}_{event.lower()}() RETURNS trigger AS $$ BEGIN "
                f"IF ({self.when}) THEN RAISE EXCEPTION '{self.message}' "
                f"USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {back[event]}; END $$ LANGUAGE plpgsql"
            )
            statements.append(f"DROP TRIGGER IF EXISTS {self._trigger(event)} ON {self.table}")
            statements.append(
                f"CREATE TRIGGER {self._trigger(event)} BEFORE {event} ON {self.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {function}_{event.lower()}()"
            )
        return statements


def all_seals() -> list[Seal]:
    """The seals of every room, as its `immutability.py` declares them."""
    modules = [f"{config.name}.immutability" for config in installed_apps.get_app_configs()]
    present = [import_module(module) for module in modules if find_spec(module)]
    return [seal for module in present for seal in module.SEALS]
