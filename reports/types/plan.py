"""Maintenance plan ("Rencana pemeliharaan"), the output of SOP row 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Count, prefetch_related_objects
from django.utils.safestring import SafeString

from assets.dependency_map import dependencies_among, with_direct_neighbours
from assets.models import Asset
from core.charts import Dot, Lane, Timeline, Tone
from maintenance.sop import State
from plans.models import Plan
from plans.schedule import Schedule, WorkSchedule
from reports.data import collect_plan
from reports.data.cycle_data import PlanData
from reports.data.work_order_data import AssetData
from reports.types import plan_map
from reports.types.base import CHART_WIDTH, Heading, build_heading

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 1
LANES_PER_CHART = 14  # the height of a page
LANDSCAPE_CHART_WIDTH = 1080  # used when a wide map turns its section to landscape pages


@dataclass(frozen=True)
class DueDateData:
    """Due date of planned work. `moved_because` is the name of the holiday because of which the date was moved."""

    day: date
    moved_because: str


@dataclass(frozen=True)
class PlannedWorkData:
    """Planned work. `hours` and `cost` (rupiah) are totals of the period for all assets."""

    title: str
    instructions: str
    recurrence: str
    assets: int
    orders: int
    hours: Decimal
    cost: Decimal
    due: list[DueDateData]
    checklist: list[str]
    evidence: list[str]


@dataclass(frozen=True)
class PeriodData:
    """Planned workload of one month or of one round."""

    start: date
    end: date
    orders: int
    hours: Decimal
    cost: Decimal


@dataclass(frozen=True)
class DependencyData:
    """Dependency between two assets: `asset` depends on `depends_on`. Both fields are asset codes."""

    asset: str
    depends_on: str
    kind: str


@dataclass(frozen=True)
class NeighbourData:
    """Asset outside the scope with a direct dependency to or from an asset in scope."""

    code: str
    name: str
    category: str


@dataclass(frozen=True)
class PlanDocumentData:
    version: int
    heading: Heading
    plan: PlanData
    drawn_up_by: str
    assets: list[AssetData]
    neighbours: list[NeighbourData]
    links: list[DependencyData]
    works: list[PlannedWorkData]
    months: list[PeriodData]
    rounds: list[PeriodData]


def collect_heading(pk: int, user: User) -> Heading:
    """Return the heading for cycle `pk`, final when the plan is submitted at the end of SOP row 1."""
    return _heading(_get_plan(pk, user))


def _get_plan(pk: int, user: User) -> Plan:
    plans = Plan.objects.visible_to(user).select_related("contract__vendor", "cycle", "created_by")
    plan: Plan = plans.get(cycle=pk)
    return plan


def _heading(plan: Plan) -> Heading:
    return build_heading(
        code=f"RP/{plan.cycle.code}",
        title="Rencana Pemeliharaan Infrastruktur",
        subject=plan.title,
        row=State.PLANNING,
        cycle=plan.cycle.code,
        dated=plan.submitted_at,
    )


def collect(pk: int, user: User) -> PlanDocumentData:
    plan = _get_plan(pk, user)
    schedule = Schedule(plan)
    assets = list(plan.assets.select_related("category", "location").order_by("code"))
    neighbours = _neighbours(assets)
    orders = {row["pk"]: row["n"] for row in plan.assets.values("pk").annotate(n=Count("planned_works"))}
    return PlanDocumentData(
        version=VERSION,
        heading=_heading(plan),
        plan=collect_plan(plan),
        drawn_up_by=str(plan.created_by),
        assets=[
            AssetData(
                code=asset.code,
                name=asset.name,
                category=asset.category.name,
                location=str(asset.location or ""),
                criticality=str(asset.get_criticality_display()),
                orders=orders.get(asset.pk, 0),
            )
            for asset in assets
        ],
        neighbours=[NeighbourData(each.code, each.name, each.category.name) for each in neighbours],
        links=[
            DependencyData(link.asset.code, link.depends_on.code, str(link.kind.label))
            for link in dependencies_among([*assets, *neighbours])
        ],
        works=[_planned_work_data(load) for load in _loads(schedule)],
        months=[
            PeriodData(each.start, each.end, each.due.work_order_count, each.due.hours, each.due.cost)
            for each in schedule.months
        ],
        rounds=[
            PeriodData(each.start, each.end, each.due.work_order_count, each.due.hours, each.due.cost)
            for each in schedule.rounds
        ],
    )


def _neighbours(assets: list[Asset]) -> list[Asset]:
    """Return the direct neighbours of the assets, or none if the map shows categories instead of assets."""
    if len(assets) > plan_map.MAX_ASSETS:
        return []
    inside = {asset.pk for asset in assets}
    outside = with_direct_neighbours(inside) - inside
    return list(Asset.objects.filter(pk__in=outside).select_related("category").order_by("code"))


def _loads(schedule: Schedule) -> list[WorkSchedule]:
    loads = schedule.works
    prefetch_related_objects([load.work for load in loads], "checklist", "required_evidence")
    return loads


def _planned_work_data(load: WorkSchedule) -> PlannedWorkData:
    work = load.work
    return PlannedWorkData(
        title=work.title,
        instructions=work.instructions,
        recurrence=work.recurrence.describe(),
        assets=load.assets,
        orders=load.due.work_order_count,
        hours=load.due.hours,
        cost=load.due.cost,
        due=[DueDateData(each.on.due, each.on.moved_because or "") for each in load.due],
        checklist=[item.text for item in work.checklist.all()],
        evidence=[
            f"{need.count} {need.get_purpose_display().lower()}" for need in work.required_evidence.all()
        ],
    )


def template_context(document_data: PlanDocumentData) -> dict[str, Any]:
    total = sum((work.cost for work in document_data.works), Decimal(0))
    dependency_map = plan_map.draw_map(document_data)
    is_wide = plan_map.is_wide(dependency_map)
    return {
        "calendars": _calendars(document_data, LANDSCAPE_CHART_WIDTH if is_wide else CHART_WIDTH),
        "dependency_map": dependency_map,
        "is_wide": is_wide,
        "is_grouped": len(document_data.assets) > plan_map.MAX_ASSETS,
        "has_neighbours": bool(document_data.neighbours),
        "has_groups": len(document_data.neighbours) > plan_map.MAX_NEIGHBOURS,
        "total": total,
        "orders": sum(work.orders for work in document_data.works),
        "hours": sum((work.hours for work in document_data.works), Decimal(0)),
        "remaining": document_data.plan.budget - total,
        "difference": abs(document_data.plan.budget - total),
        "moved_dates": [(work, due) for work in document_data.works for due in work.due if due.moved_because],
    }


def _calendars(document_data: PlanDocumentData, width: int) -> list[SafeString]:
    legend = [(Tone.MAIN, "Sesuai pola"), (Tone.WARN, "Dipindah karena hari libur")]
    lanes = [Lane(work.title, [_dot(due) for due in work.due]) for work in document_data.works]
    start, end = document_data.plan.starts_on, document_data.plan.ends_on
    title = "Kalender pekerjaan terencana selama periode"
    return [
        Timeline(title, start, end, lanes[n : n + LANES_PER_CHART], legend, key=f"kalender-{n}").svg(width)
        for n in range(0, len(lanes), LANES_PER_CHART)
    ]


def _dot(due: DueDateData) -> Dot:
    return Dot(due.day, Tone.WARN, due.moved_because) if due.moved_because else Dot(due.day)
