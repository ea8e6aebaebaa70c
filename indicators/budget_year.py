"""Budget years: the cycles of a year and their combined indicators."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _

from indicators.counts import statistics_by_round, sum_statistics
from indicators.indicators import Indicator, indicators_of
from maintenance.models import Cycle, Round

if TYPE_CHECKING:
    from maintenance.models.cycle import CycleQuerySet


def indicators_of_budget_year(year: int) -> list[Indicator]:
    """Return the combined indicators of all cycles of a budget year."""
    cycles = cycles_in_budget_year(year).select_related("plan")
    statistics = sum_statistics(statistics_by_round(Round.objects.filter(cycle__in=cycles)).values())
    budget = sum((cycle.plan.budget for cycle in cycles), Decimal(0))
    return indicators_of(statistics, period=_("Tahun anggaran %(year)s") % {"year": year}, budget=budget)


def cycles_in_budget_year(year: int) -> CycleQuerySet:
    """Return the cycles of a budget year.

    The plan of a cycle has either a budget year or a contract. With a contract, the budget year is the calendar
    year in which the plan starts.
    """
    if not MINYEAR <= year <= MAXYEAR:  # the year comes from a URL; databases reject such dates
        return cast("CycleQuerySet", Cycle.objects.none())
    by_budget_year = Q(plan__budget_year=year)
    cycles: CycleQuerySet = Cycle.objects.filter(
        by_budget_year | Q(plan__budget_year__isnull=True, plan__starts_on__year=year)
    )
    return cycles


def budget_years() -> list[int]:
    """Return the budget years that have at least one cycle, newest first."""
    year = Coalesce("plan__budget_year", ExtractYear("plan__starts_on"))
    return list(Cycle.objects.order_by().values_list(year, flat=True).distinct().order_by(year.desc()))
