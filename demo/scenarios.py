"""The cycles of the demo, each a story that ends in another row; all are walked through the gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from demo import actions, clock, work_types
from demo.calendar import DAY
from demo.contracts import fire_start, network_end, network_start
from demo.evaluations import evaluate
from demo.plans import Outline
from demo.scenario_runner import ScenarioRunner, next_window
from demo.sign_ins import COOLING, FIRE, NETWORK, POWER
from maintenance.cycles.services import open_cycle
from maintenance.models import Cycle
from maintenance.sop import Move
from plans.plan_copy import copy_contents, next_period

EVERY_TWO_MONTHS = 2


class Scenarios(ScenarioRunner):
    """Tells one story after the other; each method makes one cycle and leaves it in its row."""

    def finished_last_year(self) -> None:
        """Three rounds (vendor, internal, vendor), ended with the budget year, reported and acknowledged."""
        year, parties = self.days.this_year - 1, self.parties
        jobs = [
            replace(work_types.UPS_CHECK, interval=EVERY_TWO_MONTHS),
            replace(work_types.GENERATOR_RUN, interval=EVERY_TWO_MONTHS),
            work_types.BATTERY_TEST,
        ]
        outline = Outline(
            f"Pemeliharaan UPS dan genset pusat data {year}",
            "Catu daya pusat data tersedia 99,9 % sepanjang tahun dan berpindah ke genset dalam 10 detik.",
            date(year, 1, 1),
            date(year, 12, 31),
            190_000_000,
            4,
            jobs,
            ("ups", "generator"),
            limit=2,
        )
        cycle = self.settled_plan(outline, opened=date(year - 1, 11, 20))
        contract = parties.contracts["power_last_year"]
        starts = (date(year, 1, 1), date(year, 5, 1), date(year, 9, 1))
        ends = (date(year, 4, 30), date(year, 8, 31), date(year, 12, 31))
        words = (
            "Putaran pertama berjalan sesuai rencana; dua temuan ringan telah diselesaikan.",
            "Pekerjaan internal selesai; satu kriteria belum tercapai dan menjadi perhatian putaran berikutnya.",
            "Seluruh kriteria tercapai; hasil uji pengosongan baterai lebih baik daripada putaran pertama.",
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            crew = self.internal_crew(jobs) if number == 1 else self.vendor_crew(POWER, jobs)
            self.start_round(cycle, crew, start, end, contract=None if number == 1 else contract)
            actions.settle(actions.orders_of(cycle), crew, until=end, late_every=(9, 6, 0)[number])
            self.conclude_round(cycle, crew, end, words[number], failing=int(number == 1), keep=0)
        self.papers(cycle, date(year + 1, 1, 3))
        self.report(cycle, date(year + 1, 1, 4))

    def waiting_for_its_report(self) -> None:
        """Row 8: the contract ended three weeks ago; the closing words are written, the report is not issued."""
        jobs = [replace(work_types.NETWORK_CHECK, interval=3)]
        contract = self.parties.contracts["network"]
        start, end = network_start(self.days), network_end(self.days)
        outline = Outline(
            "Pemeliharaan jaringan inti dan akses",
            "Jaringan inti tersedia 99,9 % dan konfigurasi setiap perangkat tercadangkan.",
            start,
            end,
            64_000_000,
            6,
            jobs,
            ("network",),
            contract,
            limit=8,
        )
        cycle = self.settled_plan(outline, opened=start - DAY * 30)
        for number in (1, 2):
            first, last = next_window(cycle)
            crew = self.vendor_crew(NETWORK, jobs)
            self.start_round(cycle, crew, first, min(last, end), contract=contract)
            actions.settle(actions.orders_of(cycle), crew, until=min(last, end), late_every=10)
            self.conclude_round(
                cycle,
                crew,
                min(last, end),
                f"Putaran {number} memenuhi kriteria jaringan.",
                failing=number - 1,
            )
        self.move(cycle, Move.END, self.parties.operator, end + DAY * 7)
        self.write_closing(cycle, end + DAY * 9)

    def deciding_how_to_go_on(self) -> None:
        """Row 7: two rounds are over, and the amendment of the contract leaves time for a third."""
        jobs = [replace(work_types.COOLING_SERVICE, interval=EVERY_TWO_MONTHS)]
        contract = self.parties.contracts["cooling"]
        outline = Outline(
            "Pemeliharaan AC presisi pusat data",
            "Suhu masuk rak tetap 18 sampai 24 °C dan kelembapan 40 sampai 60 % sepanjang kontrak.",
            contract.starts_on,
            contract.ends_on,
            148_000_000,
            6,
            jobs,
            ("precision-ac",),
            contract,
            limit=5,
        )
        cycle = self.settled_plan(outline, opened=contract.starts_on - DAY * 25)
        for number in (1, 2):
            start, end = next_window(cycle)
            crew = self.vendor_crew(COOLING, jobs)
            self.start_round(cycle, crew, start, end, contract=contract)
            actions.settle(actions.orders_of(cycle), crew, until=end, late_every=12)
            self.conclude_round(
                cycle, crew, end, f"Suhu dan kelembapan terjaga pada putaran {number}.", failing=2 - number
            )

    def being_evaluated(self) -> None:
        """Row 6: the vendor has handed over; half of the criteria are judged, no conclusion is written yet."""
        jobs = [replace(work_types.FIRE_CHECK, interval=EVERY_TWO_MONTHS)]
        contract, start = self.parties.contracts["fire"], fire_start(self.days)
        outline = Outline(
            "Pemeliharaan proteksi kebakaran pusat data",
            "Seluruh detektor dan tabung pemadam siap bekerja setiap saat.",
            start,
            contract.ends_on,
            62_000_000,
            6,
            jobs,
            ("fire-protection",),
            contract,
            limit=6,
        )
        cycle = self.settled_plan(outline, opened=start - DAY * 21)
        first, end = next_window(cycle)
        crew = self.vendor_crew(FIRE, jobs)
        self.start_round(cycle, crew, first, end, contract=contract)
        actions.settle(actions.orders_of(cycle), crew, until=end, late_every=11)
        self.hand_over(cycle, crew, end)
        evaluate(cycle, by=self.parties.operator, on=end + DAY * 3, conclusion="", most=3)

    def with_the_vendor(self) -> None:
        """Row 4, second round: orders of every state, and findings that are still open."""
        jobs = [work_types.UPS_CHECK, work_types.GENERATOR_RUN, work_types.BATTERY_TEST]
        contract, start = self.parties.contracts["power"], self.days.month(-4)
        outline = Outline(
            "Pemeliharaan UPS dan genset oleh vendor",
            "Catu daya cadangan siap memikul beban penuh; baterai diganti sebelum gagal.",
            start,
            self.days.month(8) - DAY,
            350_000_000,
            3,
            jobs,
            ("ups", "generator"),
            contract,
            limit=3,
        )
        cycle = self.settled_plan(outline, opened=start - DAY * 20)
        crew = self.vendor_crew(POWER, jobs)
        first, end = next_window(cycle)
        self.start_round(cycle, crew, first, end, contract=contract)
        actions.settle(actions.orders_of(cycle), crew, until=end)
        self.conclude_round(cycle, crew, end, "Putaran pertama memenuhi kriteria; baterai UPS-02 dipantau.")
        first, end = next_window(cycle)
        self.start_round(cycle, crew, first, end, contract=contract)
        self.half_done(cycle, crew)

    def with_the_internal_team(self) -> None:
        """Row 5, first round of this budget year's plan for servers and storage."""
        jobs = [work_types.SERVER_CHECK, work_types.STORAGE_CHECK]
        year = self.days.this_year
        start = max(date(year, 1, 1), self.days.month(-2))
        outline = Outline(
            f"Pemeliharaan server dan penyimpanan {year}",
            "Server dan penyimpanan tersedia 99,5 %, terbarui, dan cadangannya terbukti dapat dipulihkan.",
            start,
            date(year, 12, 31),
            48_000_000,
            3,
            jobs,
            ("server", "storage"),
            limit=8,
        )
        cycle = self.settled_plan(outline, opened=start - DAY * 18)
        crew = self.internal_crew(jobs)
        first, end = next_window(cycle)
        self.start_round(cycle, crew, first, end)
        self.half_done(cycle, crew, troubles=3)

    def planned_for_next_year(self) -> None:
        """Row 1: copied from this year's plan into the next, complete and ready to be submitted."""
        source = Cycle.objects.select_related("plan").get(plan__title__startswith="Pemeliharaan server").plan
        with clock.at(clock.moment(self.days.before(3), 10)):
            cycle = open_cycle(by=self.parties.operator, copied_from=source, **next_period(source))
            copy_contents(source, cycle.plan)

    def all(self) -> list[tuple[str, Callable[[], None]]]:
        """In the order in which they have to be told, with what each is called while it is made."""
        return [
            ("finished last year, with its report", self.finished_last_year),
            ("row 8, waiting for its report", self.waiting_for_its_report),
            ("row 7, deciding how to go on", self.deciding_how_to_go_on),
            ("row 6, being evaluated", self.being_evaluated),
            ("row 4, with the vendor", self.with_the_vendor),
            ("row 5, with the internal team", self.with_the_internal_team),
            ("row 1, planned for next year", self.planned_for_next_year),
        ]
