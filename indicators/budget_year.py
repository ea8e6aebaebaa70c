"""Budget years: which cycles belong to a year, and the indicators of all of them together."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR
from decimal import Decimal
from typing import TYPE_CHECKING, cast

from django.db.models import Q
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.translation import gettext as _

from indicators.indicators import Indicator, of_tally
from indicators.statistics import by_round, total
from maintenance.models import Cycle, Round

if TYPE_CHECKING:
    from maintenance.models.cycle import CycleQuerySet


def of_budget_year(year: int) -> list[Indicator]:
    """Over the cycles that belong to the year (see `in_budget_year`)."""
    cycles = in_budget_year(year).select_related("plan")
    tally = total(by_round(Round.objects.filter(cycle__in=cycles)).values())
    budget = sum((cycle.plan.budget for cycle in cycles), Decimal(0))
    return of_tally(tally, period=_("Tahun anggaran %(year)s") % {"year": year}, budget=budget)


def in_budget_year(year: int) -> CycleQuerySet:
    """A cycle belongs to its plan's budget year; one that stands on a contract alone, to the year it begins in."""
    if not MINYEAR <= year <= MAXYEAR:  # from an address; no database knows such a year
        return cast("CycleQuerySet", Cycle.objects.none())
    own = Q(plan__budget_year=year)
    cycles: CycleQuerySet = Cycle.objects.filter(
        own | Q(plan__budget_year__isnull=True, plan__starts_on__year=year)
    )
    return cycles


def budget_years() -> list[int]:
    """Newest first, as `in_budget_year` counts."""
    year = Coalesce("plan__budget_year", ExtractYear("plan__starts_on"))
    return list(Cycle.objects.order_by().values_list(year, flat=True).distinct().order_by(year.desc()))
