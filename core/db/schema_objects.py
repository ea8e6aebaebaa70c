"""Database objects that Django's migrations do not know: immutability triggers and search indexes.

An app registers its objects in its configuration. They are installed after every `migrate`, because SQLite drops the
triggers of a table that a migration rebuilds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Protocol

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate


class SchemaObject(Protocol):
    """`table` is the table that the object belongs to."""

    @property
    def name(self) -> str: ...
    @property
    def table(self) -> str: ...
    def create(self, connection: BaseDatabaseWrapper) -> None: ...
    def drop(self, connection: BaseDatabaseWrapper) -> None: ...
    def exists(self, connection: BaseDatabaseWrapper) -> bool: ...


_registered: Final[dict[str, Sequence[SchemaObject]]] = {}


def register(config: AppConfig, objects: Sequence[SchemaObject]) -> None:
    """Install `objects` after every migration of the app; called once, by `AppConfig.ready`."""
    _registered[config.label] = objects
    post_migrate.connect(_install, sender=config, dispatch_uid=f"schema objects of {config.label}")


def all_schema_objects() -> list[SchemaObject]:
    """Return the objects of all apps, in the order of registration."""
    return [each for objects in _registered.values() for each in objects]


def _install(sender: AppConfig, using: str, **options: Any) -> None:
    """Create what is missing or differs. A table may be missing while one app is migrated to an earlier state."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    for each in _registered[sender.label]:
        if each.table in tables and not each.exists(connection):
            each.create(connection)
