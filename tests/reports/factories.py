"""Creates a cycle whose indicators were calculated by hand, and reports issued from it.

The cycle of 2026 has three assets, work on the 15th of each month, and rounds of three months:

| | round 1, vendor | round 2, internal | together |
|---|---|---|---|
| work orders | 9 | 9 | 18 |
| accepted, of these late | 8, 1 | 9, 0 | 17, 1 |
| not done | 1 | 0 | 1 |
| on time (grace 3 days) | 7 of 9 | 9 of 9 | 16 of 18 |
| required evidence there | 4 of 16 | 0 of 18 | 4 of 34 |
| criteria met, of those judged | 1 of 2 | 2 of 2 | 3 of 4 |
| weighted score (weights 50, 30, 20) | 62.50 | 100.00 | |
| cost in rupiah | 2 000 000.50 | 500 000.00 | 2 500 000.50 of 10 000 000 |
| downtime in minutes | 90 | 0 | 90 |
| findings, of these open | 3, 1 | 0, 0 | 3, 1 |
| time to repair | 4 h and 8 h | | 6 h on average |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from accounts.models import Role, User
from assets.models import Asset
from maintenance import gate
from maintenance.cycles.services import open_cycle
from maintenance.evaluation import services as evaluation_services
from maintenance.models import Cycle, Review, WorkOrder, WorkOrderState
from maintenance.sop import Move
from organization.models import Institution
from plans.models import AcceptanceCriterion, PlanBasis, PlannedWork, RequiredEvidence
from reports.issuing.services import issue
from reports.models import Acknowledgement, Document, DocumentKind
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory
from tests.maintenance.factories import (
    ActivityFactory,
    EvidenceFactory,
    FindingFactory,
    add_checklist,
    start_round,
)
from tests.vendors.factories import ContractFactory, MembershipFactory
from vendors.models import Contract

YEAR = 2026


@dataclass
class Story:
    """A cycle in SOP row 8 with its closing texts, and its users, assets and contract."""

    cycle: Cycle
    operator: User
    head: User
    assets: list[Asset]
    contract: Contract


def make_story(*, closing: bool = True, checklist: bool = False) -> Story:
    operator, head = (
        UserFactory(full_name="Ani Operator"),
        UserFactory(full_name="Budi Kepala", role=Role.HEAD),
    )
    assets = AssetFactory.create_batch(3)
    contract = ContractFactory()
    MembershipFactory(vendor=contract.vendor)
    cycle = _planned(operator, assets, checklist)
    story = Story(cycle, operator, head, assets, contract)
    _first_round(story)
    _second_round(story)
    gate.perform(cycle.pk, Move.END, by=head, reason="Anggaran dialihkan ke pusat data baru.")
    if closing:
        Cycle.objects.filter(pk=cycle.pk).update(
            closing_evaluation="Pemeliharaan berjalan; satu pekerjaan tidak dilaksanakan.",
            recommendations="Ganti baterai UPS sebelum musim hujan.",
        )
    story.cycle = Cycle.objects.get(pk=cycle.pk)
    return story


def _planned(operator: User, assets: list[Asset], checklist: bool) -> Cycle:
    cycle = open_cycle(
        by=operator,
        title="Pemeliharaan pusat data 2026",
        basis=PlanBasis.BUDGET_YEAR,
        budget_year=YEAR,
        starts_on=date(YEAR, 1, 1),
        ends_on=date(YEAR, 12, 31),
        objective="Menjaga daya dan pendinginan tetap tersedia.",
        budget=Decimal(10_000_000),
    )
    plan = cycle.plan
    plan.uses_map = True
    plan.save(update_fields=["uses_map"])
    plan.assets.set(assets)
    work = PlannedWork.objects.create(
        plan=plan,
        title="Pemeriksaan bulanan",
        rule="FREQ=MONTHLY;BYMONTHDAY=15",
        anchor=plan.starts_on,
        holiday_policy="keep",
        position=1,
    )
    work.assets.set(assets)
    if checklist:
        add_checklist(work)
    RequiredEvidence.objects.create(work=work, purpose="before", count=1)
    RequiredEvidence.objects.create(work=work, purpose="after", count=1)
    gate.perform(cycle.pk, Move.SUBMIT_PLAN, by=operator)
    for code, kind, measure, target, weight in (
        ("K1", "percentage", "on_time", 95, 30),
        ("K2", "yes_no", "manual", None, 50),
        ("K3", "number", "manual", 24, 20),
    ):
        AcceptanceCriterion.objects.create(
            plan=plan,
            code=code,
            text=f"Kriteria {code}",
            kind=kind,
            measure=measure,
            operator="le" if kind == "number" else "ge",
            target=target,
            unit={"number": "°C", "percentage": "%"}.get(kind, ""),
            method="Dihitung.",
            evidence="Daftar.",
            weight=weight,
            position=int(code[1]),
        )
    return gate.perform(cycle.pk, Move.SET_CRITERIA, by=operator)


def _first_round(story: Story) -> None:
    cycle = start_round(story.cycle, by=story.operator, contract=story.contract)
    work_orders = list(WorkOrder.objects.filter(round=cycle.current_round).order_by("due_on", "sequence"))
    for work_order in work_orders[:6]:
        _accept(work_order)
    _accept(work_orders[6], days_late=3)  # the last day of the grace period
    _accept(work_orders[7], days_late=4)
    work_orders[8].state, work_orders[8].reason_not_done = WorkOrderState.NOT_DONE, "Ruang sedang direnovasi."
    work_orders[8].save(update_fields=["state", "reason_not_done"])
    by = story.operator
    first = ActivityFactory(
        work_order=work_orders[0], cost=Decimal("1250000.50"), downtime_minutes=60, performed_by=by
    )
    second = ActivityFactory(work_order=work_orders[1], cost=750_000, downtime_minutes=30, performed_by=by)
    EvidenceFactory(activity=first, purpose="before")
    EvidenceFactory.create_batch(3, activity=first, purpose="after")  # two more than required
    EvidenceFactory(activity=second, purpose="before")
    EvidenceFactory(activity=second, purpose="after")
    Review.objects.create(work_order=work_orders[1], verdict="returned", remark="Foto buram.", by=by)
    opened = first.started_at
    for hours, title in ((4, "Kipas berbunyi"), (8, "Baterai lemah")):
        FindingFactory(
            work_order=work_orders[0],
            title=title,
            opened_by=by,
            opened_at=opened,
            resolved_at=opened + timedelta(hours=hours),
            resolved_by=by,
            resolution="Diganti.",
        )
    FindingFactory(work_order=work_orders[1], title="Kebocoran kecil", opened_by=by, opened_at=opened)
    gate.perform(cycle.pk, Move.COMPLETE_VENDOR_WORK, by=by, reason="Vendor berhalangan.")
    _judge(story, on_time="77.77", yes=True, temperature=None)


def _second_round(story: Story) -> None:
    cycle = start_round(story.cycle, by=story.operator)
    for work_order in WorkOrder.objects.filter(round=cycle.current_round):
        _accept(work_order)
    ActivityFactory(work_order=work_order, cost=500_000, performed_by=story.operator)
    gate.perform(cycle.pk, Move.COMPLETE_INTERNAL_WORK, by=story.operator)
    _judge(story, on_time="100", yes=True, temperature=None)


def _judge(story: Story, *, on_time: str, yes: bool, temperature: int | None) -> None:
    k1, k2, k3 = story.cycle.plan.criteria.all()
    evaluation_services.judge(story.cycle.pk, k1.pk, by=story.head, value=Decimal(on_time))
    evaluation_services.judge(story.cycle.pk, k2.pk, by=story.head, yes=yes)
    evaluation_services.judge(
        story.cycle.pk, k3.pk, by=story.head, not_applicable=True, note="Termometer sedang dikalibrasi."
    )
    evaluation_services.save_conclusion(
        story.cycle.pk, by=story.head, conclusion="Putaran dinilai dari dokumentasinya."
    )
    gate.perform(story.cycle.pk, Move.CONCLUDE_EVALUATION, by=story.head)


def _accept(work_order: WorkOrder, *, days_late: int = 0) -> None:
    work_order.state, work_order.completed_on = (
        WorkOrderState.ACCEPTED,
        work_order.due_on + timedelta(days=days_late),
    )
    work_order.closed_at = timezone.now()
    work_order.save(update_fields=["state", "completed_on", "closed_at"])


class InstitutionFactory(factory.django.DjangoModelFactory[Institution]):
    class Meta:
        model = Institution
        django_get_or_create = ("id",)

    id = 1
    address = "Jalan Contoh 1, Bandung"
    prepared_name = "Budi Kepala"
    prepared_position = "Kepala Seksi Operasional"
    prepared_nip = "198001012005011001"
    checked_name = "Citra Pemeriksa"
    checked_position = "Kepala Subdirektorat Infrastruktur"
    approved_name = "Dewi Pengesah"
    approved_position = "Direktur"


class ReportFactory(factory.Factory[Document]):
    """Creates a story and issues its management report with `issue()`, which renders a PDF."""

    class Meta:
        model = Document

    @classmethod
    def _create(cls, model_class: type[Document], story: Story | None = None) -> Document:
        story = story or make_story()
        return issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)


class AcknowledgementFactory(factory.django.DjangoModelFactory[Acknowledgement]):
    class Meta:
        model = Acknowledgement

    report = factory.SubFactory(ReportFactory)
    manager = factory.SubFactory(UserFactory, role=Role.MANAGER)
