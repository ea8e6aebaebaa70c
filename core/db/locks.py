"""Advisory locks, for operations that must not run concurrently but have no row to lock."""

from __future__ import annotations

from django.db import connection


def advisory_lock(name: str) -> None:
    """Lock `name` until the end of the transaction. Another transaction waits, and then sees what this one wrote.

    SQLite needs no lock, because it runs one write transaction at a time.
    """
    assert connection.in_atomic_block
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])
