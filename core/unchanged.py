"""What was made of the database, kept for as long as nobody has written to it.

    places = kept(request, "menu of places", lambda: list(Location.objects.values_list("pk", "path")))

Nobody has to say which page hangs on which table, or remember to clear anything: the database itself tells whether a
transaction has been committed since, in microseconds, and then everything is made anew. That is exact, so a page that
is kept can never be old. It pays where much is read for little to show: dashboards, the dependency map, long menus.

What is kept is one process's own. It must depend on nothing but the database and its key.
"""

from __future__ import annotations

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final, TypeVar, cast

from django.db import connection
from django.db.models import Func, TextField
from django.http import HttpRequest

T = TypeVar("T")
MOST: Final = 128
STAMP: Final = "siklus.database_stamp"
COLUMN: Final = "database_stamp"
# Which transactions are visible: two equal snapshots see the same rows.
SNAPSHOT: Final = "pg_current_snapshot()::text"

_lock = Lock()
_things: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()


def kept(request: HttpRequest, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gave for this key while the database was what it is now; the longest unused makes way."""
    stamp = _stamp_of(request)
    if not stamp:
        return make()
    with _lock:
        known, thing = _things.get(key, ("", None))
        if known == stamp:
            _things.move_to_end(key)
            return cast("T", thing)
    made = make()
    with _lock:
        _things[key] = (stamp, made)
        _things.move_to_end(key)
        while len(_things) > MOST:
            _things.popitem(last=False)
    return made


def forget() -> None:
    """For measuring what a page costs that has to be made."""
    with _lock:
        _things.clear()


def _stamp_of(request: HttpRequest) -> str:
    """Taken once for a request, before what it vouches for is read: read later, that is newer at most."""
    if request.method not in ("GET", "HEAD"):
        return ""  # it may write between two questions
    if STAMP not in request.META:
        # It came with the person who asks where that was on PostgreSQL (`stamp_columns`).
        told = getattr(getattr(request, "user", None), COLUMN, "")
        request.META[STAMP] = told if told and connection.get_autocommit() else stamp()
    return str(request.META[STAMP])


def stamp() -> str:
    """The same for the same content, never again after a change; empty inside a transaction, which may have written."""
    if not connection.get_autocommit():
        return ""
    if connection.vendor == "postgresql":
        return _snapshot()
    return _version(str(connection.settings_dict["NAME"]))


def stamp_columns() -> dict[str, Func]:
    """For a query that is asked anyway: on PostgreSQL the stamp comes with its rows; on SQLite it costs nothing."""
    if connection.vendor != "postgresql":
        return {}
    return {COLUMN: Func(template=SNAPSHOT, output_field=TextField())}


def _snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SNAPSHOT}")
        return str(cursor.fetchone()[0])


def _version(file: str) -> str:
    """SQLite tells each connection when another has committed; this one only looks, so all others are the others."""
    try:
        inode = Path(file).stat().st_ino  # a file that took the place of another has a history of its own
    except OSError:
        return ""  # in memory
    with _lock:
        # All rows, or the statement would stay open and its connection in the past.
        return f"{inode}:{_watch(file, inode).execute('PRAGMA data_version').fetchall()[0][0]}"


@cache
def _watch(file: str, inode: int) -> sqlite3.Connection:
    return sqlite3.connect(file, check_same_thread=False, isolation_level=None)
