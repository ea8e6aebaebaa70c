"""Collects the data of the annual report of a budget year."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from indicators.budget_year import cycles_in_budget_year, indicators_of_budget_year
from indicators.counts import Statistics, statistics_by_round, sum_statistics
from indicators.indicators import Indicator, indicators_of
from indicators.sop_indicator import sop_indicator_of, sop_indicator_of_year
from maintenance.models import Cycle, Round
from maintenance.sop import Executor, State
from organization.models import Institution
from reports.models import Document
from reports.types.annual.data import (
    VERSION,
    AnnualReportData,
    CycleSummaryData,
    PerformerData,
    YearSuccessData,
)
from reports.types.base import Heading, build_heading

if TYPE_CHECKING:
    from accounts.models import User


def collect_heading(pk: int, user: User) -> Heading:
    """Return the heading for budget year `pk`, final when the year is over and each cycle has its report."""
    cycles = _get_cycles(pk, user)
    return _heading(pk, cycles, _reports(cycles))


def _heading(year: int, cycles: list[Cycle], reports: dict[int, Document]) -> Heading:
    return build_heading(
        code=f"LT/{year}",
        title="Laporan Tahunan Pemeliharaan Infrastruktur",
        subject=f"Tahun anggaran {year}",
        row=State.REPORTING,
        cycle=f"Tahun anggaran {year}",
        dated=_final_since(year, cycles, reports),
    )


def _get_cycles(year: int, user: User) -> list[Cycle]:
    cycles = list(_visible_cycles(year, user))
    if not cycles:
        raise Cycle.DoesNotExist
    return cycles


def _reports(cycles: list[Cycle]) -> dict[int, Document]:
    reports = Document.objects.reports().filter(cycle__in=cycles).defer("snapshot")
    return {each.cycle_id: each for each in reports if each.cycle_id}


def collect(pk: int, user: User) -> AnnualReportData:
    cycles = _get_cycles(pk, user)
    rounds = list(
        Round.objects.filter(cycle__in=cycles).select_related("contract__vendor").order_by("cycle", "number")
    )
    statistics = statistics_by_round(Round.objects.filter(cycle__in=cycles))
    reports = _reports(cycles)
    summaries = [_cycle_summary(cycle, rounds, statistics, reports.get(cycle.pk)) for cycle in cycles]
    return AnnualReportData(
        version=VERSION,
        heading=_heading(pk, cycles, reports),
        year=pk,
        on_plan_target=Institution.current().on_plan_target,
        success=_year_success(pk, user),
        success_before=_year_success(pk - 1, user),
        indicators=indicators_of_budget_year(pk),
        before=indicators_of_budget_year(pk - 1) if _visible_cycles(pk - 1, user).exists() else [],
        vendor=_executor_indicators(Executor.VENDOR, rounds, statistics),
        internal=_executor_indicators(Executor.INTERNAL, rounds, statistics),
        cycles=summaries,
        parties=_performers(rounds, statistics),
    )


def _visible_cycles(year: int, user: User) -> Any:
    visible = Cycle.objects.visible_to(user).values("pk") if user.is_staff_side else []
    return cycles_in_budget_year(year).filter(pk__in=visible).select_related("plan").order_by("code")


def _year_success(year: int, user: User) -> YearSuccessData:
    cycles = list(_visible_cycles(year, user))
    statistics = _statistics_by_cycle(
        statistics_by_round(Round.objects.filter(cycle__in=cycles)), Round.objects.filter(cycle__in=cycles)
    )
    target = Institution.current().on_plan_target
    totals = sop_indicator_of_year(
        year, [sop_indicator_of(each, statistics[each.pk], target=target) for each in cycles]
    )
    return YearSuccessData(totals.cycles, totals.judged, totals.on_plan, totals.reported, totals.achieved)


def _statistics_by_cycle(statistics: Any, rounds: Any) -> defaultdict[int, Statistics]:
    sums: defaultdict[int, Statistics] = defaultdict(Statistics)
    for each in rounds:
        sums[each.cycle_id] += statistics.get(each.pk, Statistics())
    return sums


def _final_since(year: int, cycles: list[Cycle], reports: dict[int, Document]) -> datetime | None:
    if year >= timezone.localdate().year or len(reports) < len(cycles):
        return None
    return max(report.issued_at for report in reports.values())


def _cycle_summary(
    cycle: Cycle, rounds: list[Round], statistics: Any, report: Document | None
) -> CycleSummaryData:
    own = [each for each in rounds if each.cycle_id == cycle.pk]
    totals = sum_statistics(statistics.get(each.pk, Statistics()) for each in own)
    target = Institution.current().on_plan_target
    return CycleSummaryData(
        code=cycle.code,
        title=cycle.plan.title,
        state=str(cycle.get_state_display()),
        starts_on=cycle.plan.starts_on,
        ends_on=cycle.plan.ends_on,
        report=report.number if report else "",
        rounds=len(own),
        orders=totals.work_orders,
        accepted=totals.accepted,
        not_done=totals.not_done,
        owed=totals.due,
        on_time=totals.on_time,
        findings=totals.findings,
        open_findings=totals.open_findings,
        budget=cycle.plan.budget,
        cost=totals.cost,
        is_achieved=sop_indicator_of(cycle, totals, target=target).is_achieved,
        recommendations=cycle.recommendations,
    )


def _executor_indicators(executor: Executor, rounds: list[Round], statistics: Any) -> list[Indicator]:
    """Return the indicators of all rounds of this kind of executor, or an empty list without such rounds."""
    own = [statistics.get(each.pk, Statistics()) for each in rounds if each.executor == executor]
    return indicators_of(sum_statistics(own), period="") if own else []


def _performers(rounds: list[Round], statistics: Any) -> list[PerformerData]:
    groups: defaultdict[tuple[str, str], list[Statistics]] = defaultdict(list)
    for each in rounds:
        key = (each.executor_name, str(each.get_executor_display()))
        groups[key].append(statistics.get(each.pk, Statistics()))
    return [_performer_data(*key, groups[key]) for key in sorted(groups)]


def _performer_data(name: str, executor: str, statistics: list[Statistics]) -> PerformerData:
    totals = sum_statistics(statistics)
    return PerformerData(
        name=name,
        executor=executor,
        rounds=len(statistics),
        orders=totals.work_orders,
        accepted=totals.accepted,
        owed=totals.due,
        on_time=totals.on_time,
        judged=totals.judged,
        met=totals.met,
        findings=totals.findings,
        downtime_minutes=totals.downtime_minutes,
        cost=totals.cost,
    )
