"""A big installation for the benchmark: years of cycles over thousands of assets, written down in bulk.

Cycles move through the gate like all others, and rounds make their own work orders. Only what people would do
thousands of times (documenting and accepting) is written by bulk statements, in the same shape and under the same
constraints. Evidence is one small picture in ten activities; an issued report holds one page and a short snapshot.
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
from demo.reports import issue_briefly
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
JOBS = tuple(
    replace(job, frequency=Frequency.HALF_YEARLY, evidence=(), interval=1)
    for job in (
        work_types.SERVER_CHECK,
        work_types.NETWORK_CHECK,
        work_types.UPS_CHECK,
        work_types.COOLING_SERVICE,
    )
)
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Scale:
    """How much is made; fewer activities make fewer cycles, but always some in every year."""

    assets: int = 10_000
    activities: int = 50_000

    @property
    def cycles(self) -> int:
        return max(YEARS, min(CYCLES, self.activities // 1_000))


def is_there() -> bool:
    return Asset.objects.filter(code__startswith=PREFIX).exists()


@transaction.atomic
def make(scale: Scale, progress: Progress) -> None:
    """Beside the small demo, whose people it needs."""
    with translation.override("id"):
        progress(f"{scale.assets} assets and their dependencies")
        make_assets(scale.assets)
        builder = Builder(scale, timezone.localdate())
        for number in range(scale.cycles):
            if number % 5 == 0:
                progress(f"cycles {number + 1} to {min(number + 5, scale.cycles)} of {scale.cycles}")
            builder.tell(number)


class Builder:
    """Makes one cycle after the other: past years are finished and reported, this year's stand where they may."""

    def __init__(self, scale: Scale, today: date) -> None:
        self.scale, self.today = scale, today
        people = {user.email.split("@")[0]: user for user in User.objects.all()}
        self.operator, self.head = people["operator"], people["kepala"]
        self.technician = people["teknisi"]
        self.asset_ids = list(Asset.objects.filter(code__startswith=PREFIX).values_list("pk", flat=True))
        self.per_round = self._orders_per_round()

    def tell(self, number: int) -> None:
        year = self.today.year - YEARS + 1 + number % YEARS
        vendor = Vendor.objects.get(name=VENDORS[number % len(VENDORS)])
        cycle = self._planned(number, year)
        for half in range(ROUNDS):
            start = date(year, 1 + half * 6, 1)
            if start > self.today:
                return
            self._round(cycle, start, self._contract(vendor, number, year) if number % 2 else None)
            if not self._completed(cycle, start):
                return
        if date(year, 12, 31) < self.today:
            self._reported(cycle, date(year + 1, 1, 5))

    def _orders_per_round(self) -> int:
        """As many as make the wanted activities; each asset of a cycle is due once in each of its rounds."""
        begun = (
            ROUNDS if self.today.month > 7 else int(self.today.month > 1)
        )  # rounds of this year that count
        this_year = self.scale.cycles // YEARS
        rounds = (self.scale.cycles - this_year) * ROUNDS + this_year * begun
        return min(self.scale.assets, max(len(JOBS), -(-self.scale.activities // rounds)))

    def _planned(self, number: int, year: int) -> Cycle:
        """Rows 1 and 2, on assets of its own as far as there are enough."""
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
            mine = self.asset_ids[first : first + count]
            for position, job in enumerate(JOBS):
                dealt = Asset.objects.filter(pk__in=mine[position :: len(JOBS)])
                add_work(cycle.plan, job, position + 1, dealt)
        self._move(cycle, Move.SUBMIT_PLAN, opened + DAY * 5)
        set_criteria(cycle.plan, ("server", "network"), of_each=2)
        self._move(cycle, Move.SET_CRITERIA, opened + DAY * 9)
        return cycle

    def _round(self, cycle: Cycle, start: date, contract: Contract | None) -> None:
        ends_on = date(start.year, 6, 30) if start.month == 1 else date(start.year, 12, 31)
        terms: dict[str, Any] = {"starts_on": start, "ends_on": ends_on}
        if contract:
            self._move(
                cycle, Move.START_VENDOR_ROUND, start + DAY * 8, "Sesuai kontrak.", contract=contract, **terms
            )
        else:
            self._move(
                cycle,
                Move.START_INTERNAL_ROUND,
                start + DAY * 8,
                "Tim cukup.",
                team="Tim Pusat Data",
                **terms,
            )

    def _completed(self, cycle: Cycle, start: date) -> bool:
        """Rows 4 or 5 to 7, if the round's window is over; else what has come due is documented."""
        round_ = Round.objects.select_related("contract").get(cycle=cycle, ended_at__isnull=True)
        worker = self.technician
        if round_.contract:
            worker = User.objects.get(memberships__vendor=round_.contract.vendor_id)
        bulk_insert.document(
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

    def _reported(self, cycle: Cycle, day: date) -> None:
        self._move(cycle, Move.END, day)
        with clock.at(clock.moment(day, 13)), gate.locked_cycle(cycle.pk, State.REPORTING) as held:
            held.closing_evaluation, held.recommendations = "Sesuai rencana.", "Lanjutkan pola yang sama."
            held.save(update_fields=["closing_evaluation", "recommendations"])
        with clock.at(clock.moment(day + timedelta(days=9), 10)):
            issue_briefly(cycle.pk, by=self.head)

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
