"""Minutes ("berita acara") of a vendor round: inspection, the output of SOP row 4, and handover, of SOP row 6."""

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
from reports.types.base import Heading, build_heading
from vendors.models import Contract, terms_history

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 1


@dataclass(frozen=True)
class VendorData:
    name: str
    address: str
    signatory: str
    position: str


@dataclass(frozen=True)
class ContractData:
    """Contract terms on the day of the minutes, with the amendments up to that day. `value` is in rupiah."""

    number: str
    title: str
    starts_on: date
    ends_on: date
    value: Decimal
    amendments: list[str]


@dataclass(frozen=True)
class InspectedWorkOrderData:
    code: str
    work: str
    asset: str
    due_on: date
    completed_on: date | None
    state: str
    state_label: str
    remark: str


@dataclass(frozen=True)
class MinutesData:
    """Minutes of inspection or handover. Only a handover has `score`, `meets` and `conclusion`, from the evaluation."""

    version: int
    heading: Heading
    is_handover: bool
    round: int
    starts_on: date
    ends_on: date
    vendor: VendorData
    contract: ContractData
    orders: list[InspectedWorkOrderData]
    open_findings: list[str]
    inspectors: list[str]
    handed_over_by: str
    ground: str
    score: Decimal | None
    passing_score: Decimal
    meets: bool | None
    conclusion: str


def collect_inspection_heading(pk: int, user: User) -> Heading:
    """Return the heading for vendor round `pk`, final when the work of the round is declared complete."""
    return _inspection_heading(_get_round(pk, user))


def collect_handover_heading(pk: int, user: User) -> Heading:
    """Return the heading for vendor round `pk`, final when its evaluation is concluded."""
    return _handover_heading(_get_round(pk, user))


def collect_inspection(pk: int, user: User) -> MinutesData:
    round_ = _get_round(pk, user)
    return _collect(round_, _inspection_heading(round_), is_handover=False)


def collect_handover(pk: int, user: User) -> MinutesData:
    round_ = _get_round(pk, user)
    return _collect(round_, _handover_heading(round_), is_handover=True)


def _inspection_heading(round_: Round) -> Heading:
    title = "Berita Acara Pemeriksaan Pekerjaan"
    return _heading(round_, "BAP", title, State.VENDOR_WORK, round_.completed_at)


def _handover_heading(round_: Round) -> Heading:
    evaluation: Evaluation | None = getattr(round_, "evaluation", None)
    dated = evaluation.concluded_at if evaluation else None
    return _heading(round_, "BAST", "Berita Acara Serah Terima Pekerjaan", State.EVALUATION, dated)


def _heading(round_: Round, prefix: str, title: str, row: State, dated: datetime | None) -> Heading:
    return build_heading(
        code=f"{prefix}/{round_.cycle.code}/P{round_.number}",
        title=title,
        subject=f"{round_.cycle.plan.title}, putaran {round_.number}",
        row=row,
        cycle=round_.cycle.code,
        dated=dated,
    )


def _get_round(pk: int, user: User) -> Round:
    rounds = Round.objects.visible_to(user).filter(executor=Executor.VENDOR)
    round_: Round = rounds.select_related("cycle__plan", "contract__vendor", "evaluation").get(pk=pk)
    return round_


def _collect(round_: Round, heading_: Heading, *, is_handover: bool) -> MinutesData:
    contract, dated = round_.contract, heading_.dated
    assert contract is not None  # database constraint round_executor_named
    vendor = contract.vendor
    evaluation: Evaluation | None = getattr(round_, "evaluation", None) if is_handover and dated else None
    orders = list(
        round_.work_orders.with_names().prefetch_related("reviews__by").order_by("due_on", "sequence")
    )
    day = dated.astimezone(JAKARTA).date() if dated else round_.ends_on
    completion = _completion_entry(round_)
    return MinutesData(
        version=VERSION,
        heading=heading_,
        is_handover=is_handover,
        round=round_.number,
        starts_on=round_.starts_on,
        ends_on=round_.ends_on,
        vendor=VendorData(vendor.name, vendor.address, vendor.signatory_name, vendor.signatory_position),
        contract=_contract_data(contract, day),
        orders=[_work_order_data(order) for order in orders],
        open_findings=[
            f"{each.title} ({each.work_order.asset})"
            for each in Finding.objects.filter(work_order__round=round_)
            .open()
            .select_related("work_order__asset")
        ],
        inspectors=sorted({str(review.by) for order in orders for review in order.reviews.all()}),
        handed_over_by=str(completion.by) if completion else "",
        ground=completion.reason if completion else "",
        score=evaluation.score if evaluation else None,
        passing_score=round_.cycle.plan.passing_score,
        meets=evaluation.meets if evaluation else None,
        conclusion=evaluation.conclusion if evaluation else "",
    )


def _contract_data(contract: Contract, day: date) -> ContractData:
    return ContractData(
        number=contract.number,
        title=contract.title,
        starts_on=contract.starts_on,
        ends_on=contract.end_on(day),
        value=contract.value_on(day),
        amendments=[
            f"{terms.amendment.number}: {terms.change}"
            for terms in terms_history(contract)
            if terms.amendment and terms.since <= day
        ],
    )


def _work_order_data(work_order: WorkOrder) -> InspectedWorkOrderData:
    reviews = list(work_order.reviews.all())
    return InspectedWorkOrderData(
        code=work_order.code,
        work=work_order.planned_work.title,
        asset=str(work_order.asset),
        due_on=work_order.due_on,
        completed_on=work_order.completed_on,
        state=str(work_order.state),
        state_label=str(work_order.get_state_display()),
        remark=work_order.reason_not_done or (reviews[-1].remark if reviews else ""),
    )


def _completion_entry(round_: Round) -> JournalEntry | None:
    entries = JournalEntry.objects.filter(
        cycle=round_.cycle_id, round_number=round_.number, move=Move.COMPLETE_VENDOR_WORK
    )
    return entries.select_related("by").order_by("sequence").last()


def template_context(document_data: MinutesData) -> dict[str, Any]:
    states = [order.state for order in document_data.orders]
    day = document_data.heading.dated
    accepted, not_done = states.count(WorkOrderState.ACCEPTED), states.count(WorkOrderState.NOT_DONE)
    first_signatory = document_data.heading.signatories[0] if document_data.heading.signatories else None
    return {
        "day_in_words": date_in_words(day.astimezone(JAKARTA).date()) if day else "",
        "value_in_words": rupiah_in_words(document_data.contract.value),
        "accepted": accepted,
        "not_done": not_done,
        "undecided": len(states) - accepted - not_done,
        "first_signatory": first_signatory,
        "witnesses": document_data.heading.signatories[1:],
        "count_in_words": number_in_words(len(states)),
    }
