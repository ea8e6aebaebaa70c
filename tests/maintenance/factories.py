"""Factories for cycles in any state, created through the gate, and for related records."""

from __future__ import annotations

import hashlib
import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.models import Role, User
from assets.models import Asset
from maintenance import gate
from maintenance.cycles.services import open_cycle
from maintenance.evaluation import services as evaluation_services
from maintenance.guards import IssuedFile
from maintenance.models import Activity, Cycle, Evidence, Executor, Finding, Round, WorkOrder, WorkOrderState
from maintenance.sop import Move, State
from plans.models import (
    AcceptanceCriterion,
    ChecklistItem,
    ItemKind,
    PlanBasis,
    PlannedWork,
    RequiredEvidence,
)
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory
from tests.vendors.factories import ContractFactory, MembershipFactory
from vendors.models import Contract

AFTER_WORK = (State.EVALUATION, State.CONTINUATION, State.REPORTING, State.FINISHED)
ORDER = [State.PLANNING, State.CRITERIA, State.ASSIGNMENT, State.INTERNAL_WORK, *AFTER_WORK]


def jpeg(
    color: str = "steelblue", size: tuple[int, int] = (640, 480), exif: Image.Exif | None = None
) -> bytes:
    """Return the bytes of a plain JPEG."""
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG", **({"exif": exif} if exif else {}))
    return out.getvalue()


def photo(
    name: str = "foto.jpg", color: str = "steelblue", size: tuple[int, int] = (640, 480)
) -> SimpleUploadedFile:
    """Return an uploaded picture."""
    return SimpleUploadedFile(name, jpeg(color, size), content_type="image/jpeg")


def make_cycle(
    state: State = State.PLANNING,
    *,
    by: User | None = None,
    head: User | None = None,
    contract: Contract | None = None,
    vendor_person: User | None = None,
    year: int | None = None,
    assets: int | list[Asset] = 1,
    executor: Executor | None = None,
    rule: str = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15",
    work_basis: str = "fixed",
    checklist: bool = False,
    required_evidence: dict[str, int] | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Cycle:
    """Create a cycle of a budget year in `state`, with quarterly rounds from January.

    Rounds are internal unless `executor` says vendor, or `state` is VENDOR_WORK, or a contract is given. Work
    orders of rounds that are behind are accepted. `starts_on` and `ends_on` are the first round's window. With
    `checklist` the planned work asks one question of each kind (see `add_checklist`).
    """
    by, head = by or UserFactory(), head or UserFactory(role=Role.HEAD)
    year = year or timezone.localdate().year
    if executor is None:
        executor = Executor.VENDOR if contract or state == State.VENDOR_WORK else Executor.INTERNAL
    cycle = open_cycle(
        by=by,
        title=f"Pemeliharaan {year}",
        basis=PlanBasis.BUDGET_YEAR,
        budget_year=year,
        starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31),
        objective="Infrastruktur tetap tersedia.",
        budget=Decimal(100_000_000),
    )
    _fill_row_1(cycle, assets, rule, work_basis, checklist, required_evidence or {})
    if state == State.PLANNING:
        return cycle
    gate.perform(cycle.pk, Move.SUBMIT_PLAN, by=by)
    add_criterion(cycle)
    if state == State.CRITERIA:
        return Cycle.objects.get(pk=cycle.pk)
    cycle = gate.perform(cycle.pk, Move.SET_CRITERIA, by=by)
    if state == State.ASSIGNMENT:
        return cycle
    if executor == Executor.VENDOR:
        contract = contract or ContractFactory()
        if vendor_person or contract.vendor.why_nobody_can_sign_in():
            MembershipFactory(vendor=contract.vendor, **({"user": vendor_person} if vendor_person else {}))
    cycle = start_round(cycle, by=by, contract=contract, starts_on=starts_on, ends_on=ends_on)
    if state in (State.VENDOR_WORK, State.INTERNAL_WORK):
        return cycle
    return _walk_on(cycle, state, by, head)


def start_round(
    cycle: Cycle,
    *,
    by: User,
    contract: Contract | None = None,
    team: str = "Tim Pusat Data",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Cycle:
    """Start a vendor round if `contract` is given, else an internal round. The default dates are the next window."""
    window = cycle.next_window()
    if window:
        starts_on, ends_on = starts_on or window[0], ends_on or window[1]
    dates = {"starts_on": starts_on, "ends_on": ends_on}
    if contract:
        return gate.perform(
            cycle.pk, Move.START_VENDOR_ROUND, by=by, contract=contract, reason="Sesuai rencana.", **dates
        )
    return gate.perform(
        cycle.pk, Move.START_INTERNAL_ROUND, by=by, team=team, reason="Sesuai rencana.", **dates
    )


def complete_work(cycle: Cycle, *, by: User) -> Cycle:
    """Accept every work order on its due date and complete row 4 or 5."""
    for order in WorkOrder.objects.filter(round=cycle.current_round):
        accept_without_review(order, by=by)
    if cycle.state == State.VENDOR_WORK:
        return gate.perform(cycle.pk, Move.COMPLETE_VENDOR_WORK, by=by, reason="Vendor berhalangan.")
    return gate.perform(cycle.pk, Move.COMPLETE_INTERNAL_WORK, by=by)


def conclude(cycle: Cycle, *, by: User) -> Cycle:
    """Judge every criterion as met and conclude row 6."""
    for criterion in cycle.plan.criteria.all():
        evaluation_services.judge(cycle.pk, criterion.pk, by=by, value=criterion.target, yes=True)
    evaluation_services.save_conclusion(cycle.pk, by=by, conclusion="Putaran memenuhi kriteria.")
    return gate.perform(cycle.pk, Move.CONCLUDE_EVALUATION, by=by)


def accept_without_review(order: WorkOrder, *, by: User) -> None:
    """Set the work order to accepted without documentation, to move a cycle past rows 4 and 5."""
    ActivityFactory(work_order=order, performed_by=by, recorded_by=by)
    order.state, order.completed_on, order.closed_at = WorkOrderState.ACCEPTED, order.due_on, timezone.now()
    order.save(update_fields=["state", "completed_on", "closed_at"])


def issued_file(content: bytes = b"%PDF-1.7 laporan") -> IssuedFile:
    """Return a report file that exists in the storage, as the move `finish` requires."""
    name = default_storage.save("reports/uji.pdf", ContentFile(content))
    return IssuedFile(number="001", name=name, sha256=hashlib.sha256(content).hexdigest())


def add_criterion(cycle: Cycle, **fields: Any) -> AcceptanceCriterion:
    values = {
        "code": "K1",
        "text": "Pekerjaan terencana selesai",
        "kind": "percentage",
        "operator": "ge",
        "target": Decimal(90),
        "unit": "%",
        "method": "Perintah kerja diterima dibagi seluruhnya.",
        "evidence": "Daftar perintah kerja",
        "weight": Decimal(100),
    }
    return AcceptanceCriterion.objects.create(plan=cycle.plan, **(values | fields))


def add_checklist(work: PlannedWork) -> dict[str, ChecklistItem]:
    """Create one item of each kind and return them by kind. The number (18 to 27 °C) and yes/no are required."""
    make = ChecklistItem.objects.create
    return {
        "yes_no": make(work=work, position=1, text="Filter bersih", kind=ItemKind.YES_NO),
        "number": make(
            work=work, position=2, text="Suhu ruang", kind=ItemKind.NUMBER, unit="°C", minimum=18, maximum=27
        ),
        "text": make(work=work, position=3, text="Catatan teknisi", kind=ItemKind.TEXT, is_required=False),
        "choice": make(
            work=work,
            position=4,
            text="Keadaan baterai",
            kind=ItemKind.CHOICE,
            options="Baik\nCukup\nBuruk",
            is_required=False,
        ),
    }


def _fill_row_1(
    cycle: Cycle,
    assets: int | list[Asset],
    rule: str,
    work_basis: str,
    checklist: bool,
    required_evidence: dict[str, int],
) -> None:
    plan = cycle.plan
    plan.uses_map = True
    plan.save(update_fields=["uses_map"])
    chosen = assets if isinstance(assets, list) else AssetFactory.create_batch(assets)
    plan.assets.set(chosen)
    work = PlannedWork.objects.create(
        plan=plan,
        title="Pemeriksaan berkala",
        instructions="Periksa, bersihkan, dan catat suhu.",
        rule=rule,
        anchor=plan.starts_on,
        basis=work_basis,
        position=1,
    )
    work.assets.set(chosen)
    if checklist:
        add_checklist(work)
    for purpose, count in required_evidence.items():
        RequiredEvidence.objects.create(work=work, purpose=purpose, count=count)


def _walk_on(cycle: Cycle, state: State, by: User, head: User) -> Cycle:
    """Move the cycle from row 4 or 5 to a later row."""
    cycle = complete_work(cycle, by=by)
    if state == State.EVALUATION:
        return cycle
    cycle = conclude(cycle, by=head)
    if state == State.CONTINUATION:
        return cycle
    cycle = gate.perform(cycle.pk, Move.END, by=head, reason="Anggaran dialihkan.")
    if state == State.REPORTING:
        return cycle
    Cycle.objects.filter(pk=cycle.pk).update(
        closing_evaluation="Pemeliharaan berjalan sesuai rencana.", recommendations="Ganti baterai UPS."
    )
    return gate.perform(cycle.pk, Move.FINISH, by=head, report=issued_file())


class CycleFactory(factory.Factory[Cycle]):
    """`CycleFactory(state=State.EVALUATION)`: see `make_cycle`."""

    class Meta:
        model = Cycle

    @classmethod
    def _create(cls, model_class: type[Cycle], *args: Any, **kwargs: Any) -> Cycle:
        return make_cycle(*args, **kwargs)


class RoundFactory(factory.Factory[Round]):
    """The open round of a new cycle in row 5, or in row 4 with `state=State.VENDOR_WORK`."""

    class Meta:
        model = Round

    @classmethod
    def _create(cls, model_class: type[Round], *args: Any, **kwargs: Any) -> Round:
        cycle = make_cycle(kwargs.pop("state", State.INTERNAL_WORK), **kwargs)
        assert cycle.current_round is not None
        return cycle.current_round


class WorkOrderFactory(factory.Factory[WorkOrder]):
    """The first work order of a new round. Accepts the arguments of `make_cycle`."""

    class Meta:
        model = WorkOrder

    @classmethod
    def _create(cls, model_class: type[WorkOrder], *args: Any, **kwargs: Any) -> WorkOrder:
        order = RoundFactory(**kwargs).work_orders.first()
        assert order is not None
        return order


class ActivityFactory(factory.django.DjangoModelFactory[Activity]):
    """Two hours from 08.00 WIB on the due date of its work order."""

    class Meta:
        model = Activity

    work_order = factory.SubFactory(WorkOrderFactory)
    started_at = factory.LazyAttribute(
        lambda a: (
            timezone.make_aware(datetime.combine(a.work_order.due_on, datetime.min.time()))
            + timedelta(hours=8)
        )
    )
    ended_at = factory.LazyAttribute(lambda a: a.started_at + timedelta(hours=2))
    description = "Filter dibersihkan dan suhu dicatat."
    performed_by = factory.SubFactory(UserFactory)
    recorded_by = factory.SelfAttribute("performed_by")


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    """A small picture that was stored without inspection."""

    class Meta:
        model = Evidence

    activity = factory.SubFactory(ActivityFactory)
    file = factory.LazyFunction(lambda: ContentFile(jpeg(), name="foto.jpg"))
    thumbnail = factory.LazyFunction(lambda: ContentFile(jpeg(size=(320, 240)), name="foto.jpg"))
    content_type = "image/jpeg"
    original_name = "foto.jpg"
    size = factory.LazyFunction(lambda: len(jpeg()))
    sha256_received = factory.LazyFunction(lambda: hashlib.sha256(jpeg()).hexdigest())
    sha256 = factory.LazyFunction(lambda: hashlib.sha256(jpeg()).hexdigest())
    uploaded_by = factory.SelfAttribute("activity.recorded_by")


class FindingFactory(factory.django.DjangoModelFactory[Finding]):
    class Meta:
        model = Finding

    work_order = factory.SubFactory(WorkOrderFactory)
    title = "Kipas berbunyi"
    opened_by = factory.SubFactory(UserFactory)
