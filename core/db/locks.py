"""One at a time, where no row stands for what must not be done by two at once."""

from __future__ import annotations

from django.db import connection


def advisory_lock(what: str) -> None:
    """Whoever holds `what` next waits for the end of this transaction, and then sees what it wrote."""
    assert connection.in_atomic_block
    if connection.vendor == "postgresql":  # SQLite lets one transaction in at a time
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])
