"""Rows 1 and 2 of a demo cycle: the plan with its scope and works, the criteria from the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from accounts.models import User
from assets.models import ArchitectureDocument, Asset
from demo.work_types import Question, WorkType
from maintenance.cycles.services import open_cycle
from maintenance.models import Cycle
from plans.holiday_calendar import HolidayPolicy
from plans.models import (
    AcceptanceCriterion,
    ChecklistItem,
    CriterionKind,
    CriterionTemplate,
    Measure,
    Operator,
    Plan,
    PlanBasis,
    PlannedWork,
    RequiredEvidence,
)
from plans.recurrence.due_dates import Recurrence
from vendors.models import Contract


@dataclass(frozen=True)
class PlanOutline:
    """Data of the plan of a scenario. Without a contract, the plan belongs to the budget year of `starts_on`."""

    title: str
    objective: str
    starts_on: date
    ends_on: date
    budget: int
    round_months: int
    work_types: Sequence[WorkType]
    categories: tuple[str, ...]
    contract: Contract | None = None
    limit: int | None = None  # assets per type of work, which limits the size of the scenario


def plan_cycle(outline: PlanOutline, *, by: User) -> Cycle:
    """Open a cycle in row 1 with a complete plan."""
    basis = PlanBasis.CONTRACT if outline.contract else PlanBasis.BUDGET_YEAR
    cycle = open_cycle(
        by=by,
        title=outline.title,
        basis=basis,
        budget_year=None if outline.contract else outline.starts_on.year,
        contract=outline.contract,
        starts_on=outline.starts_on,
        ends_on=outline.ends_on,
        objective=outline.objective,
        budget=Decimal(outline.budget),
        round_months=outline.round_months,
    )
    plan = cycle.plan
    plan.uses_map = True
    plan.save(update_fields=["uses_map"])
    plan.architecture.set(ArchitectureDocument.objects.all())
    for position, work_type in enumerate(outline.work_types, start=1):
        add_work(plan, work_type, position, _assets_of(work_type, outline.limit))
    return cycle


def add_work(plan: Plan, work_type: WorkType, position: int, assets: QuerySet[Asset]) -> PlannedWork:
    """Add planned work on `assets`, which are added to the scope; first due in the first month of the plan."""
    plan.include_assets(assets)
    anchor = plan.starts_on + timedelta(days=4 + 5 * position)
    recurrence = Recurrence.build(
        frequency=work_type.frequency,
        anchor=anchor,
        interval=work_type.interval,
        holiday_policy=HolidayPolicy.AFTER,
    )
    work = PlannedWork(
        plan=plan,
        title=work_type.title,
        instructions=work_type.instructions,
        rule=recurrence.rule,
        anchor=recurrence.anchor,
        basis=recurrence.basis,
        holiday_policy=recurrence.holiday_policy,
        estimated_hours=Decimal(work_type.hours),
        estimated_cost=Decimal(work_type.cost),
        position=position,
    )
    work.full_clean()
    work.save()
    work.include_assets(assets)
    for position, question in enumerate(work_type.questions, start=1):
        _add_checklist_item(work, position, question)
    for purpose, count in work_type.evidence:
        RequiredEvidence.objects.create(work=work, purpose=purpose, count=count)
    return work


def _assets_of(work_type: WorkType, limit: int | None) -> QuerySet[Asset]:
    """Return the first `limit` assets of the type of work, in the order of its code prefixes."""
    maintainable = Asset.objects.maintainable()
    pks = [
        pk
        for prefix in work_type.assets
        for pk in maintainable.filter(code__startswith=f"{prefix}-")
        .order_by("code")
        .values_list("pk", flat=True)
    ]
    return Asset.objects.filter(pk__in=pks[:limit])


def _add_checklist_item(work: PlannedWork, position: int, question: Question) -> None:
    item = ChecklistItem(
        work=work,
        position=position,
        text=question.text,
        kind=question.kind,
        unit=question.unit,
        minimum=_decimal(question.minimum),
        maximum=_decimal(question.maximum),
        options=question.options,
        is_required=question.is_required,
    )
    item.full_clean()
    item.save()


def _decimal(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


# (text, kind, condition, target, unit, measure, weight, method)
COMPUTED = (
    (
        "Pekerjaan terencana dikerjakan tepat waktu",
        CriterionKind.PERCENTAGE,
        Operator.AT_LEAST,
        Decimal(90),
        Measure.ON_TIME,
        Decimal(20),
        "Perintah kerja tepat waktu dibagi seluruh perintah kerja yang jatuh tempo pada putaran",
    ),
    (
        "Bukti wajib lengkap",
        CriterionKind.PERCENTAGE,
        Operator.AT_LEAST,
        Decimal(100),
        Measure.EVIDENCE,
        Decimal(10),
        "Bukti wajib yang ada dibagi bukti wajib yang diminta",
    ),
    (
        "Temuan yang masih terbuka pada akhir putaran",
        CriterionKind.NUMBER,
        Operator.AT_MOST,
        Decimal(2),
        Measure.OPEN_FINDINGS,
        Decimal(10),
        "Jumlah temuan putaran yang belum ditutup",
    ),
)


def set_criteria(
    plan: Plan, categories: Sequence[str], *, per_category: int = 3, complete: bool = True
) -> None:
    """Add `per_category` criteria of each category from the library, and three computed ones; weights sum to 100.

    With `complete=False` the last computed criterion and its weight are missing.
    """
    for text, kind, operator, target, measure, weight, method in COMPUTED[: None if complete else -1]:
        criterion = AcceptanceCriterion.next_for(plan)
        criterion.text, criterion.kind, criterion.operator = text, kind, operator
        criterion.target, criterion.measure, criterion.weight = target, measure, weight
        criterion.method, criterion.evidence = method, "Daftar perintah kerja putaran"
        criterion.is_mandatory = measure == Measure.ON_TIME
        criterion.full_clean()
        criterion.save()
    templates = _templates(categories, per_category)
    remaining = Decimal(100) - sum((each[5] for each in COMPUTED), Decimal(0))
    for position, template in enumerate(templates):
        weight = (remaining / (len(templates) - position)).quantize(Decimal(1))
        remaining -= weight
        criterion = AcceptanceCriterion.from_template(template, plan=plan, weight=weight)
        criterion.full_clean()
        criterion.save()


def _templates(categories: Sequence[str], per_category: int) -> list[CriterionTemplate]:
    """Return the templates with the highest weights of each category, in the order of the categories."""
    chosen: list[CriterionTemplate] = []
    for category in categories:
        templates = CriterionTemplate.objects.filter(category__code=category, measure=Measure.MANUAL)
        chosen += templates.order_by("-default_weight", "pk")[:per_category]
    return chosen
