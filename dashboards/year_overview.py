"""Overview of a budget year: cycles, indicators and charts. This overview is the home page of managers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts import BarChart, Series, StackedChart, Tone
from indicators.budget_year import budget_years, cycles_in_budget_year
from indicators.counts import Statistics, statistics_by_cycle, sum_statistics
from indicators.indicators import Indicator, indicators_of
from indicators.sop_indicator import SopIndicator, YearSopIndicator, sop_indicator_of, sop_indicator_of_year
from maintenance.models import Cycle, Executor, Round
from maintenance.sop import ROWS
from organization.models import Institution

CHART_WIDTH = 380  # half a page, or a phone
MAX_CHARTED = 12  # cycles in one chart; beyond that bars are too thin to read
MAX_NEEDING_ATTENTION = 8  # cycles that the warning names; the table below has them all


@dataclass(frozen=True)
class CycleLine:
    """One cycle in the overview of a budget year, with the statistics and indicators of the cycle."""

    cycle: Cycle
    statistics: Statistics
    sop_indicator: SopIndicator
    cost: Indicator
    unused: frozenset[int]

    @property
    def row(self) -> int:
        """Number of the SOP row in which the cycle is, or 9 if the cycle is finished."""
        return self.cycle.row.number if self.cycle.row else len(ROWS) + 1

    @property
    def steps(self) -> list[str]:
        """Status of each SOP row for the small step rail (progress bar): "done", "now" or "ahead".

        Row 4 (vendor work) or row 5 (internal work) stays "ahead" if no round of the cycle used that row.
        """
        return [self._step(number) for number in range(1, len(ROWS) + 1)]

    def _step(self, number: int) -> str:
        if number == self.row:
            return "now"
        return "done" if number < self.row and number not in self.unused else "ahead"

    @property
    def needs_attention(self) -> bool:
        """Whether the cycle is not on plan or over budget."""
        budget = self.cost.denominator
        return self.sop_indicator.is_on_plan is False or bool(budget and self.cost.numerator > budget)


@dataclass(frozen=True)
class YearOverview:
    year: int
    years: list[int]
    target: Decimal
    lines: list[CycleLine]
    indicators: list[Indicator]
    sop_indicator: YearSopIndicator

    @classmethod
    def load(cls, requested_year: str = "", *, with_evidence: bool = False) -> YearOverview:
        """Return the overview of the requested year if that year has cycles, otherwise of the current year.

        If the current year has no cycles, the latest year with cycles is used. Runs six queries, or seven if
        `with_evidence` adds the evidence indicator.
        """
        years = budget_years()
        year = _selected_year(requested_year, years)
        cycles = _cycles(year)
        statistics = statistics_by_cycle(
            Round.objects.filter(cycle__in=[c.pk for c in cycles]), with_evidence=with_evidence
        )
        target = _on_plan_target(cycles)
        lines = [_cycle_line(cycle, statistics.get(cycle.pk, Statistics()), target) for cycle in cycles]
        budget = sum((cycle.plan.budget for cycle in cycles), Decimal(0))
        period = _("Tahun anggaran %(year)s") % {"year": year}
        indicators = indicators_of(
            sum_statistics(line.statistics for line in lines), period=period, budget=budget
        )
        if not with_evidence:
            indicators = [each for each in indicators if each.key != "evidence"]
        return cls(
            year,
            years,
            target,
            lines,
            indicators,
            sop_indicator_of_year(year, (line.sop_indicator for line in lines)),
        )

    @property
    def needing_attention(self) -> list[CycleLine]:
        return [line for line in self.lines if line.needs_attention][:MAX_NEEDING_ATTENTION]

    @property
    def charted(self) -> list[CycleLine]:
        return [line for line in self.lines if line.statistics.work_orders][:MAX_CHARTED]

    @property
    def on_plan_chart(self) -> SafeString:
        """Bar chart of the on-time share of each cycle in percent. The chart does not draw the target.

        The page heading shows the target.
        """
        return BarChart(
            title=_("Bagian pekerjaan tepat waktu per siklus"),
            labels=[line.cycle.code.rpartition("-")[2] for line in self.charted],
            series=[
                Series(_("Tepat waktu (%)"), [line.sop_indicator.on_plan.value for line in self.charted])
            ],
            unit="%",
            key="on-plan",
        ).svg(CHART_WIDTH)

    @property
    def orders_chart(self) -> SafeString:
        """Stacked bar chart with one bar per cycle: the number of work orders in each group of states."""
        statistics = [line.statistics for line in self.charted]
        return StackedChart(
            title=_("Keadaan perintah kerja per siklus"),
            labels=[line.cycle.code for line in self.charted],
            series=[
                Series(_("Diterima"), [each.accepted for each in statistics], Tone.GOOD),
                Series(
                    _("Belum selesai"), [each.work_orders - each.settled for each in statistics], Tone.MAIN
                ),
                Series(_("Tidak dilaksanakan"), [each.not_done for each in statistics], Tone.BAD),
            ],
            key="orders",
        ).svg(CHART_WIDTH)


EXECUTOR_ROWS = {4: "has_vendor_round", 5: "has_internal_round"}


def _cycles(year: int) -> list[Cycle]:
    rounds = Round.objects.filter(cycle=OuterRef("pk"))
    return list(
        cycles_in_budget_year(year)
        .select_related("plan")
        .annotate(
            has_vendor_round=Exists(rounds.filter(executor=Executor.VENDOR)),
            has_internal_round=Exists(rounds.filter(executor=Executor.INTERNAL)),
            target=Subquery(Institution.objects.filter(pk=1).values("on_plan_target")),
        )
        .order_by("code")
    )


def _on_plan_target(cycles: list[Any]) -> Decimal:
    """Return the on-plan target in percent, which the query of the cycles has already read.

    Returns the default target if there are no cycles or if no institution is stored.
    """
    target: Decimal | None = cycles[0].target if cycles else None
    return Institution(pk=1).on_plan_target if target is None else target


def _cycle_line(cycle: Cycle, statistics: Statistics, target: Decimal) -> CycleLine:
    indicators = indicators_of(statistics, period="", budget=cycle.plan.budget)
    cost = next(each for each in indicators if each.key == "cost")
    unused = frozenset(row for row, name in EXECUTOR_ROWS.items() if not getattr(cycle, name))
    return CycleLine(cycle, statistics, sop_indicator_of(cycle, statistics, target=target), cost, unused)


def _selected_year(requested_year: str, years: list[int]) -> int:
    this_year = timezone.localdate().year
    by_text = {str(year): year for year in years}
    return by_text.get(requested_year, this_year if this_year in years or not years else years[0])
