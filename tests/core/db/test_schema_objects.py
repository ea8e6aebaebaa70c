"""Every registered trigger and index exists in the database after all migrations, with its current definition."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from core.db.immutability import ImmutabilityTrigger
from core.db.schema_objects import SchemaObject, all_schema_objects

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("each", all_schema_objects(), ids=lambda each: each.name)
def test_a_registered_object_exists_after_migration(each: SchemaObject) -> None:
    assert each.exists(connection)


@pytest.fixture
def trigger() -> ImmutabilityTrigger:
    return next(each for each in all_schema_objects() if isinstance(each, ImmutabilityTrigger))


def test_a_dropped_trigger_is_missing_until_the_next_migration(trigger: ImmutabilityTrigger) -> None:
    trigger.drop(connection)
    assert not trigger.exists(connection)
    call_command("migrate", verbosity=0)
    assert trigger.exists(connection)


@pytest.mark.parametrize("change", [{"when": "OLD.id < 0"}, {"message": "another message"}])
def test_a_trigger_with_another_definition_is_replaced_by_the_next_migration(
    trigger: ImmutabilityTrigger, change: Any
) -> None:
    replace(trigger, **change).create(connection)
    assert not trigger.exists(connection)
    call_command("migrate", verbosity=0)
    assert trigger.exists(connection)
