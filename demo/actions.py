"""The hands of the demo: people who document, review, evaluate and close, each at a believable hour."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from accounts.models import User
from core.i18n.formats import format_number
from demo import clock, pictures
from demo.work_types import FINDINGS, Job
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
class Crew:
    """Who works in a round, who reviews it, and from which catalogue."""

    worker: User
    reviewer: User
    jobs: Sequence[Job]
    people: str

    def job_of(self, order: WorkOrder) -> Job:
        return next(job for job in self.jobs if job.title == order.planned_work.title)


def orders_of(cycle: Cycle) -> list[WorkOrder]:
    """Of the open round, in the order in which they fall due."""
    orders = WorkOrder.objects.filter(round__cycle=cycle, round__ended_at__isnull=True)
    names = orders.select_related("planned_work", "asset__category", "round__cycle")
    return list(names.prefetch_related("planned_work__checklist").order_by("due_on", "sequence"))


def document(
    order: WorkOrder, crew: Crew, day: date, *, out_of_limits: bool = False, finding: bool = False
) -> Activity:
    """What was done on `day`, with every answer and all the evidence that the work asks for."""
    job, chance = crew.job_of(order), random.Random(f"{order.code} {day.year}")
    start = clock.moment(day, chance.randrange(8, 13), chance.choice((0, 10, 15, 30, 40)))
    end = start + timedelta(minutes=int(float(job.hours) * 60 * chance.uniform(0.8, 1.2)))
    answers, reading = _answers(order, job, chance, out_of_limits)
    with clock.at(end + timedelta(minutes=25)):
        return activity_services.log_activity(
            order.pk,
            by=crew.worker,
            started_at=start,
            ended_at=end,
            description=chance.choice(job.done),
            people=crew.people,
            cost=Decimal(round(job.cost * chance.uniform(0.9, 1.15) / 5000) * 5000),
            downtime_minutes=round(job.downtime * chance.uniform(0.5, 1.8)),
            answers=answers,
            evidence=_evidence(order, job, reading, start.replace(tzinfo=None)),
            findings=[_finding(order, day, chance)] if finding else [],
        )


def hand_in(order: WorkOrder, crew: Crew, day: date) -> None:
    with clock.at(clock.moment(day, 16, 30)):
        work_order_services.hand_in(order.pk, by=crew.worker)


def accept(order: WorkOrder, crew: Crew, day: date, remark: str = "") -> None:
    with clock.at(clock.moment(day, 9, 15)):
        review_services.accept(order.pk, by=crew.reviewer, remark=remark)


def send_back(order: WorkOrder, crew: Crew, day: date, remark: str) -> None:
    with clock.at(clock.moment(day, 10, 5)):
        review_services.return_for_correction(order.pk, by=crew.reviewer, remark=remark)


def close_not_done(order: WorkOrder, crew: Crew, day: date, reason: str) -> None:
    with clock.at(clock.moment(day, 11)):
        work_order_services.close_not_done(order.pk, by=crew.reviewer, reason=reason)


def settle(orders: Iterable[WorkOrder], crew: Crew, *, until: date, late_every: int = 0) -> None:
    """Documents, hands in and accepts each near its due date, never after `until`; every n-th comes late.

    Now and then something is found, or a reading lies outside its limits.
    """
    for place, order in enumerate(orders, start=1):
        delay = 9 if late_every and place % late_every == 0 else place % 3
        day = min(order.due_on + timedelta(days=delay), until)
        document(order, crew, day, out_of_limits=place % 11 == 5, finding=place % 9 == 4)
        hand_in(order, crew, day)
        accept(order, crew, min(day + timedelta(days=1), until))


def _answers(
    order: WorkOrder, job: Job, chance: random.Random, out_of_limits: bool
) -> tuple[dict[int, str], str]:
    """What is typed into the checklist, and the reading that the photographs show."""
    questions = {question.text: question for question in job.questions}
    answers: dict[int, str] = {}
    for item in order.planned_work.checklist.all():
        question = questions[item.text]
        if item.kind == ItemKind.NUMBER:
            value = Decimal(str(round(chance.uniform(question.low, question.high), question.decimals)))
            if out_of_limits and question is job.reading:
                value = _beyond(item)
            answers[item.pk] = format_number(value).replace(".", "")
        elif item.kind == ItemKind.YES_NO:
            answers[item.pk] = "yes"
        elif item.kind == ItemKind.CHOICE:
            answers[item.pk] = item.option_list[0 if chance.random() < 0.8 else 1]
        elif chance.random() < 0.4:
            answers[item.pk] = "Tidak ada catatan khusus."
    numbers = (item for item in order.planned_work.checklist.all() if item.kind == ItemKind.NUMBER)
    shown = next((f"{answers[item.pk]} {item.unit}" for item in numbers), "")
    return answers, shown


def _beyond(item: ChecklistItem) -> Decimal:
    """A little past the limit, as happens."""
    if item.maximum is not None:
        return (item.maximum * Decimal("1.04")).quantize(Decimal("0.1"))
    assert item.minimum is not None
    return (item.minimum * Decimal("0.93")).quantize(Decimal("0.1"))


def _evidence(order: WorkOrder, job: Job, reading: str, taken_at: datetime) -> list[NewEvidence]:
    pieces = []
    for purpose, count in job.evidence:
        for _piece in range(count):
            if purpose == EvidencePurpose.DOCUMENT:
                lines = [
                    f"{order.asset.code}  {order.asset}",
                    f"Terukur: {reading}",
                    *job.instructions.split(", "),
                ]
                file = pictures.sheet(job.title, lines)
            else:
                file = pictures.photograph(order.asset, purpose, taken_at, reading)
            pieces.append(NewEvidence(file, purpose, CAPTIONS[purpose]))
    return pieces


def _finding(order: WorkOrder, day: date, chance: random.Random) -> NewFinding:
    titles = FINDINGS[order.asset.category.code]
    return NewFinding(
        chance.choice(titles),
        chance.choice((Severity.LOW, Severity.MEDIUM)),
        "Suku cadang dipesan dan dipasang pada kunjungan berikutnya.",
        day + timedelta(days=21),
    )
