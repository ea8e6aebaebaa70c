"""Immutability triggers: the database itself refuses to change rows that must not change, on both databases.

Each app declares its `ImmutabilityTrigger`s in `<app>/immutability.py` and registers them in its app configuration
(`core.db.schema_objects.register`), which installs them after every migration.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class ImmutabilityTrigger:
    """Refuses `events` on the rows of `table` for which the SQL condition `when` is true.

    `when` uses OLD and NEW and only SQL that both databases understand; it is never built from input. `name` names one
    trigger per event. A refused statement raises `django.db.IntegrityError` with `message`.
    """

    name: str
    table: str
    events: tuple[str, ...]
    when: str
    message: str

    def create(self, connection: BaseDatabaseWrapper) -> None:
        """Create the triggers of all events; a trigger of the same name is replaced."""
        self.drop(connection)
        with connection.cursor() as cursor:
            for event in self.events:
                for statement in self._create_statements(connection, event):
                    cursor.execute(statement)

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        with connection.cursor() as cursor:
            for event in self.events:
                on = f" ON {self.table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {self._trigger(event)}{on}")

    def exists(self, connection: BaseDatabaseWrapper) -> bool:
        """Return whether the database has a trigger for every event, each with exactly this condition and message."""
        on_postgresql = connection.vendor == "postgresql"
        query = (
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgrelid = to_regclass(%s)"
            if on_postgresql
            else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(query, [self.table])
            present = dict(cursor.fetchall())
        text = self._postgresql_body if on_postgresql else self._sqlite
        return all(present.get(self._trigger(event)) == text(event) for event in self.events)

    def _trigger(self, event: str) -> str:
        return f"{self.name}_{event.lower()}"

    def _create_statements(self, connection: BaseDatabaseWrapper, event: str) -> list[str]:
        return self._postgresql(event) if connection.vendor == "postgresql" else [self._sqlite(event)]

    def _sqlite(self, event: str) -> str:
        return (
            f"CREATE TRIGGER {self._trigger(event)} BEFORE {event} ON {self.table} FOR EACH ROW "
            f"WHEN {self.when} BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        )

    def _postgresql(self, event: str) -> list[str]:
        function = f"{self.name}_refuse_{event.lower()}"
        return [
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS $$"
            f"{self._postgresql_body(event)}$$ LANGUAGE plpgsql",
            f"CREATE TRIGGER {self._trigger(event)} BEFORE {event} ON {self.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {function}()",
        ]

    def _postgresql_body(self, event: str) -> str:
        row = "OLD" if event == "DELETE" else "NEW"
        return (
            f" BEGIN IF ({self.when}) THEN RAISE EXCEPTION '{self.message}' "
            f"USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END "
        )
