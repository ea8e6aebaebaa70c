"""Turns DATABASE_URL into what Django needs: SQLite set up for several writers, or PostgreSQL with a pool."""

import os
import tempfile
from pathlib import Path
from typing import Any

import dj_database_url

from config import env

ALLOWED = "sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name"
SQLITE = {
    "transaction_mode": "IMMEDIATE",  # two writers queue up instead of failing half-way
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-6000;"  # for each thread, so a worker stays small
    ),
}
POOL = {"min_size": 2, "max_size": 16, "timeout": 10}
# A query that looks dear before the tables are analysed is compiled to machine code, which takes longer than it runs.
PLAIN = {"options": "-c jit=off"}


def database(default_file: Path, *, testing: bool) -> dict[str, Any]:
    url = env.text("DATABASE_URL", f"sqlite:///{default_file}")
    scheme = url.partition(":")[0]
    try:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError:
        parsed = {}
    if scheme not in ("sqlite", "postgres", "postgresql") or not parsed.get("NAME"):
        env.stop_start("DATABASE_URL", f"{scheme}:...", ALLOWED)  # the rest may hold a password
    return parsed | (_sqlite(parsed["NAME"]) if scheme == "sqlite" else _postgres(parsed, testing=testing))


def _sqlite(name: str) -> dict[str, Any]:
    if name != ":memory:":
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    # Tests get a file too, because tests with several threads need several connections.
    test_file = Path(tempfile.gettempdir()) / f"siklus-test-{os.getpid()}.sqlite3"
    # A new connection repeats the pragmas: keeping it quadruples what the server answers per second.
    return {"CONN_MAX_AGE": 600, "OPTIONS": SQLITE, "TEST": {"NAME": str(test_file)}}


def _postgres(parsed: dict[str, Any], *, testing: bool) -> dict[str, Any]:
    options = PLAIN | parsed.get("OPTIONS", {}) | ({} if testing else {"pool": POOL})
    test = {"NAME": f"test_{env.text('PGTESTNAME', parsed['NAME'])}"}
    return {"CONN_MAX_AGE": 0, "OPTIONS": options, "TEST": test}  # the pool keeps connections, not Django
