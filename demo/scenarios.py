"""The demo cycles, one per SOP row. Every move goes through the gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from demo import actions, clock, work_types
from demo.calendar import DAY
from demo.contracts import fire_start, network_end, network_start
from demo.evaluations import evaluate
from demo.plans import PlanOutline
from demo.scenario_runner import ScenarioRunner, next_window
from demo.sign_ins import COOLING, FIRE, NETWORK, POWER
from maintenance.cycles.services import open_cycle
from maintenance.models import Cycle
from maintenance.sop import Move
from plans.plan_copy import copy_contents, next_period

EVERY_TWO_MONTHS = 2


class Scenarios(ScenarioRunner):
    """Each method creates one cycle and leaves it in the row that its docstring names."""

    def finished_last_year(self) -> None:
        """Finished: three rounds (vendor, internal, vendor) in last budget year, with an acknowledged report."""
        year, parties = self.days.this_year - 1, self.parties
        tasks = [
            replace(work_types.UPS_CHECK, interval=EVERY_TWO_MONTHS),
            replace(work_types.GENERATOR_RUN, interval=EVERY_TWO_MONTHS),
            work_types.BATTERY_TEST,
        ]
        outline = PlanOutline(
            f"Pemeliharaan UPS dan genset pusat data {year}",
            "Catu daya pusat data tersedia 99,9 % sepanjang tahun dan berpindah ke genset dalam 10 detik.",
            date(year, 1, 1),
            date(year, 12, 31),
            190_000_000,
            4,
            tasks,
            ("ups", "generator"),
            limit=2,
        )
        cycle = self.planned_cycle(outline, opened=date(year - 1, 11, 20))
        contract = parties.contracts["power_last_year"]
        starts = (date(year, 1, 1), date(year, 5, 1), date(year, 9, 1))
        ends = (date(year, 4, 30), date(year, 8, 31), date(year, 12, 31))
        conclusions = (
            "Putaran pertama berjalan sesuai rencana; dua temuan ringan telah diselesaikan.",
            "Pekerjaan internal selesai; satu kriteria belum tercapai dan menjadi perhatian putaran berikutnya.",
            "Seluruh kriteria tercapai; hasil uji pengosongan baterai lebih baik daripada putaran pertama.",
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            team = self.internal_team(tasks) if number == 1 else self.vendor_team(POWER, tasks)
            self.start_round(cycle, team, start, end, contract=None if number == 1 else contract)
            actions.complete_work_orders(
                actions.open_work_orders(cycle), team, until=end, late_every=(9, 6, 0)[number]
            )
            self.conclude_round(cycle, team, end, conclusions[number], failing=int(number == 1), leave_open=0)
        self.issue_documents(cycle, date(year + 1, 1, 3))
        self.finish(cycle, date(year + 1, 1, 4))

    def waiting_for_its_report(self) -> None:
        """Row 8: the contract ended three weeks ago. The closing texts are written, the report is not issued."""
        tasks = [replace(work_types.NETWORK_CHECK, interval=3)]
        contract = self.parties.contracts["network"]
        start, end = network_start(self.days), network_end(self.days)
        outline = PlanOutline(
            "Pemeliharaan jaringan inti dan akses",
            "Jaringan inti tersedia 99,9 % dan konfigurasi setiap perangkat tercadangkan.",
            start,
            end,
            64_000_000,
            6,
            tasks,
            ("network",),
            contract,
            limit=8,
        )
        cycle = self.planned_cycle(outline, opened=start - DAY * 30)
        for number in (1, 2):
            first, last = next_window(cycle)
            team = self.vendor_team(NETWORK, tasks)
            self.start_round(cycle, team, first, min(last, end), contract=contract)
            actions.complete_work_orders(
                actions.open_work_orders(cycle), team, until=min(last, end), late_every=10
            )
            self.conclude_round(
                cycle,
                team,
                min(last, end),
                f"Putaran {number} memenuhi kriteria jaringan.",
                failing=number - 1,
            )
        self.move(cycle, Move.END, self.parties.operator, end + DAY * 7)
        self.write_closing(cycle, end + DAY * 9)

    def deciding_how_to_go_on(self) -> None:
        """Row 7: two rounds are concluded, and a contract amendment leaves time for a third."""
        tasks = [replace(work_types.COOLING_SERVICE, interval=EVERY_TWO_MONTHS)]
        contract = self.parties.contracts["cooling"]
        outline = PlanOutline(
            "Pemeliharaan AC presisi pusat data",
            "Suhu masuk rak tetap 18 sampai 24 °C dan kelembapan 40 sampai 60 % sepanjang kontrak.",
            contract.starts_on,
            contract.ends_on,
            148_000_000,
            6,
            tasks,
            ("precision-ac",),
            contract,
            limit=5,
        )
        cycle = self.planned_cycle(outline, opened=contract.starts_on - DAY * 25)
        for number in (1, 2):
            start, end = next_window(cycle)
            team = self.vendor_team(COOLING, tasks)
            self.start_round(cycle, team, start, end, contract=contract)
            actions.complete_work_orders(actions.open_work_orders(cycle), team, until=end, late_every=12)
            self.conclude_round(
                cycle, team, end, f"Suhu dan kelembapan terjaga pada putaran {number}.", failing=2 - number
            )

    def being_evaluated(self) -> None:
        """Row 6: the vendor completed the work. Half of the criteria are judged, and there is no conclusion yet."""
        tasks = [replace(work_types.FIRE_CHECK, interval=EVERY_TWO_MONTHS)]
        contract, start = self.parties.contracts["fire"], fire_start(self.days)
        outline = PlanOutline(
            "Pemeliharaan proteksi kebakaran pusat data",
            "Seluruh detektor dan tabung pemadam siap bekerja setiap saat.",
            start,
            contract.ends_on,
            62_000_000,
            6,
            tasks,
            ("fire-protection",),
            contract,
            limit=6,
        )
        cycle = self.planned_cycle(outline, opened=start - DAY * 21)
        first, end = next_window(cycle)
        team = self.vendor_team(FIRE, tasks)
        self.start_round(cycle, team, first, end, contract=contract)
        actions.complete_work_orders(actions.open_work_orders(cycle), team, until=end, late_every=11)
        self.complete_round(cycle, team, end)
        evaluate(cycle, by=self.parties.operator, on=end + DAY * 3, conclusion="", max_criteria=3)

    def with_the_vendor(self) -> None:
        """Row 4, second round: work orders in every state, and open findings."""
        tasks = [work_types.UPS_CHECK, work_types.GENERATOR_RUN, work_types.BATTERY_TEST]
        contract, start = self.parties.contracts["power"], self.days.month(-4)
        outline = PlanOutline(
            "Pemeliharaan UPS dan genset oleh vendor",
            "Catu daya cadangan siap memikul beban penuh; baterai diganti sebelum gagal.",
            start,
            self.days.month(8) - DAY,
            350_000_000,
            3,
            tasks,
            ("ups", "generator"),
            contract,
            limit=3,
        )
        cycle = self.planned_cycle(outline, opened=start - DAY * 20)
        team = self.vendor_team(POWER, tasks)
        first, end = next_window(cycle)
        self.start_round(cycle, team, first, end, contract=contract)
        actions.complete_work_orders(actions.open_work_orders(cycle), team, until=end)
        self.conclude_round(cycle, team, end, "Putaran pertama memenuhi kriteria; baterai UPS-02 dipantau.")
        first, end = next_window(cycle)
        self.start_round(cycle, team, first, end, contract=contract)
        self.run_partially(cycle, team)

    def with_the_internal_team(self) -> None:
        """Row 5: first round of this year's plan for servers and storage."""
        tasks = [work_types.SERVER_CHECK, work_types.STORAGE_CHECK]
        year = self.days.this_year
        start = max(date(year, 1, 1), self.days.month(-2))
        outline = PlanOutline(
            f"Pemeliharaan server dan penyimpanan {year}",
            "Server dan penyimpanan tersedia 99,5 %, terbarui, dan cadangannya terbukti dapat dipulihkan.",
            start,
            date(year, 12, 31),
            48_000_000,
            3,
            tasks,
            ("server", "storage"),
            limit=8,
        )
        cycle = self.planned_cycle(outline, opened=start - DAY * 18)
        team = self.internal_team(tasks)
        first, end = next_window(cycle)
        self.start_round(cycle, team, first, end)
        self.run_partially(cycle, team, exceptions=3)

    def planned_for_next_year(self) -> None:
        """Row 1: a plan for next year, copied from this year's plan, complete and not submitted."""
        source = Cycle.objects.select_related("plan").get(plan__title__startswith="Pemeliharaan server").plan
        with clock.at(clock.moment(self.days.before(3), 10)):
            cycle = open_cycle(by=self.parties.operator, copied_from=source, **next_period(source))
            copy_contents(source, cycle.plan)

    def all(self) -> list[tuple[str, Callable[[], None]]]:
        """Return the titles and methods of all scenarios, in the required order.

        The last scenario copies a plan that an earlier scenario creates.
        """
        return [
            ("finished last year, with its report", self.finished_last_year),
            ("row 8, waiting for its report", self.waiting_for_its_report),
            ("row 7, deciding how to go on", self.deciding_how_to_go_on),
            ("row 6, being evaluated", self.being_evaluated),
            ("row 4, with the vendor", self.with_the_vendor),
            ("row 5, with the internal team", self.with_the_internal_team),
            ("row 1, planned for next year", self.planned_for_next_year),
        ]
