"""A test that commits leaves the database as the next one expects it."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection

from core.seal import all_seals
from maintenance.models import JournalEntry
from maintenance.sop import State
from tests.deleting import delete_all, written_tables
from tests.maintenance.factories import make_cycle


@pytest.mark.django_db(transaction=True)
def test_sealed_rows_go_as_well_and_the_seals_stand_again() -> None:
    kept = Permission.objects.count(), ContentType.objects.count()
    make_cycle(State.VENDOR_WORK)
    with pytest.raises(IntegrityError):
        JournalEntry.objects.all()._raw_delete("default")

    delete_all(connection)

    assert written_tables(connection) == set()
    assert (Permission.objects.count(), ContentType.objects.count()) == kept
    assert [seal.name for seal in all_seals() if not seal.stands(connection)] == []


@pytest.mark.django_db(transaction=True)
def test_nothing_is_there_when_a_test_begins() -> None:
    assert written_tables(connection) == set()
    make_cycle(State.VENDOR_WORK)
