"""Django database settings from DATABASE_URL: SQLite for several writers, or PostgreSQL with a pool."""

import os
import tempfile
from pathlib import Path
from typing import Any

import dj_database_url

from config import env

ALLOWED = "sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name"
SQLITE = {
    "transaction_mode": "IMMEDIATE",  # a second writer waits instead of failing in the middle of its transaction
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;"
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-6000;"  # per thread, so it is small
    ),
}
POOL = {"min_size": 2, "max_size": 16, "timeout": 10}
# Before tables are analysed, PostgreSQL overestimates costs and compiles queries, which takes longer than running them.
NO_JIT = {"options": "-c jit=off"}


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
    # Each new connection runs the pragmas, so a persistent one quadruples the requests per second.
    return {"CONN_MAX_AGE": 600, "OPTIONS": SQLITE, "TEST": {"NAME": str(test_file)}}


def _postgres(parsed: dict[str, Any], *, testing: bool) -> dict[str, Any]:
    options = NO_JIT | parsed.get("OPTIONS", {}) | ({} if testing else {"pool": POOL})
    test = {"NAME": f"test_{env.text('PGTESTNAME', parsed['NAME'])}"}
    return {
        "CONN_MAX_AGE": 0,
        "OPTIONS": options,
        "TEST": test,
    }  # the pool holds connections, so Django must not
