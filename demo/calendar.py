"""Dates of the demo, all relative to today, so that the data never looks outdated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """Dates relative to `today`; `month(-3)` is the first day of the month three months ago."""

    today: date

    def month(self, offset: int) -> date:
        return self.today.replace(day=1) + relativedelta(months=offset)

    @property
    def this_year(self) -> int:
        return self.today.year

    @property
    def yesterday(self) -> date:
        return self.today - DAY

    def before(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def after(self, days: int) -> date:
        return self.today + timedelta(days=days)
