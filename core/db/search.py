"""Search by an index: trigrams on PostgreSQL, FTS5 on SQLite, with the same answers on both.

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
TRIGRAM: Final = 3
LONGEST: Final = 100

# The same expressions stand in PostgreSQL's indexes and in its queries, or the indexes would not be used.
BLANK: Final = " || ' ' || "
JOINED: Final = "(%(expressions)s)"
VECTOR: Final = "to_tsvector('simple', regexp_replace(%(expressions)s, '[^[:alnum:]]+', ' ', 'g'))"


def _literally(text: str) -> str:
    """For LIKE, where percent signs and underlines would stand for something else."""
    return re.sub(r"([%_\\])", r"\\\1", text)


def _holds(left: Expression | F, operator: str, right: Expression | Subquery) -> Func:
    return Func(
        left, right, template="%(expressions)s", arg_joiner=operator, output_field=models.BooleanField()
    )


def key_in(field: str, rows: models.QuerySet[Any]) -> Q:
    """That `field` is the key of one of `rows`, to be joined to its like by OR.

    Subqueries that are joined so make PostgreSQL read the whole table; arrays it looks up by an index each.
    """
    if connections[rows.db].vendor != "postgresql":
        return Q((f"{field}__in", rows))
    return Q(
        _holds(F(field), " = ", Subquery(rows.order_by().values("pk"), template="ANY(ARRAY(%(subquery)s))"))
    )


@dataclass(frozen=True, slots=True)
class Terms:
    """What a person typed, taken apart: `parts` may stand anywhere, `beginnings` only where a word begins.

    One or two characters hold no trigram and would match nearly everything, hence the second kind.
    """

    parts: tuple[str, ...]
    beginnings: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Terms":
        words = re.sub(r"[\x00-\x1f\x7f]", " ", text[:LONGEST]).split()
        short = (run for word in words if len(word) < TRIGRAM for run in re.findall(r"[^\W_]+", word))
        return cls(tuple(word for word in words if len(word) >= TRIGRAM), tuple(short))


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Covers the text `columns` (none of them nullable) of `table`, whose primary key is the integer `id`."""

    name: str
    table: str
    columns: tuple[str, ...]

    def narrow(self, queryset: models.QuerySet[M], text: str) -> models.QuerySet[M]:
        """The rows that hold every word of `text` in some column, whatever its case; all rows if it is empty."""
        if not text.strip():
            return queryset
        terms = Terms.of(text)
        if not terms.parts and not terms.beginnings:
            return queryset.none()
        on_postgresql = connections[queryset.db].vendor == "postgresql"
        return queryset.filter(*(self._postgresql(terms) if on_postgresql else self._sqlite(terms)))

    def create(self, connection: BaseDatabaseWrapper) -> None:
        """Builds the index from the rows that are there; an older one of this name makes way."""
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
        """Whether the indexes, and on SQLite every trigger that keeps them true, are in the database."""
        if connection.vendor == "postgresql":
            names, query = set(self._tables()), "SELECT indexname FROM pg_indexes"
        else:
            names, query = {*self._tables(), *self._triggers()}, "SELECT name FROM sqlite_master"
        with connection.cursor() as cursor:
            cursor.execute(query)
            return names <= {row[0] for row in cursor.fetchall()}

    def _tables(self) -> tuple[str, str]:
        """The index that knows every three characters, and the one that knows how words begin."""
        return f"{self.name}_parts", f"{self.name}_words"

    # --- PostgreSQL: two GIN indexes on the columns, joined by blanks -------------------------------------

    def _postgresql(self, terms: Terms) -> list[Func]:
        joined = Func(
            *map(F, self.columns), template=JOINED, arg_joiner=BLANK, output_field=models.TextField()
        )
        vector = Func(joined, template=VECTOR)
        found = [_holds(joined, " ILIKE ", Value(f"%{_literally(part)}%")) for part in terms.parts]
        if terms.beginnings:
            prefixes = Value(" & ".join(f"{beginning}:*" for beginning in terms.beginnings))
            found.append(
                _holds(vector, " @@ ", Func(prefixes, template="to_tsquery('simple', %(expressions)s)"))
            )
        return found

    def _create_gin(self) -> list[str]:
        parts, words = self._tables()
        joined = JOINED % {"expressions": BLANK.join(self.columns)}
        # Without the list of pending entries a search costs what the planner thinks it costs.
        using = f'ON "{self.table}" USING gin ({{}}) WITH (fastupdate = off)'
        return [
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            f"CREATE INDEX {parts} {using.format(f'{joined} gin_trgm_ops')}",
            f"CREATE INDEX {words} {using.format(VECTOR % {'expressions': joined})}",
        ]

    # --- SQLite: two FTS5 tables over the table itself, kept true by triggers -----------------------------

    def _triggers(self) -> list[str]:
        return [f"{self.name}_{event}" for event in ("insert", "delete", "update")]

    def _sqlite(self, terms: Terms) -> list[Q]:
        parts, words = self._tables()
        quoted = " ".join('"' + part.replace('"', '""') + '"' for part in terms.parts)
        prefixes = " AND ".join(f'"{beginning}"*' for beginning in terms.beginnings)
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
