"""Chooses the photos that a management report prints: a few from every round, the most telling first.

Telling is what shows a difference (a photo before and one after), and what had a finding, the gravest first.
Of equals, work and assets that were not shown yet go before more of the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from maintenance.models import Evidence, Finding, WorkOrder
from maintenance.models.finding import Severity
from plans.models import EvidencePurpose
from reports.data.work_orders import Orders
from reports.data.work_order_data import PhotoFacts, SceneFacts

MOST = 8
GRAVITY = {Severity.HIGH: 3, Severity.MEDIUM: 2, Severity.LOW: 1}


@dataclass(frozen=True)
class Candidate:
    """One activity with the photos that would be printed of it."""

    order: WorkOrder
    photos: list[Evidence]
    findings: list[Finding]

    @property
    def rank(self) -> tuple[int, int, int]:
        gravity = max((GRAVITY[Severity(each.severity)] for each in self.findings), default=0)
        return (-len(self.photos), -gravity, self.photos[0].pk)


def scenes(orders: Orders) -> list[SceneFacts]:
    by_round: defaultdict[int, list[Candidate]] = defaultdict(list)
    for candidate in _candidates(orders):
        by_round[candidate.order.round.number].append(candidate)
    share = max(1, MOST // max(len(by_round), 1))
    return [
        _scene(chosen)
        for number in sorted(by_round)
        for chosen in _various(sorted(by_round[number], key=lambda each: each.rank), share)
    ]


def _candidates(orders: Orders) -> Iterable[Candidate]:
    photos: defaultdict[int, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.filter(
        activity__work_order__round__cycle=orders.cycle, content_type__startswith="image/"
    )
    for photo in rows.select_related("activity").order_by("pk"):
        photos[photo.activity_id].append(photo)
    findings: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in Finding.objects.filter(work_order__round__cycle=orders.cycle).order_by("opened_at", "pk"):
        findings[finding.work_order_id].append(finding)
    for taken in photos.values():
        order = orders.by_id[taken[0].activity.work_order_id]
        yield Candidate(order, _pair(taken), findings[order.pk])


def _pair(photos: list[Evidence]) -> list[Evidence]:
    """The first before and the last after; where one of them is missing, what there is."""
    before = [each for each in photos if each.purpose == EvidencePurpose.BEFORE]
    after = [each for each in photos if each.purpose == EvidencePurpose.AFTER]
    return [before[0], after[-1]] if before and after else photos[-1:]


def _various(ranked: list[Candidate], share: int) -> list[Candidate]:
    """The best `share`, of as many different works and assets as there are; in the order of their codes."""
    chosen: list[Candidate] = []
    left = list(ranked)
    while left and len(chosen) < share:
        works = {each.order.planned_work_id for each in chosen}
        assets = {each.order.asset_id for each in chosen}
        following = min(
            left, key=lambda each: (each.order.planned_work_id in works) + (each.order.asset_id in assets)
        )
        left.remove(following)
        chosen.append(following)
    return sorted(chosen, key=lambda each: each.order.sequence)


def _scene(chosen: Candidate) -> SceneFacts:
    order = chosen.order
    return SceneFacts(
        order=order.code,
        round=order.round.number,
        work=order.planned_work.title,
        asset=str(order.asset),
        findings=[each.title for each in chosen.findings],
        photos=[photo_facts(each) for each in chosen.photos],
    )


def photo_facts(photo: Evidence) -> PhotoFacts:
    return PhotoFacts(
        purpose=str(photo.get_purpose_display()),
        caption=photo.caption or photo.original_name,
        at=photo.taken_at or photo.uploaded_at,
        is_taken=photo.taken_at is not None,
        picture=picture_name(photo),
    )


def picture_name(photo: Evidence) -> str:
    """How documents call the picture; equal pictures have one name."""
    return f"{photo.sha256}.jpg"
