"""A budget year at a glance: are we on plan, and where not? What managers open first."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.charts import BarChart, Series, StackedChart, Tone
from indicators.budget_year import budget_years, in_budget_year
from indicators.indicators import Indicator, of_tally
from indicators.sop_indicator import Success, YearSuccess, success_of, year_success
from indicators.statistics import Tally, by_cycle, total
from maintenance.models import Cycle, Executor, Round
from maintenance.sop import ROWS
from organization.models import Institution

CHART_WIDTH = 380  # half a page, or a phone
CHARTED = 12  # cycles in one chart; beyond that bars are too thin to read
TROUBLED = 8  # cycles that the warning names; the table below has them all


@dataclass(frozen=True)
class CycleLine:
    """One cycle of the year, with its figures."""

    cycle: Cycle
    tally: Tally
    success: Success
    cost: Indicator
    unused: frozenset[int]

    @property
    def row(self) -> int:
        """The row it stands in; 9 when it is finished."""
        return self.cycle.row.number if self.cycle.row else len(ROWS) + 1

    @property
    def steps(self) -> list[str]:
        """The rail in small: what became of each row. The row of an executor who was never chosen stays empty."""
        return [self._step(number) for number in range(1, len(ROWS) + 1)]

    def _step(self, number: int) -> str:
        if number == self.row:
            return "now"
        return "done" if number < self.row and number not in self.unused else "ahead"

    @property
    def needs_attention(self) -> bool:
        """Not on plan, or over budget."""
        budget = self.cost.denominator
        return self.success.is_on_plan is False or bool(budget and self.cost.numerator > budget)


@dataclass(frozen=True)
class Overview:
    year: int
    years: list[int]
    target: Decimal
    lines: list[CycleLine]
    indicators: list[Indicator]
    success: YearSuccess

    @classmethod
    def of(cls, asked: str = "", *, with_evidence: bool = False) -> Overview:
        """The year that was asked for; else this one, else the latest that has a cycle. Six queries, seven with
        the evidence."""
        years = budget_years()
        year = _chosen(asked, years)
        cycles = _cycles(year)
        tallies = by_cycle(
            Round.objects.filter(cycle__in=[c.pk for c in cycles]), with_evidence=with_evidence
        )
        target = _target(cycles)
        lines = [_line(cycle, tallies.get(cycle.pk, Tally()), target) for cycle in cycles]
        budget = sum((cycle.plan.budget for cycle in cycles), Decimal(0))
        period = _("Tahun anggaran %(year)s") % {"year": year}
        figures = of_tally(total(line.tally for line in lines), period=period, budget=budget)
        if not with_evidence:
            figures = [each for each in figures if each.key != "evidence"]
        return cls(year, years, target, lines, figures, year_success(year, (line.success for line in lines)))

    @property
    def troubled(self) -> list[CycleLine]:
        return [line for line in self.lines if line.needs_attention][:TROUBLED]

    @property
    def charted(self) -> list[CycleLine]:
        return [line for line in self.lines if line.tally.orders][:CHARTED]

    @property
    def on_plan_chart(self) -> SafeString:
        """The on-plan share of each cycle, in percent; the target stands in the heading."""
        return BarChart(
            title=_("Bagian pekerjaan tepat waktu per siklus"),
            labels=[line.cycle.code.rpartition("-")[2] for line in self.charted],
            series=[Series(_("Tepat waktu (%)"), [line.success.on_plan.value for line in self.charted])],
            unit="%",
            key="on-plan",
        ).svg(CHART_WIDTH)

    @property
    def orders_chart(self) -> SafeString:
        """How the work orders of each cycle stand; the parts add up to all of them."""
        tallies = [line.tally for line in self.charted]
        return StackedChart(
            title=_("Keadaan perintah kerja per siklus"),
            labels=[line.cycle.code for line in self.charted],
            series=[
                Series(_("Diterima"), [each.accepted for each in tallies], Tone.GOOD),
                Series(_("Belum selesai"), [each.orders - each.settled for each in tallies], Tone.MAIN),
                Series(_("Tidak dilaksanakan"), [each.not_done for each in tallies], Tone.BAD),
            ],
            key="orders",
        ).svg(CHART_WIDTH)


EXECUTOR_ROWS = {4: "has_vendor_round", 5: "has_internal_round"}


def _cycles(year: int) -> list[Cycle]:
    rounds = Round.objects.filter(cycle=OuterRef("pk"))
    return list(
        in_budget_year(year)
        .select_related("plan")
        .annotate(
            has_vendor_round=Exists(rounds.filter(executor=Executor.VENDOR)),
            has_internal_round=Exists(rounds.filter(executor=Executor.INTERNAL)),
            target=Subquery(Institution.objects.filter(pk=1).values("on_plan_target")),
        )
        .order_by("code")
    )


def _target(cycles: list[Any]) -> Decimal:
    """The institution's, which comes with each cycle; the one that is set out of the box while there is none."""
    target: Decimal | None = cycles[0].target if cycles else None
    return Institution(pk=1).on_plan_target if target is None else target


def _line(cycle: Cycle, tally: Tally, target: Decimal) -> CycleLine:
    figures = of_tally(tally, period="", budget=cycle.plan.budget)
    cost = next(each for each in figures if each.key == "cost")
    unused = frozenset(row for row, name in EXECUTOR_ROWS.items() if not getattr(cycle, name))
    return CycleLine(cycle, tally, success_of(cycle, tally, target=target), cost, unused)


def _chosen(asked: str, years: list[int]) -> int:
    this_year = timezone.localdate().year
    named = {str(year): year for year in years}
    return named.get(asked, this_year if this_year in years or not years else years[0])
