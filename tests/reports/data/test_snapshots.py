"""Management report data: its values, and its conversion to JSON and back."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.models import Role, User
from maintenance.models import JournalEntry
from reports.data import IssueDetails, dump
from reports.data.codec import UnknownVersion
from reports.data.cycle import collect_cycle
from reports.models import DocumentKind
from reports.types.management_report import ManagementReportData
from reports.types.registry import DOCUMENT_TYPES
from tests.maintenance.factories import make_cycle
from tests.reports.factories import Story

DOCUMENT_TYPE = DOCUMENT_TYPES[DocumentKind.REPORT]
HEAD = User(role=Role.HEAD)


@pytest.fixture
def snapshot(story: Story) -> ManagementReportData:
    return DOCUMENT_TYPE.collect(story.cycle.pk, HEAD)


def test_data_is_unchanged_after_conversion_to_json_and_back(snapshot: ManagementReportData):
    assert DOCUMENT_TYPE.load(json.loads(json.dumps(dump(snapshot)))) == snapshot


def test_an_unchanged_cycle_gives_equal_data(snapshot: ManagementReportData, story: Story):
    assert dump(DOCUMENT_TYPE.collect(story.cycle.pk, HEAD)) == dump(snapshot)


def test_rounds_have_the_values_calculated_by_hand(snapshot: ManagementReportData):
    first, second = snapshot.facts.rounds
    assert (first.orders, first.accepted, first.not_done, first.on_time, first.late) == (9, 8, 1, 7, 1)
    assert (first.required_evidence, first.present_evidence, first.evidence) == (16, 4, 6)
    assert (first.cost, first.downtime_minutes, first.findings) == (Decimal("2000000.50"), 90, 3)
    assert (first.score, first.meets) == (Decimal("62.50"), False)
    assert (second.orders, second.on_time, second.score, second.meets) == (9, 9, Decimal(100), True)
    assert first.starts_on == date(2026, 1, 1)
    assert second.ends_on == date(2026, 6, 30)


def test_performers_have_their_totals(snapshot: ManagementReportData, story: Story):
    vendor, team = snapshot.facts.performers
    assert (vendor.name, vendor.returned, vendor.average_score) == (
        story.contract.vendor.name,
        1,
        Decimal("62.50"),
    )
    assert (team.name, team.rounds, team.on_time, team.owed) == ("Tim Pusat Data", 1, 9, 9)


def test_a_work_order_that_was_not_done_has_its_reason(snapshot: ManagementReportData):
    (left,) = [order for order in snapshot.facts.orders if order.state == "not_done"]
    assert left.reason_not_done == "Ruang sedang direnovasi."
    assert left.is_on_time is False


def test_the_journal_ends_with_the_last_entry(snapshot: ManagementReportData, story: Story):
    head = JournalEntry.objects.filter(cycle=story.cycle).order_by("-sequence").first()
    assert head is not None
    assert snapshot.facts.journal[-1].hash == head.hash
    assert snapshot.facts.journal[-1].ground == "Anggaran dialihkan ke pusat data baru."


def test_labels_are_indonesian_in_any_active_language(snapshot: ManagementReportData, story: Story):
    with translation.override("en"):
        assert collect_cycle(story.cycle.pk) == snapshot.facts


def test_a_new_cycle_can_be_collected(db: None):
    document_data = DOCUMENT_TYPE.collect(make_cycle().pk, HEAD)
    assert document_data.facts.rounds == [] and document_data.facts.orders == []
    assert DOCUMENT_TYPE.load(dump(document_data)) == document_data


def test_an_unknown_version_is_rejected(snapshot: ManagementReportData):
    with pytest.raises(UnknownVersion):
        DOCUMENT_TYPE.load(dump(replace(snapshot, version=99)))


def test_issue_details_are_unchanged_after_conversion(snapshot: ManagementReportData, story: Story):
    at = story.cycle.state_since
    details = IssueDetails("LAP-001/OPS/VII/2026", 1, at, "Budi", "http://localhost/verify/x/")
    issued = replace(snapshot, heading=snapshot.heading.with_issue_details(details))
    assert DOCUMENT_TYPE.load(dump(issued)) == issued


def test_collecting_needs_a_limited_number_of_queries(story: Story, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        collect_cycle(story.cycle.pk)
