"""Large data set for the benchmark: several years of cycles over thousands of assets.

Cycles move through the gate, and rounds create their own work orders. Only activities and reviews, of which there are
thousands, are written by bulk inserts under the same constraints. One activity in ten has a small photo as evidence; an
issued report has one page and a short snapshot.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from assets.models import Asset
from demo import bulk_insert, clock, work_types
from demo.calendar import DAY
from demo.evaluations import evaluate
from demo.large_register import PREFIX, make_assets
from demo.plans import add_work, set_criteria
from demo.reports import issue_short_report
from demo.sign_ins import COOLING, FIRE, NETWORK, POWER
from maintenance import gate
from maintenance.cycles.services import open_cycle
from maintenance.models import Cycle, Round
from maintenance.sop import Move, State
from plans.models import PlanBasis
from plans.recurrence.pattern import Frequency
from vendors.models import Contract, Vendor

YEARS, ROUNDS, CYCLES = 5, 2, 40
VENDORS = (POWER, COOLING, NETWORK, FIRE)
WORK_TYPES = tuple(
    replace(work_type, frequency=Frequency.HALF_YEARLY, evidence=(), interval=1)
    for work_type in (
        work_types.SERVER_CHECK,
        work_types.NETWORK_CHECK,
        work_types.UPS_CHECK,
        work_types.COOLING_SERVICE,
    )
)
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Scale:
    """Size of the data set. Fewer activities give fewer cycles, but at least one in every year."""

    assets: int = 10_000
    activities: int = 50_000

    @property
    def cycles(self) -> int:
        return max(YEARS, min(CYCLES, self.activities // 1_000))


def exists() -> bool:
    return Asset.objects.filter(code__startswith=PREFIX).exists()


@transaction.atomic
def create(scale: Scale, progress: Progress) -> None:
    """Create the large data set. It uses the users of the small demo."""
    with translation.override("id"):
        progress(f"{scale.assets} assets and their dependencies")
        make_assets(scale.assets)
        builder = CycleBuilder(scale, timezone.localdate())
        for number in range(scale.cycles):
            if number % 5 == 0:
                progress(f"cycles {number + 1} to {min(number + 5, scale.cycles)} of {scale.cycles}")
            builder.create_cycle(number)


class CycleBuilder:
    """Creates cycles one by one.

    Cycles of past years are finished. Cycles of this year are advanced as far as the current date allows.
    """

    def __init__(self, scale: Scale, today: date) -> None:
        self.scale, self.today = scale, today
        people = {user.email.split("@")[0]: user for user in User.objects.all()}
        self.operator, self.head = people["operator"], people["kepala"]
        self.technician = people["teknisi"]
        self.asset_ids = list(Asset.objects.filter(code__startswith=PREFIX).values_list("pk", flat=True))
        self.per_round = self._work_orders_per_round()

    def create_cycle(self, number: int) -> None:
        year = self.today.year - YEARS + 1 + number % YEARS
        vendor = Vendor.objects.get(name=VENDORS[number % len(VENDORS)])
        cycle = self._planned_cycle(number, year)
        for half in range(ROUNDS):
            start = date(year, 1 + half * 6, 1)
            if start > self.today:
                return
            self._start_round(cycle, start, self._contract(vendor, number, year) if number % 2 else None)
            if not self._complete_round(cycle, start):
                return
        if date(year, 12, 31) < self.today:
            self._finish(cycle, date(year + 1, 1, 5))

    def _work_orders_per_round(self) -> int:
        """Return how many work orders a round needs. Each asset of a cycle is due once in each round."""
        current_rounds = (
            ROUNDS if self.today.month > 7 else int(self.today.month > 1)
        )  # rounds of this year that have started
        this_year = self.scale.cycles // YEARS
        rounds = (self.scale.cycles - this_year) * ROUNDS + this_year * current_rounds
        return min(self.scale.assets, max(len(WORK_TYPES), -(-self.scale.activities // rounds)))

    def _planned_cycle(self, number: int, year: int) -> Cycle:
        """Create a cycle and complete SOP rows 1 and 2. The cycle has its own assets if there are enough assets."""
        opened = date(year - 1, 11, 2)
        with clock.at(clock.moment(opened, 9)):
            cycle = open_cycle(
                by=self.operator,
                title=f"Pemeliharaan kampus wilayah {number // YEARS + 1} tahun {year}",
                basis=PlanBasis.BUDGET_YEAR,
                budget_year=year,
                starts_on=date(year, 1, 1),
                ends_on=date(year, 12, 31),
                objective="Layanan kampus tersedia sepanjang tahun.",
                budget=Decimal(2_000_000_000),
                round_months=6,
            )
            cycle.plan.uses_map = True
            cycle.plan.save(update_fields=["uses_map"])
            count = self.per_round
            first = number * count % max(len(self.asset_ids) - count, 1)
            asset_ids = self.asset_ids[first : first + count]
            for position, work_type in enumerate(WORK_TYPES):
                assets = Asset.objects.filter(pk__in=asset_ids[position :: len(WORK_TYPES)])
                add_work(cycle.plan, work_type, position + 1, assets)
        self._move(cycle, Move.SUBMIT_PLAN, opened + DAY * 5)
        set_criteria(cycle.plan, ("server", "network"), per_category=2)
        self._move(cycle, Move.SET_CRITERIA, opened + DAY * 9)
        return cycle

    def _start_round(self, cycle: Cycle, start: date, contract: Contract | None) -> None:
        ends_on = date(start.year, 6, 30) if start.month == 1 else date(start.year, 12, 31)
        dates: dict[str, Any] = {"starts_on": start, "ends_on": ends_on}
        if contract:
            self._move(
                cycle, Move.START_VENDOR_ROUND, start + DAY * 8, "Sesuai kontrak.", contract=contract, **dates
            )
        else:
            self._move(
                cycle,
                Move.START_INTERNAL_ROUND,
                start + DAY * 8,
                "Tim cukup.",
                team="Tim Pusat Data",
                **dates,
            )

    def _complete_round(self, cycle: Cycle, start: date) -> bool:
        """Document the due work. If the round is over, move from row 4 or 5 to 7 and return True."""
        round_ = Round.objects.select_related("contract").get(cycle=cycle, ended_at__isnull=True)
        worker = self.technician
        if round_.contract:
            worker = User.objects.get(memberships__vendor=round_.contract.vendor_id)
        bulk_insert.document_round(
            round_, worker=worker, reviewer=self.operator, until=min(round_.ends_on, self.today - DAY)
        )
        if round_.ends_on + DAY * 6 >= self.today:
            return False
        move = Move.COMPLETE_VENDOR_WORK if round_.contract else Move.COMPLETE_INTERNAL_WORK
        self._move(cycle, move, round_.ends_on + DAY, by=worker)
        evaluate(
            cycle, by=self.operator, on=round_.ends_on + DAY * 3, conclusion="Putaran memenuhi kriteria."
        )
        return True

    def _finish(self, cycle: Cycle, day: date) -> None:
        self._move(cycle, Move.END, day)
        with clock.at(clock.moment(day, 13)), gate.locked_cycle(cycle.pk, State.REPORTING) as locked:
            locked.closing_evaluation, locked.recommendations = "Sesuai rencana.", "Lanjutkan pola yang sama."
            locked.save(update_fields=["closing_evaluation", "recommendations"])
        with clock.at(clock.moment(day + timedelta(days=9), 10)):
            issue_short_report(cycle.pk, by=self.head)

    def _contract(self, vendor: Vendor, number: int, year: int) -> Contract:
        contract, _made = Contract.objects.get_or_create(
            number=f"B{number:03}/SPK/{year}",
            defaults={
                "vendor": vendor,
                "title": f"Pemeliharaan wilayah {number // YEARS + 1} tahun {year}",
                "starts_on": date(year, 1, 1),
                "ends_on": date(year, 12, 31),
                "value": Decimal(950_000_000),
            },
        )
        return contract

    def _move(
        self, cycle: Cycle, move: Move, day: date, reason: str = "", by: User | None = None, **inputs: Any
    ) -> None:
        with clock.at(clock.moment(day, 9)):
            gate.perform(cycle.pk, move, by=by or self.operator, reason=reason, **inputs)
