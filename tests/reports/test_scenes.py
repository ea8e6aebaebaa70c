"""Which photos a management report prints: those that show a difference, the gravest findings first."""

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


def shown(story: Story) -> list[tuple[str, list[str]]]:
    """The last part of each order's code, and the kinds of its photos."""
    found = collect_cycle(story.cycle.pk).scenes
    return [(each.order.rpartition("/")[2], [photo.purpose for photo in each.photos]) for each in found]


def test_photos_before_and_after_stand_beside_each_other(story: Story):
    pair = ["Foto sebelum", "Foto sesudah"]
    assert shown(story) == [("001", pair), ("002", pair)]


def test_a_scene_names_the_findings_of_its_order(story: Story):
    first, second = collect_cycle(story.cycle.pk).scenes
    assert (first.findings, second.findings) == (["Kipas berbunyi", "Baterai lemah"], ["Kebocoran kecil"])


def test_the_gravest_finding_comes_first(story: Story, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(photo_selection, "MAX_PHOTO_PAIRS", 1)
    assert [code for code, _photos in shown(story)] == ["001"]
    Finding.objects.filter(title="Kebocoran kecil").update(severity="high")
    assert [code for code, _photos in shown(story)] == ["002"]


def test_what_shows_no_difference_comes_last_with_a_single_photo(
    story: Story, round_: Round, monkeypatch: pytest.MonkeyPatch
):
    third = round_.work_orders.get(sequence=3)
    activity: Any = ActivityFactory(work_order=third, performed_by=story.operator)
    EvidenceFactory.create_batch(2, activity=activity, purpose="after")
    assert shown(story)[-1] == ("003", ["Foto sesudah"])
    monkeypatch.setattr(photo_selection, "MAX_PHOTO_PAIRS", 2)
    assert [code for code, _photos in shown(story)] == ["001", "002"]


def test_other_assets_come_before_more_of_the_same(
    story: Story, round_: Round, monkeypatch: pytest.MonkeyPatch
):
    """The fourth order is on the first one's asset, and its finding is graver than the second's."""
    fourth = round_.work_orders.get(sequence=4)
    assert fourth.asset_id == round_.work_orders.get(sequence=1).asset_id
    activity: Any = ActivityFactory(work_order=fourth, performed_by=story.operator)
    for purpose in ("before", "after"):
        EvidenceFactory(activity=activity, purpose=purpose)
    monkeypatch.setattr(photo_selection, "MAX_PHOTO_PAIRS", 2)
    assert [code for code, _photos in shown(story)] == ["001", "002"]


def test_documents_are_not_photos(story: Story):
    Evidence.objects.update(content_type="application/pdf")
    assert shown(story) == []
