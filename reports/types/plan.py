"""Row 1's output, "Rencana pemeliharaan": what will be maintained, on what ground, when, how, and for how much."""

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
from reports.data import plan_facts
from reports.data.cycle_data import PlanFacts
from reports.data.work_order_data import AssetFacts
from reports.types import plan_map
from reports.types.base import CHART_WIDTH, Heading, heading

if TYPE_CHECKING:
    from accounts.models import User

VERSION = 1
LANES = 14  # one picture of the calendar must fit a page
LYING_WIDTH = 1080  # beside a wide map the calendar has a page that lies on its side


@dataclass(frozen=True)
class DueFacts:
    """`moved_because` names the holiday on which the date would have fallen."""

    day: date
    moved_because: str


@dataclass(frozen=True)
class WorkFacts:
    """Hours and cost (rupiah) are for the whole period, on all assets together."""

    title: str
    instructions: str
    recurrence: str
    assets: int
    orders: int
    hours: Decimal
    cost: Decimal
    due: list[DueFacts]
    checklist: list[str]
    evidence: list[str]


@dataclass(frozen=True)
class SpanFacts:
    """A month, or the window of a round."""

    start: date
    end: date
    orders: int
    hours: Decimal
    cost: Decimal


@dataclass(frozen=True)
class LinkFacts:
    """`asset` depends on `depends_on`; both are codes of assets in scope."""

    asset: str
    depends_on: str
    kind: str


@dataclass(frozen=True)
class NeighbourFacts:
    """An asset outside the scope that an asset of the scope needs, or is needed by."""

    code: str
    name: str
    category: str


@dataclass(frozen=True)
class PlanPaper:
    version: int
    heading: Heading
    plan: PlanFacts
    drawn_up_by: str
    assets: list[AssetFacts]
    neighbours: list[NeighbourFacts]
    links: list[LinkFacts]
    works: list[WorkFacts]
    months: list[SpanFacts]
    rounds: list[SpanFacts]


def head(pk: int, user: User) -> Heading:
    """Of the cycle `pk`. It stands when the plan was handed in, at the end of row 1."""
    return _heading(_plan(pk, user))


def _plan(pk: int, user: User) -> Plan:
    plans = Plan.objects.visible_to(user).select_related("contract__vendor", "cycle", "created_by")
    plan: Plan = plans.get(cycle=pk)
    return plan


def _heading(plan: Plan) -> Heading:
    return heading(
        code=f"RP/{plan.cycle.code}",
        title="Rencana Pemeliharaan Infrastruktur",
        subject=plan.title,
        row=State.PLANNING,
        cycle=plan.cycle.code,
        dated=plan.submitted_at,
    )


def take(pk: int, user: User) -> PlanPaper:
    plan = _plan(pk, user)
    schedule = Schedule(plan)
    assets = list(plan.assets.select_related("category", "location").order_by("code"))
    neighbours = _neighbours(assets)
    orders = {row["pk"]: row["n"] for row in plan.assets.values("pk").annotate(n=Count("planned_works"))}
    return PlanPaper(
        version=VERSION,
        heading=_heading(plan),
        plan=plan_facts(plan),
        drawn_up_by=str(plan.created_by),
        assets=[
            AssetFacts(
                code=asset.code,
                name=asset.name,
                category=asset.category.name,
                location=str(asset.location or ""),
                criticality=str(asset.get_criticality_display()),
                orders=orders.get(asset.pk, 0),
            )
            for asset in assets
        ],
        neighbours=[NeighbourFacts(each.code, each.name, each.category.name) for each in neighbours],
        links=[
            LinkFacts(link.asset.code, link.depends_on.code, str(link.kind.label))
            for link in dependencies_among([*assets, *neighbours])
        ],
        works=[_work(load) for load in _loads(schedule)],
        months=[
            SpanFacts(each.start, each.end, each.due.work_order_count, each.due.hours, each.due.cost)
            for each in schedule.months
        ],
        rounds=[
            SpanFacts(each.start, each.end, each.due.work_order_count, each.due.hours, each.due.cost)
            for each in schedule.rounds
        ],
    )


def _neighbours(assets: list[Asset]) -> list[Asset]:
    """What lies one step from the scope; left out where the scope itself is drawn as categories."""
    if len(assets) > plan_map.MOST_ASSETS:
        return []
    inside = {asset.pk for asset in assets}
    outside = with_direct_neighbours(inside) - inside
    return list(Asset.objects.filter(pk__in=outside).select_related("category").order_by("code"))


def _loads(schedule: Schedule) -> list[WorkSchedule]:
    loads = schedule.works
    prefetch_related_objects([load.work for load in loads], "checklist", "required_evidence")
    return loads


def _work(load: WorkSchedule) -> WorkFacts:
    work = load.work
    return WorkFacts(
        title=work.title,
        instructions=work.instructions,
        recurrence=work.recurrence.describe(),
        assets=load.assets,
        orders=load.due.work_order_count,
        hours=load.due.hours,
        cost=load.due.cost,
        due=[DueFacts(each.on.due, each.on.moved_because or "") for each in load.due],
        checklist=[item.text for item in work.checklist.all()],
        evidence=[
            f"{need.count} {need.get_purpose_display().lower()}" for need in work.required_evidence.all()
        ],
    )


def context(paper: PlanPaper) -> dict[str, Any]:
    total = sum((work.cost for work in paper.works), Decimal(0))
    picture = plan_map.drawn(paper)
    is_wide = plan_map.is_wide(picture)
    return {
        "calendars": _calendars(paper, LYING_WIDTH if is_wide else CHART_WIDTH),
        "map": picture,
        "is_wide": is_wide,
        "is_grouped": len(paper.assets) > plan_map.MOST_ASSETS,
        "has_neighbours": bool(paper.neighbours),
        "has_groups": len(paper.neighbours) > plan_map.MOST_NEIGHBOURS,
        "total": total,
        "orders": sum(work.orders for work in paper.works),
        "hours": sum((work.hours for work in paper.works), Decimal(0)),
        "left": paper.plan.budget - total,
        "gap": abs(paper.plan.budget - total),
        "moved": [(work, due) for work in paper.works for due in work.due if due.moved_because],
    }


def _calendars(paper: PlanPaper, width: int) -> list[SafeString]:
    legend = [(Tone.MAIN, "Sesuai pola"), (Tone.WARN, "Dipindah karena hari libur")]
    lanes = [Lane(work.title, [_dot(due) for due in work.due]) for work in paper.works]
    start, end = paper.plan.starts_on, paper.plan.ends_on
    title = "Kalender pekerjaan terencana selama periode"
    return [
        Timeline(title, start, end, lanes[n : n + LANES], legend, key=f"kalender-{n}").svg(width)
        for n in range(0, len(lanes), LANES)
    ]


def _dot(due: DueFacts) -> Dot:
    return Dot(due.day, Tone.WARN, due.moved_because) if due.moved_because else Dot(due.day)
