"""The journal is append-only and detects manipulation."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from maintenance.immutability import TRIGGERS
from maintenance.models import Cycle, JournalEntry
from maintenance.models.journal import AppendOnlyError, first_broken_entry
from maintenance.sop import State
from tests.maintenance.factories import make_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle() -> Cycle:
    return make_cycle(State.CONTINUATION)


@pytest.fixture
def broken_in() -> Iterator[None]:
    """Drop the triggers, as a user with database rights could."""
    for seal in TRIGGERS:
        seal.drop(connection)
    yield


def test_every_move_has_one_entry_with_user_source_and_target(cycle: Cycle) -> None:
    walked = [(entry.source, entry.target) for entry in cycle.journal.order_by("sequence")]
    assert walked == [
        ("planning", "criteria"),
        ("criteria", "assignment"),
        ("assignment", "internal_work"),
        ("internal_work", "evaluation"),
        ("evaluation", "continuation"),
    ]
    assert list(cycle.journal.order_by("sequence").values_list("round_number", flat=True)) == [0, 0, 0, 1, 1]


def test_the_cycle_stores_the_time_of_its_last_move(cycle: Cycle) -> None:
    assert cycle.state_since > cycle.created_at
    assert abs((cycle.state_since - cycle.journal.latest("sequence").at).total_seconds()) < 1


def test_an_unchanged_journal_is_intact(cycle: Cycle) -> None:
    out = io.StringIO()
    call_command("verify_journal", stdout=out)
    assert "1 journals are intact" in out.getvalue()


def test_an_entry_refuses_to_be_saved_or_deleted(cycle: Cycle) -> None:
    entry = cycle.journal.first()
    entry.reason = "Lain."
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        entry.delete()


@pytest.mark.parametrize(
    "statement", ["UPDATE maintenance_journalentry SET reason = 'x'", "DELETE FROM maintenance_journalentry"]
)
def test_the_database_itself_refuses_to_alter_the_journal(cycle: Cycle, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert first_broken_entry(cycle) is None


def test_an_altered_entry_is_found(cycle: Cycle, broken_in: None) -> None:
    JournalEntry.objects.filter(cycle=cycle, sequence=3).update(reason="Alasan palsu.")
    assert first_broken_entry(cycle) == 3


def test_an_entry_altered_together_with_its_hash_is_found_at_the_next(cycle: Cycle, broken_in: None) -> None:
    entry = cycle.journal.get(sequence=3)
    entry.reason = "Alasan palsu."
    JournalEntry.objects.filter(pk=entry.pk).update(reason=entry.reason, hash=entry.computed_hash())
    assert first_broken_entry(cycle) == 4


@pytest.mark.parametrize("sequence", [1, 3, 5])
def test_a_deleted_entry_is_found(cycle: Cycle, broken_in: None, sequence: int) -> None:
    JournalEntry.objects.filter(cycle=cycle, sequence=sequence).delete()
    assert first_broken_entry(cycle) == sequence


def test_an_inserted_entry_is_found(cycle: Cycle, broken_in: None) -> None:
    last = cycle.journal.get(sequence=5)
    slipped = JournalEntry(
        cycle=cycle, sequence=6, round_number=1, move="end", source="continuation", target="reporting",
        by=last.by, role=last.role, at=last.at, previous_hash=last.hash,
    )  # fmt: skip
    slipped.hash = slipped.computed_hash()
    slipped.save(force_insert=True)
    assert first_broken_entry(cycle) is not None


def test_the_command_names_the_cycle_and_the_entry_and_fails(cycle: Cycle, broken_in: None) -> None:
    JournalEntry.objects.filter(cycle=cycle, sequence=2).update(reason="x")
    err = io.StringIO()
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("verify_journal", stderr=err)
    assert f"{cycle.code}: the journal is broken at entry 2" in err.getvalue()
