"""Selection of photos for the management report."""

from typing import Any

import pytest

from maintenance.models import Evidence, Finding, Round
from reports.data import photo_selection
from reports.data.cycle import collect_cycle
from tests.maintenance.factories import ActivityFactory, EvidenceFactory
from tests.reports.factories import Story


@pytest.fixture
def round_(story: Story) -> Round:
    return Round.objects.get(cycle=story.cycle, number=1)


def selected(story: Story) -> list[tuple[str, list[str]]]:
    """Return the last part of each work order code, and the purposes of its photos."""
    pairs = collect_cycle(story.cycle.pk).scenes
    return [(each.order.rpartition("/")[2], [photo.purpose for photo in each.photos]) for each in pairs]


def test_photos_before_and_after_the_work_are_paired(story: Story):
    pair = ["Foto sebelum", "Foto sesudah"]
    assert selected(story) == [("001", pair), ("002", pair)]


def test_a_photo_pair_has_the_findings_of_its_work_order(story: Story):
    first, second = collect_cycle(story.cycle.pk).scenes
    assert (first.findings, second.findings) == (["Kipas berbunyi", "Baterai lemah"], ["Kebocoran kecil"])


def test_the_most_severe_finding_ranks_first(story: Story, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(photo_selection, "MAX_PHOTO_PAIRS", 1)
    assert [code for code, _photos in selected(story)] == ["001"]
    Finding.objects.filter(title="Kebocoran kecil").update(severity="high")
    assert [code for code, _photos in selected(story)] == ["002"]


def test_an_activity_without_a_photo_pair_ranks_last_with_one_photo(
    story: Story, round_: Round, monkeypatch: pytest.MonkeyPatch
):
    third = round_.work_orders.get(sequence=3)
    activity: Any = ActivityFactory(work_order=third, performed_by=story.operator)
    EvidenceFactory.create_batch(2, activity=activity, purpose="after")
    assert selected(story)[-1] == ("003", ["Foto sesudah"])
    monkeypatch.setattr(photo_selection, "MAX_PHOTO_PAIRS", 2)
    assert [code for code, _photos in selected(story)] == ["001", "002"]


def test_other_assets_rank_before_a_second_activity_on_the_same_asset(
    story: Story, round_: Round, monkeypatch: pytest.MonkeyPatch
):
    """The fourth work order has the same asset as the first, and a more severe finding than the second."""
    fourth = round_.work_orders.get(sequence=4)
    assert fourth.asset_id == round_.work_orders.get(sequence=1).asset_id
    activity: Any = ActivityFactory(work_order=fourth, performed_by=story.operator)
    for purpose in ("before", "after"):
        EvidenceFactory(activity=activity, purpose=purpose)
    monkeypatch.setattr(photo_selection, "MAX_PHOTO_PAIRS", 2)
    assert [code for code, _photos in selected(story)] == ["001", "002"]


def test_documents_are_not_photos(story: Story):
    Evidence.objects.update(content_type="application/pdf")
    assert selected(story) == []
