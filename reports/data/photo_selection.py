"""Selects the photos of a management report: a few from each round.

Activities with a photo before and after the work rank first, then activities with the most severe finding. Among
equal ranks, planned work and assets that are not selected yet come first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from maintenance.models import Evidence, Finding, WorkOrder
from maintenance.models.finding import Severity
from plans.models import EvidencePurpose
from reports.data.work_order_data import PhotoData, PhotoPairData
from reports.data.work_orders import WorkOrderReader

MAX_PHOTO_PAIRS = 8
SEVERITY_RANK = {Severity.HIGH: 3, Severity.MEDIUM: 2, Severity.LOW: 1}


@dataclass(frozen=True)
class Candidate:
    """Activity that can be selected, with the photos that are printed in that case."""

    work_order: WorkOrder
    photos: list[Evidence]
    findings: list[Finding]

    @property
    def rank(self) -> tuple[int, int, int]:
        severity = max((SEVERITY_RANK[Severity(each.severity)] for each in self.findings), default=0)
        return (-len(self.photos), -severity, self.photos[0].pk)


def select_photo_pairs(reader: WorkOrderReader) -> list[PhotoPairData]:
    by_round: defaultdict[int, list[Candidate]] = defaultdict(list)
    for candidate in _candidates(reader):
        by_round[candidate.work_order.round.number].append(candidate)
    share = max(1, MAX_PHOTO_PAIRS // max(len(by_round), 1))
    return [
        _photo_pair_data(selected)
        for number in sorted(by_round)
        for selected in _choose_varied(sorted(by_round[number], key=lambda each: each.rank), share)
    ]


def _candidates(reader: WorkOrderReader) -> Iterable[Candidate]:
    photos: defaultdict[int, list[Evidence]] = defaultdict(list)
    rows = Evidence.objects.filter(
        activity__work_order__round__cycle=reader.cycle, content_type__startswith="image/"
    )
    for photo in rows.select_related("activity").order_by("pk"):
        photos[photo.activity_id].append(photo)
    findings: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in Finding.objects.filter(work_order__round__cycle=reader.cycle).order_by("opened_at", "pk"):
        findings[finding.work_order_id].append(finding)
    for taken in photos.values():
        work_order = reader.by_id[taken[0].activity.work_order_id]
        yield Candidate(work_order, _before_and_after(taken), findings[work_order.pk])


def _before_and_after(photos: list[Evidence]) -> list[Evidence]:
    """Return the first photo before and the last photo after the work, or the last photo if one kind is missing."""
    before = [each for each in photos if each.purpose == EvidencePurpose.BEFORE]
    after = [each for each in photos if each.purpose == EvidencePurpose.AFTER]
    return [before[0], after[-1]] if before and after else photos[-1:]


def _choose_varied(ranked: list[Candidate], share: int) -> list[Candidate]:
    """Return the best `share` candidates, with different planned work and assets if possible, by sequence number."""
    selected: list[Candidate] = []
    remaining = list(ranked)
    while remaining and len(selected) < share:
        works = {each.work_order.planned_work_id for each in selected}
        assets = {each.work_order.asset_id for each in selected}
        best = min(
            remaining,
            key=lambda each: (
                (each.work_order.planned_work_id in works) + (each.work_order.asset_id in assets)
            ),
        )
        remaining.remove(best)
        selected.append(best)
    return sorted(selected, key=lambda each: each.work_order.sequence)


def _photo_pair_data(selected: Candidate) -> PhotoPairData:
    work_order = selected.work_order
    return PhotoPairData(
        order=work_order.code,
        round=work_order.round.number,
        work=work_order.planned_work.title,
        asset=str(work_order.asset),
        findings=[each.title for each in selected.findings],
        photos=[_photo_data(each) for each in selected.photos],
    )


def _photo_data(photo: Evidence) -> PhotoData:
    return PhotoData(
        purpose=str(photo.get_purpose_display()),
        caption=photo.caption or photo.original_name,
        at=photo.taken_at or photo.uploaded_at,
        is_taken=photo.taken_at is not None,
        picture=picture_name(photo),
    )


def picture_name(photo: Evidence) -> str:
    """Return the name of the photo in the media of documents. Equal files have the same name."""
    return f"{photo.sha256}.jpg"
