"""The minutes ("berita acara") of a vendor's round: its inspection at the end of row 4, its handover in row 6."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.i18n.formats import JAKARTA
from core.i18n.number_words import date_in_words, number_in_words, rupiah_in_words
from maintenance.models import Finding, JournalEntry, Round, WorkOrder, WorkOrderState
from maintenance.models.evaluation import Evaluation
from maintenance.sop import Executor, Move, State
from reports.types.base import Heading, heading
from vendors.models import Contract, history

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 1


@dataclass(frozen=True)
class VendorFacts:
    name: str
    address: str
    signatory: str
    position: str


@dataclass(frozen=True)
class ContractFacts:
    """`ends_on` and `value` (rupiah) as they hold on the day of the minutes; `amendments` say how they came to be."""

    number: str
    title: str
    starts_on: date
    ends_on: date
    value: Decimal
    amendments: list[str]


@dataclass(frozen=True)
class InspectedFacts:
    code: str
    work: str
    asset: str
    due_on: date
    completed_on: date | None
    state: str
    state_label: str
    remark: str


@dataclass(frozen=True)
class MinutesPaper:
    """`score`, `meets` and `conclusion` are those of the round's evaluation, and of a handover alone."""

    version: int
    heading: Heading
    is_handover: bool
    round: int
    starts_on: date
    ends_on: date
    vendor: VendorFacts
    contract: ContractFacts
    orders: list[InspectedFacts]
    open_findings: list[str]
    inspectors: list[str]
    handed_over_by: str
    ground: str
    score: Decimal | None
    passing_score: Decimal
    meets: bool | None
    conclusion: str


def head_inspection(pk: int, user: User) -> Heading:
    """Of the vendor's round `pk`. It stands when the vendor has handed the round over."""
    return _inspection(_round(pk, user))


def head_handover(pk: int, user: User) -> Heading:
    """Of the vendor's round `pk`. It stands when its evaluation was concluded."""
    return _handover(_round(pk, user))


def take_inspection(pk: int, user: User) -> MinutesPaper:
    round_ = _round(pk, user)
    return _minutes(round_, _inspection(round_), is_handover=False)


def take_handover(pk: int, user: User) -> MinutesPaper:
    round_ = _round(pk, user)
    return _minutes(round_, _handover(round_), is_handover=True)


def _inspection(round_: Round) -> Heading:
    title = "Berita Acara Pemeriksaan Pekerjaan"
    return _heading(round_, "BAP", title, State.VENDOR_WORK, round_.completed_at)


def _handover(round_: Round) -> Heading:
    evaluation: Evaluation | None = getattr(round_, "evaluation", None)
    dated = evaluation.concluded_at if evaluation else None
    return _heading(round_, "BAST", "Berita Acara Serah Terima Pekerjaan", State.EVALUATION, dated)


def _heading(round_: Round, prefix: str, title: str, row: State, dated: datetime | None) -> Heading:
    return heading(
        code=f"{prefix}/{round_.cycle.code}/P{round_.number}",
        title=title,
        subject=f"{round_.cycle.plan.title}, putaran {round_.number}",
        row=row,
        cycle=round_.cycle.code,
        dated=dated,
    )


def _round(pk: int, user: User) -> Round:
    rounds = Round.objects.visible_to(user).filter(executor=Executor.VENDOR)
    round_: Round = rounds.select_related("cycle__plan", "contract__vendor", "evaluation").get(pk=pk)
    return round_


def _minutes(round_: Round, heading_: Heading, *, is_handover: bool) -> MinutesPaper:
    contract, dated = round_.contract, heading_.dated
    assert contract is not None  # round_executor_named
    vendor = contract.vendor
    evaluation: Evaluation | None = getattr(round_, "evaluation", None) if is_handover and dated else None
    orders = list(
        round_.work_orders.with_names().prefetch_related("reviews__by").order_by("due_on", "sequence")
    )
    last = dated.astimezone(JAKARTA).date() if dated else round_.ends_on
    handover = _handing_over(round_)
    return MinutesPaper(
        version=VERSION,
        heading=heading_,
        is_handover=is_handover,
        round=round_.number,
        starts_on=round_.starts_on,
        ends_on=round_.ends_on,
        vendor=VendorFacts(vendor.name, vendor.address, vendor.signatory_name, vendor.signatory_position),
        contract=_contract(contract, last),
        orders=[_inspected(order) for order in orders],
        open_findings=[
            f"{each.title} ({each.work_order.asset})"
            for each in Finding.objects.filter(work_order__round=round_)
            .open()
            .select_related("work_order__asset")
        ],
        inspectors=sorted({str(review.by) for order in orders for review in order.reviews.all()}),
        handed_over_by=str(handover.by) if handover else "",
        ground=handover.ground if handover else "",
        score=evaluation.score if evaluation else None,
        passing_score=round_.cycle.plan.passing_score,
        meets=evaluation.meets if evaluation else None,
        conclusion=evaluation.conclusion if evaluation else "",
    )


def _contract(contract: Contract, day: date) -> ContractFacts:
    return ContractFacts(
        number=contract.number,
        title=contract.title,
        starts_on=contract.starts_on,
        ends_on=contract.end_on(day),
        value=contract.value_on(day),
        amendments=[
            f"{terms.amendment.number}: {terms.change}"
            for terms in history(contract)
            if terms.amendment and terms.since <= day
        ],
    )


def _inspected(order: WorkOrder) -> InspectedFacts:
    reviews = list(order.reviews.all())
    return InspectedFacts(
        code=order.code,
        work=order.planned_work.title,
        asset=str(order.asset),
        due_on=order.due_on,
        completed_on=order.completed_on,
        state=str(order.state),
        state_label=str(order.get_state_display()),
        remark=order.reason_not_done or (reviews[-1].remark if reviews else ""),
    )


def _handing_over(round_: Round) -> JournalEntry | None:
    entries = JournalEntry.objects.filter(
        cycle=round_.cycle_id, round_number=round_.number, move=Move.COMPLETE_VENDOR_WORK
    )
    return entries.select_related("by").order_by("sequence").last()


def context(paper: MinutesPaper) -> dict[str, Any]:
    states = [order.state for order in paper.orders]
    day = paper.heading.dated
    accepted, not_done = states.count(WorkOrderState.ACCEPTED), states.count(WorkOrderState.NOT_DONE)
    first = paper.heading.signatories[0] if paper.heading.signatories else None
    return {
        "day_in_words": date_in_words(day.astimezone(JAKARTA).date()) if day else "",
        "value_in_words": rupiah_in_words(paper.contract.value),
        "accepted": accepted,
        "not_done": not_done,
        "rest": len(states) - accepted - not_done,
        "first": first,
        "witnesses": paper.heading.signatories[1:],
        "count_in_words": number_in_words(len(states)),
    }
