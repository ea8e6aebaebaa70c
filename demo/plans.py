"""Rows 1 and 2 of a demo cycle: the plan with its scope and works, the criteria from the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from accounts.models import User
from assets.models import ArchitectureDocument, Asset
from demo.work_types import Job, Question
from maintenance.cycles.services import open_cycle
from maintenance.models import Cycle
from plans.holidays import HolidayPolicy
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
class Outline:
    """What a story tells of its plan; without a contract it is of the budget year of `starts_on`."""

    title: str
    objective: str
    starts_on: date
    ends_on: date
    budget: int
    round_months: int
    jobs: Sequence[Job]
    categories: tuple[str, ...]
    contract: Contract | None = None
    limit: int | None = None  # assets per job, to keep a story short


def plan_cycle(outline: Outline, *, by: User) -> Cycle:
    """A cycle in row 1 whose plan is complete."""
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
    for position, job in enumerate(outline.jobs, start=1):
        add_work(plan, job, position, _assets_of(job, outline.limit))
    return cycle


def add_work(plan: Plan, job: Job, position: int, assets: QuerySet[Asset]) -> PlannedWork:
    """The job on these assets, which come into scope by it; due for the first time in the plan's first month."""
    plan.include_assets(assets)
    anchor = plan.starts_on + timedelta(days=4 + 5 * position)
    recurrence = Recurrence.build(
        frequency=job.frequency,
        anchor=anchor,
        interval=job.interval,
        holiday_policy=HolidayPolicy.AFTER,
    )
    work = PlannedWork(
        plan=plan,
        title=job.title,
        instructions=job.instructions,
        rule=recurrence.rule,
        anchor=recurrence.anchor,
        basis=recurrence.basis,
        holiday_policy=recurrence.holiday_policy,
        estimated_hours=Decimal(job.hours),
        estimated_cost=Decimal(job.cost),
        position=position,
    )
    work.full_clean()
    work.save()
    work.include_assets(assets)
    for place, question in enumerate(job.questions, start=1):
        _ask(work, place, question)
    for purpose, count in job.evidence:
        RequiredEvidence.objects.create(work=work, purpose=purpose, count=count)
    return work


def _assets_of(job: Job, limit: int | None) -> QuerySet[Asset]:
    """The first `limit` that the job is about, in the order in which it names them."""
    maintainable = Asset.objects.maintainable()
    found = [
        pk
        for prefix in job.assets
        for pk in maintainable.filter(code__startswith=f"{prefix}-")
        .order_by("code")
        .values_list("pk", flat=True)
    ]
    return Asset.objects.filter(pk__in=found[:limit])


def _ask(work: PlannedWork, place: int, question: Question) -> None:
    item = ChecklistItem(
        work=work,
        position=place,
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


def set_criteria(plan: Plan, categories: Sequence[str], *, of_each: int = 3, complete: bool = True) -> None:
    """Some ready-made criteria of each category and three that the system computes; weights add up to 100.

    An incomplete set lacks the last of them, and so its weight.
    """
    for text, kind, operator, target, measure, weight, method in COMPUTED[: None if complete else -1]:
        criterion = AcceptanceCriterion.next_for(plan)
        criterion.text, criterion.kind, criterion.operator = text, kind, operator
        criterion.target, criterion.measure, criterion.weight = target, measure, weight
        criterion.method, criterion.evidence = method, "Daftar perintah kerja putaran"
        criterion.is_mandatory = measure == Measure.ON_TIME
        criterion.full_clean()
        criterion.save()
    templates = _templates(categories, of_each)
    left = Decimal(100) - sum((each[5] for each in COMPUTED), Decimal(0))
    for place, template in enumerate(templates):
        weight = (left / (len(templates) - place)).quantize(Decimal(1))
        left -= weight
        criterion = AcceptanceCriterion.from_template(template, plan=plan, weight=weight)
        criterion.full_clean()
        criterion.save()


def _templates(categories: Sequence[str], of_each: int) -> list[CriterionTemplate]:
    """The weightiest of each category, in the order of the categories."""
    chosen: list[CriterionTemplate] = []
    for category in categories:
        ready = CriterionTemplate.objects.filter(category__code=category, measure=Measure.MANUAL)
        chosen += ready.order_by("-default_weight", "pk")[:of_each]
    return chosen
