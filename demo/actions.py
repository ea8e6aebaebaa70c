"""Actions of demo users on work orders: document, hand in, accept, return, each at a plausible time of day."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from accounts.models import User
from core.i18n.formats import format_number
from demo import clock, pictures
from demo.work_types import FINDINGS, WorkType
from maintenance.activities import services as activity_services
from maintenance.evidence.services import NewEvidence
from maintenance.findings.services import NewFinding
from maintenance.models import Activity, Cycle, Severity, WorkOrder
from maintenance.reviews import services as review_services
from maintenance.work_orders import services as work_order_services
from plans.models import ChecklistItem, EvidencePurpose, ItemKind

CAPTIONS = {
    EvidencePurpose.BEFORE: "Keadaan sebelum pekerjaan",
    EvidencePurpose.AFTER: "Keadaan sesudah pekerjaan",
    EvidencePurpose.PHOTO: "Pembacaan panel",
    EvidencePurpose.DOCUMENT: "Lembar ukur",
}


@dataclass(frozen=True)
class RoundTeam:
    """The users who work on and review a round, and its types of work. `people` are the names in the activities."""

    worker: User
    reviewer: User
    work_types: Sequence[WorkType]
    people: str

    def work_type_of(self, work_order: WorkOrder) -> WorkType:
        return next(
            work_type for work_type in self.work_types if work_type.title == work_order.planned_work.title
        )


def open_work_orders(cycle: Cycle) -> list[WorkOrder]:
    """Return the work orders of the open round, ordered by due date."""
    work_orders = WorkOrder.objects.filter(round__cycle=cycle, round__ended_at__isnull=True)
    related = work_orders.select_related("planned_work", "asset__category", "round__cycle")
    return list(related.prefetch_related("planned_work__checklist").order_by("due_on", "sequence"))


def document_work(
    work_order: WorkOrder, team: RoundTeam, day: date, *, out_of_limits: bool = False, finding: bool = False
) -> Activity:
    """Log an activity on `day` with all checklist answers and all required evidence."""
    work_type, rng = team.work_type_of(work_order), random.Random(f"{work_order.code} {day.year}")
    start = clock.moment(day, rng.randrange(8, 13), rng.choice((0, 10, 15, 30, 40)))
    end = start + timedelta(minutes=int(float(work_type.hours) * 60 * rng.uniform(0.8, 1.2)))
    answers, reading = _answers(work_order, work_type, rng, out_of_limits)
    with clock.at(end + timedelta(minutes=25)):
        return activity_services.log_activity(
            work_order.pk,
            by=team.worker,
            started_at=start,
            ended_at=end,
            description=rng.choice(work_type.descriptions),
            people=team.people,
            cost=Decimal(round(work_type.cost * rng.uniform(0.9, 1.15) / 5000) * 5000),
            downtime_minutes=round(work_type.downtime * rng.uniform(0.5, 1.8)),
            answers=answers,
            evidence=_evidence(work_order, work_type, reading, start.replace(tzinfo=None)),
            findings=[_finding(work_order, day, rng)] if finding else [],
        )


def hand_in(work_order: WorkOrder, team: RoundTeam, day: date) -> None:
    with clock.at(clock.moment(day, 16, 30)):
        work_order_services.hand_in(work_order.pk, by=team.worker)


def accept(work_order: WorkOrder, team: RoundTeam, day: date, remark: str = "") -> None:
    with clock.at(clock.moment(day, 9, 15)):
        review_services.accept(work_order.pk, by=team.reviewer, remark=remark)


def return_work(work_order: WorkOrder, team: RoundTeam, day: date, remark: str) -> None:
    with clock.at(clock.moment(day, 10, 5)):
        review_services.return_for_correction(work_order.pk, by=team.reviewer, remark=remark)


def close_not_done(work_order: WorkOrder, team: RoundTeam, day: date, reason: str) -> None:
    with clock.at(clock.moment(day, 11)):
        work_order_services.close_not_done(work_order.pk, by=team.reviewer, reason=reason)


def complete_work_orders(
    work_orders: Iterable[WorkOrder], team: RoundTeam, *, until: date, late_every: int = 0
) -> None:
    """Document, hand in and accept each work order near its due date, but not after `until`.

    Every `late_every`-th one is late (0: none). Some have a finding, some a reading outside its limits.
    """
    for index, work_order in enumerate(work_orders, start=1):
        delay = 9 if late_every and index % late_every == 0 else index % 3
        day = min(work_order.due_on + timedelta(days=delay), until)
        document_work(work_order, team, day, out_of_limits=index % 11 == 5, finding=index % 9 == 4)
        hand_in(work_order, team, day)
        accept(work_order, team, min(day + timedelta(days=1), until))


def _answers(
    work_order: WorkOrder, work_type: WorkType, rng: random.Random, out_of_limits: bool
) -> tuple[dict[int, str], str]:
    """Return the checklist answers by item, and the reading that the photos show."""
    questions = {question.text: question for question in work_type.questions}
    answers: dict[int, str] = {}
    for item in work_order.planned_work.checklist.all():
        question = questions[item.text]
        if item.kind == ItemKind.NUMBER:
            value = Decimal(str(round(rng.uniform(question.low, question.high), question.decimals)))
            if out_of_limits and question is work_type.reading:
                value = _value_outside_limits(item)
            answers[item.pk] = format_number(value).replace(".", "")
        elif item.kind == ItemKind.YES_NO:
            answers[item.pk] = "yes"
        elif item.kind == ItemKind.CHOICE:
            answers[item.pk] = item.option_list[0 if rng.random() < 0.8 else 1]
        elif rng.random() < 0.4:
            answers[item.pk] = "Tidak ada catatan khusus."
    numbers = (item for item in work_order.planned_work.checklist.all() if item.kind == ItemKind.NUMBER)
    reading = next((f"{answers[item.pk]} {item.unit}" for item in numbers), "")
    return answers, reading


def _value_outside_limits(item: ChecklistItem) -> Decimal:
    """Return a value slightly outside the limits of the checklist item."""
    if item.maximum is not None:
        return (item.maximum * Decimal("1.04")).quantize(Decimal("0.1"))
    assert item.minimum is not None
    return (item.minimum * Decimal("0.93")).quantize(Decimal("0.1"))


def _evidence(
    work_order: WorkOrder, work_type: WorkType, reading: str, taken_at: datetime
) -> list[NewEvidence]:
    pieces = []
    for purpose, count in work_type.evidence:
        for _piece in range(count):
            if purpose == EvidencePurpose.DOCUMENT:
                lines = [
                    f"{work_order.asset.code}  {work_order.asset}",
                    f"Terukur: {reading}",
                    *work_type.instructions.split(", "),
                ]
                file = pictures.sheet(work_type.title, lines)
            else:
                file = pictures.photograph(work_order.asset, purpose, taken_at, reading)
            pieces.append(NewEvidence(file, purpose, CAPTIONS[purpose]))
    return pieces


def _finding(work_order: WorkOrder, day: date, rng: random.Random) -> NewFinding:
    titles = FINDINGS[work_order.asset.category.code]
    return NewFinding(
        rng.choice(titles),
        rng.choice((Severity.LOW, Severity.MEDIUM)),
        "Suku cadang dipesan dan dipasang pada kunjungan berikutnya.",
        day + timedelta(days=21),
    )
