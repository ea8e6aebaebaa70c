"""Every seal that a room declares stands after all migrations: SQLite drops the triggers of a table it rebuilds."""

import pytest
from django.db import connection

from core.db.immutability import Seal, all_seals

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seal", all_seals(), ids=lambda seal: seal.name)
def test_the_seal_stands(seal: Seal) -> None:
    assert seal.stands(connection)


def test_a_seal_that_was_taken_off_is_missed() -> None:
    seal = all_seals()[0]
    seal.drop(connection)
    assert not seal.stands(connection)
    seal.create(connection)
    assert seal.stands(connection)
