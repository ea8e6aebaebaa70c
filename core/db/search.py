"""Indexed text search: trigrams on PostgreSQL, FTS5 on SQLite, with the same results on both.

A `SearchIndex` covers text columns of one model. The app registers it in its configuration
(`core.db.schema_objects.register`), which installs it after every migration.
"""

import re
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, F, Func, Q, Subquery, Value
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=models.Model)
TRIGRAM_LENGTH: Final = 3
MAX_CHARACTERS: Final = 100

# PostgreSQL uses an index only when its expression equals the expression in the query, so both use these.
SEPARATOR: Final = " || ' ' || "
JOINED: Final = "(%(expressions)s)"
VECTOR: Final = "to_tsvector('simple', regexp_replace(%(expressions)s, '[^[:alnum:]]+', ' ', 'g'))"


def _escape_like(text: str) -> str:
    """Return the text with the wildcards of LIKE escaped."""
    return re.sub(r"([%_\\])", r"\\\1", text)


def _binary_operator(left: Expression | F, operator: str, right: Expression | Subquery) -> Func:
    return Func(
        left, right, template="%(expressions)s", arg_joiner=operator, output_field=models.BooleanField()
    )


def key_in(field: str, rows: models.QuerySet[Any]) -> Q:
    """Return the condition that `field` is the primary key of one of `rows`, for use in OR expressions.

    PostgreSQL reads the whole table for subqueries joined by OR, but uses an index for each array.
    """
    if connections[rows.db].vendor != "postgresql":
        return Q((f"{field}__in", rows))
    return Q(
        _binary_operator(
            F(field), " = ", Subquery(rows.order_by().values("pk"), template="ANY(ARRAY(%(subquery)s))")
        )
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """Search text, split: `parts` match anywhere in a text, `prefixes` only at the start of a word.

    One or two characters contain no trigram and would match nearly everything, so they are prefixes.
    """

    parts: tuple[str, ...]
    prefixes: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Terms":
        words = re.sub(r"[\x00-\x1f\x7f]", " ", text[:MAX_CHARACTERS]).split()
        short = (run for word in words if len(word) < TRIGRAM_LENGTH for run in re.findall(r"[^\W_]+", word))
        return cls(tuple(word for word in words if len(word) >= TRIGRAM_LENGTH), tuple(short))


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Index over the text `columns` (not nullable) of `table`, whose primary key is the integer `id`."""

    name: str
    table: str
    columns: tuple[str, ...]

    def filter(self, queryset: models.QuerySet[M], text: str) -> models.QuerySet[M]:
        """Return the rows that contain every word of `text` in some column, ignoring case; all rows if it is empty."""
        if not text.strip():
            return queryset
        terms = Terms.of(text)
        if not terms.parts and not terms.prefixes:
            return queryset.none()
        on_postgresql = connections[queryset.db].vendor == "postgresql"
        return queryset.filter(*(self._postgresql(terms) if on_postgresql else self._sqlite(terms)))

    def create(self, connection: BaseDatabaseWrapper) -> None:
        """Create the index from the existing rows. Replace an index of the same name."""
        self.drop(connection)
        self._run(connection, self._create_gin() if connection.vendor == "postgresql" else self._create_fts())

    def drop(self, connection: BaseDatabaseWrapper) -> None:
        if connection.vendor == "postgresql":
            statements = [f"DROP INDEX IF EXISTS {index}" for index in self._tables()]
        else:
            statements = [f"DROP TRIGGER IF EXISTS {trigger}" for trigger in self._triggers()]
            statements += [f"DROP TABLE IF EXISTS {table}" for table in self._tables()]
        self._run(connection, statements)

    def exists(self, connection: BaseDatabaseWrapper) -> bool:
        """Return whether the indexes exist, and on SQLite the triggers that update them."""
        if connection.vendor == "postgresql":
            names, query = set(self._tables()), "SELECT indexname FROM pg_indexes"
        else:
            names, query = {*self._tables(), *self._triggers()}, "SELECT name FROM sqlite_master"
        with connection.cursor() as cursor:
            cursor.execute(query)
            return names <= {row[0] for row in cursor.fetchall()}

    def _tables(self) -> tuple[str, str]:
        """Return the names of the trigram index and of the word prefix index."""
        return f"{self.name}_parts", f"{self.name}_words"

    # --- PostgreSQL: two GIN indexes on the columns, joined by spaces -------------------------------------

    def _postgresql(self, terms: Terms) -> list[Func]:
        joined = Func(
            *map(F, self.columns), template=JOINED, arg_joiner=SEPARATOR, output_field=models.TextField()
        )
        vector = Func(joined, template=VECTOR)
        conditions = [
            _binary_operator(joined, " ILIKE ", Value(f"%{_escape_like(part)}%")) for part in terms.parts
        ]
        if terms.prefixes:
            query = Value(" & ".join(f"{prefix}:*" for prefix in terms.prefixes))
            conditions.append(
                _binary_operator(
                    vector, " @@ ", Func(query, template="to_tsquery('simple', %(expressions)s)")
                )
            )
        return conditions

    def _create_gin(self) -> list[str]:
        parts, words = self._tables()
        joined = JOINED % {"expressions": SEPARATOR.join(self.columns)}
        # Without a list of pending entries, the cost of a search matches the estimate of the planner.
        using = f'ON "{self.table}" USING gin ({{}}) WITH (fastupdate = off)'
        return [
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            f"CREATE INDEX {parts} {using.format(f'{joined} gin_trgm_ops')}",
            f"CREATE INDEX {words} {using.format(VECTOR % {'expressions': joined})}",
        ]

    # --- SQLite: two FTS5 tables with external content, updated by triggers --------------------------------

    def _triggers(self) -> list[str]:
        return [f"{self.name}_{event}" for event in ("insert", "delete", "update")]

    def _sqlite(self, terms: Terms) -> list[Q]:
        parts, words = self._tables()
        quoted = " ".join('"' + part.replace('"', '""') + '"' for part in terms.parts)
        prefixes = " AND ".join(f'"{prefix}"*' for prefix in terms.prefixes)
        return [
            Q(pk__in=RawSQL(f"SELECT rowid FROM {fts} WHERE {fts} MATCH %s", [match]))
            for fts, match in ((parts, quoted), (words, prefixes))
            if match
        ]

    def _create_fts(self) -> list[str]:
        names = ", ".join(self.columns)
        new, old = (", ".join(f"{row}.{column}" for column in self.columns) for row in ("new", "old"))
        statements, adds, drops = [], "", ""
        tokenizers = (
            "tokenize = 'trigram'",
            "tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2', detail = none",
        )
        for fts, options in zip(self._tables(), tokenizers, strict=True):
            statements += [
                f"CREATE VIRTUAL TABLE {fts} USING fts5"
                f"({names}, content = '{self.table}', content_rowid = 'id', {options})",
                f"INSERT INTO {fts} ({fts}) VALUES ('rebuild')",
            ]
            adds += f"INSERT INTO {fts} (rowid, {names}) VALUES (new.id, {new}); "
            drops += f"INSERT INTO {fts} ({fts}, rowid, {names}) VALUES ('delete', old.id, {old}); "
        insert, delete, update = self._triggers()
        return [
            *statements,
            f"CREATE TRIGGER {insert} AFTER INSERT ON {self.table} BEGIN {adds}END",
            f"CREATE TRIGGER {delete} AFTER DELETE ON {self.table} BEGIN {drops}END",
            f"CREATE TRIGGER {update} AFTER UPDATE OF {names} ON {self.table} BEGIN {drops}{adds}END",
        ]

    @staticmethod
    def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
