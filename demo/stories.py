"""The cycles of the demo, each a story that ends in another row; all are walked through the gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from accounts.demo import COOLING, FIRE, NETWORK, POWER
from accounts.models import User
from demo import catalogue, clock, hands
from demo.calendar import DAY, Days
from demo.hands import Crew
from demo.judging import close_findings, evaluate
from demo.parties import Parties, fire_start, network_end, network_start
from demo.planning import Outline, plan_cycle, set_criteria
from maintenance import gate
from maintenance.models import Cycle
from maintenance.opening import open_cycle
from maintenance.sop import Move, State
from plans.copying import copy_contents, next_period
from reports.issue import issue

EVERY_TWO_MONTHS = 2


@dataclass(frozen=True)
class Teller:
    """Tells one story after the other; each method makes one cycle and leaves it in its row."""

    parties: Parties
    days: Days

    def finished_last_year(self) -> None:
        """Three rounds (vendor, internal, vendor), ended with the budget year, reported and acknowledged."""
        year, parties = self.days.this_year - 1, self.parties
        jobs = [
            replace(catalogue.UPS_CHECK, interval=EVERY_TWO_MONTHS),
            replace(catalogue.GENERATOR_RUN, interval=EVERY_TWO_MONTHS),
            catalogue.BATTERY_TEST,
        ]
        outline = Outline(
            f"Pemeliharaan UPS dan genset pusat data {year}",
            "Catu daya pusat data tersedia 99,9 % sepanjang tahun dan berpindah ke genset dalam 10 detik.",
            date(year, 1, 1),
            date(year, 12, 31),
            520_000_000,
            4,
            jobs,
            ("ups", "generator"),
            limit=2,
        )
        cycle = self._settled_plan(outline, opened=date(year - 1, 11, 20))
        contract = parties.contracts["power_last_year"]
        starts = (date(year, 1, 1), date(year, 5, 1), date(year, 9, 1))
        ends = (date(year, 4, 30), date(year, 8, 31), date(year, 12, 31))
        words = (
            "Putaran pertama berjalan sesuai rencana; dua temuan ringan telah diselesaikan.",
            "Pekerjaan internal selesai; satu kriteria belum tercapai dan menjadi perhatian putaran berikutnya.",
            "Seluruh kriteria tercapai; hasil uji pengosongan baterai lebih baik daripada putaran pertama.",
        )
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            crew = self._internal(jobs) if number == 1 else self._vendor(POWER, jobs)
            self._start(cycle, crew, start, end, contract=None if number == 1 else contract)
            hands.settle(hands.orders_of(cycle), crew, until=end, late_every=(9, 6, 0)[number])
            self._conclude(cycle, crew, end, words[number], failing=int(number == 1))
        self._report(cycle, date(year + 1, 1, 4))

    def waiting_for_its_report(self) -> None:
        """Row 8: the contract ended three weeks ago; the closing words are written, the report is not issued."""
        jobs = [replace(catalogue.NETWORK_CHECK, interval=3)]
        contract = self.parties.contracts["network"]
        start, end = network_start(self.days), network_end(self.days)
        outline = Outline(
            "Pemeliharaan jaringan inti dan akses",
            "Jaringan inti tersedia 99,9 % dan konfigurasi setiap perangkat tercadangkan.",
            start,
            end,
            540_000_000,
            6,
            jobs,
            ("network",),
            contract,
            limit=8,
        )
        cycle = self._settled_plan(outline, opened=start - DAY * 30)
        for number in (1, 2):
            first, last = _window(cycle)
            crew = self._vendor(NETWORK, jobs)
            self._start(cycle, crew, first, min(last, end), contract=contract)
            hands.settle(hands.orders_of(cycle), crew, until=min(last, end), late_every=10)
            self._conclude(
                cycle,
                crew,
                min(last, end),
                f"Putaran {number} memenuhi kriteria jaringan.",
                failing=number - 1,
            )
        self._move(cycle, Move.END, self.parties.operator, end + DAY * 7)
        self._write_closing(cycle, end + DAY * 9)

    def deciding_how_to_go_on(self) -> None:
        """Row 7: two rounds are over, and the amendment of the contract leaves time for a third."""
        jobs = [replace(catalogue.COOLING_SERVICE, interval=EVERY_TWO_MONTHS)]
        contract = self.parties.contracts["cooling"]
        outline = Outline(
            "Pemeliharaan AC presisi pusat data",
            "Suhu masuk rak tetap 18 sampai 24 °C dan kelembapan 40 sampai 60 % sepanjang kontrak.",
            contract.starts_on,
            contract.ends_on,
            390_000_000,
            6,
            jobs,
            ("precision-ac",),
            contract,
            limit=5,
        )
        cycle = self._settled_plan(outline, opened=contract.starts_on - DAY * 25)
        for number in (1, 2):
            start, end = _window(cycle)
            crew = self._vendor(COOLING, jobs)
            self._start(cycle, crew, start, end, contract=contract)
            hands.settle(hands.orders_of(cycle), crew, until=end, late_every=7)
            self._conclude(
                cycle, crew, end, f"Suhu dan kelembapan terjaga pada putaran {number}.", failing=2 - number
            )

    def being_evaluated(self) -> None:
        """Row 6: the vendor has handed over; half of the criteria are judged, no conclusion is written yet."""
        jobs = [replace(catalogue.FIRE_CHECK, interval=EVERY_TWO_MONTHS)]
        contract, start = self.parties.contracts["fire"], fire_start(self.days)
        outline = Outline(
            "Pemeliharaan proteksi kebakaran pusat data",
            "Seluruh detektor dan tabung pemadam siap bekerja setiap saat.",
            start,
            contract.ends_on,
            155_000_000,
            6,
            jobs,
            ("fire-protection",),
            contract,
            limit=6,
        )
        cycle = self._settled_plan(outline, opened=start - DAY * 21)
        first, end = _window(cycle)
        crew = self._vendor(FIRE, jobs)
        self._start(cycle, crew, first, end, contract=contract)
        hands.settle(hands.orders_of(cycle), crew, until=end, late_every=8)
        self._hand_over(cycle, crew, end)
        evaluate(cycle, by=self.parties.operator, on=end + DAY * 3, conclusion="", most=3)

    def with_the_vendor(self) -> None:
        """Row 4, second round: orders of every state, and findings that are still open."""
        jobs = [catalogue.UPS_CHECK, catalogue.GENERATOR_RUN, catalogue.BATTERY_TEST]
        contract, start = self.parties.contracts["power"], self.days.month(-4)
        outline = Outline(
            "Pemeliharaan UPS dan genset oleh vendor",
            "Catu daya cadangan siap memikul beban penuh; baterai diganti sebelum gagal.",
            start,
            self.days.month(8) - DAY,
            610_000_000,
            3,
            jobs,
            ("ups", "generator"),
            contract,
            limit=3,
        )
        cycle = self._settled_plan(outline, opened=start - DAY * 20)
        crew = self._vendor(POWER, jobs)
        first, end = _window(cycle)
        self._start(cycle, crew, first, end, contract=contract)
        hands.settle(hands.orders_of(cycle), crew, until=end)
        self._conclude(cycle, crew, end, "Putaran pertama memenuhi kriteria; baterai UPS-02 dipantau.")
        first, end = _window(cycle)
        self._start(cycle, crew, first, end, contract=contract)
        self._half_done(cycle, crew)

    def with_the_internal_team(self) -> None:
        """Row 5, first round of this budget year's plan for servers and storage."""
        jobs = [catalogue.SERVER_CHECK, catalogue.STORAGE_CHECK]
        year = self.days.this_year
        start = max(date(year, 1, 1), self.days.month(-2))
        outline = Outline(
            f"Pemeliharaan server dan penyimpanan {year}",
            "Server dan penyimpanan tersedia 99,5 %, terbarui, dan cadangannya terbukti dapat dipulihkan.",
            start,
            date(year, 12, 31),
            85_000_000,
            3,
            jobs,
            ("server", "storage"),
            limit=6,
        )
        cycle = self._settled_plan(outline, opened=start - DAY * 18)
        crew = self._internal(jobs)
        first, end = _window(cycle)
        self._start(cycle, crew, first, end)
        self._half_done(cycle, crew)

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

    # What all stories share

    def _vendor(self, name: str, jobs: list[catalogue.Job]) -> Crew:
        worker = self.parties.persons[name]
        return Crew(worker, self.parties.operator, jobs, worker.full_name)

    def _internal(self, jobs: list[catalogue.Job]) -> Crew:
        """The technician works, the coordinator reviews: nobody judges the own work."""
        return Crew(self.parties.technician, self.parties.operator, jobs, "Yusuf Ramdhani, Galih Permana")

    def _settled_plan(self, outline: Outline, *, opened: date) -> Cycle:
        """Rows 1 and 2."""
        by = self.parties.operator
        with clock.at(clock.moment(opened, 9)):
            cycle = plan_cycle(outline, by=by)
        self._move(cycle, Move.SUBMIT_PLAN, by, opened + DAY * 5)
        set_criteria(cycle.plan, outline.categories)
        self._move(cycle, Move.SET_CRITERIA, by, opened + DAY * 9)
        return cycle

    def _start(self, cycle: Cycle, crew: Crew, start: date, end: date, *, contract: Any = None) -> None:
        """Row 3 or 7 -> 4 or 5, a few days into the window where another round had to be judged first."""
        by, day = self.parties.operator, start + DAY * (5 if cycle.rounds.exists() else 1)
        dates = {"starts_on": start, "ends_on": end}
        if contract:
            ground = "Kontrak masih berlaku dan pekerjaan menuntut alat serta keahlian vendor."
            self._move(cycle, Move.START_VENDOR_ROUND, by, day, ground, contract=contract, **dates)
        else:
            ground = "Pekerjaan rutin yang dikuasai tim sendiri; tidak memerlukan pihak ketiga."
            self._move(cycle, Move.START_INTERNAL_ROUND, by, day, ground, team="Tim Pusat Data", **dates)

    def _hand_over(self, cycle: Cycle, crew: Crew, end: date) -> None:
        """Rows 4 or 5 -> 6 the day after the window; findings are followed up before."""
        standing = Cycle.objects.get(pk=cycle.pk)
        close_findings(standing, worker=crew.worker, by=crew.reviewer, on=end, keep=1)
        vendor_works = standing.state == State.VENDOR_WORK
        move = Move.COMPLETE_VENDOR_WORK if vendor_works else Move.COMPLETE_INTERNAL_WORK
        self._move(cycle, move, crew.worker, end + DAY)

    def _conclude(self, cycle: Cycle, crew: Crew, end: date, conclusion: str, *, failing: int = 0) -> None:
        """Rows 4 or 5 -> 6 -> 7."""
        self._hand_over(cycle, crew, end)
        evaluate(cycle, by=crew.reviewer, on=end + DAY * 3, conclusion=conclusion, failing=failing)

    def _half_done(self, cycle: Cycle, crew: Crew) -> None:
        """Of what has come due, the most is accepted; the last ones stand in every other state."""
        yesterday = self.days.yesterday
        due = [order for order in hands.orders_of(cycle) if order.due_on < yesterday]
        hands.settle(due[:-6], crew, until=yesterday)
        fates: list[Callable[[Any], None]] = [
            lambda order: hands.leave_undone(
                order,
                crew,
                yesterday,
                "Aset sedang diperbaiki di bengkel pembuat; dikerjakan putaran berikutnya.",
            ),
            lambda order: None,  # overdue
            lambda order: self._returned(order, crew),
            lambda order: self._awaiting_review(order, crew),
            lambda order: self._awaiting_review(order, crew),
            lambda order: hands.document(order, crew, yesterday) and None,
        ]
        for order, fate in zip(due[-6:], fates, strict=False):
            fate(order)

    def _returned(self, order: Any, crew: Crew) -> None:
        day = self.days.before(2)
        hands.document(order, crew, day)
        hands.hand_in(order, crew, day)
        remark = "Foto sesudah pekerjaan tidak memperlihatkan angka pada panel; ambil ulang dari depan."
        hands.send_back(order, crew, self.days.yesterday, remark)

    def _awaiting_review(self, order: Any, crew: Crew) -> None:
        hands.document(order, crew, self.days.yesterday, finding=True)
        hands.hand_in(order, crew, self.days.yesterday)

    def _report(self, cycle: Cycle, day: date) -> None:
        """Rows 7 -> 8 -> finished; the manager takes note."""
        self._move(cycle, Move.END, self.parties.operator, day)
        self._write_closing(cycle, day + DAY * 3)
        with clock.at(clock.moment(day + DAY * 8, 15)):
            report = issue(cycle.pk, by=self.parties.head)
        with clock.at(clock.moment(day + DAY * 10, 9)):
            report.acknowledge(
                by=self.parties.manager, note="Setuju; usulan anggaran baterai dibahas bulan ini."
            )

    def _write_closing(self, cycle: Cycle, day: date) -> None:
        with clock.at(clock.moment(day, 11)), gate.holding(cycle.pk, State.REPORTING) as held:
            held.closing_evaluation = (
                "Pekerjaan terencana berjalan sesuai jadwal dan seluruhnya didokumentasikan dengan bukti. "
                "Keterlambatan yang terjadi tidak melewati satu pekan dan tidak mengganggu layanan."
            )
            held.recommendations = (
                "1. Anggarkan penggantian komponen yang mendekati batas umurnya.\n"
                "2. Pertahankan pola pelaksana seperti pada periode ini.\n"
                "3. Jadwalkan pekerjaan di luar masa ujian dan pendaftaran mahasiswa."
            )
            held.save(update_fields=["closing_evaluation", "recommendations"])

    def _move(self, cycle: Cycle, move: Move, by: User, day: date, ground: str = "", **inputs: Any) -> None:
        with clock.at(clock.moment(day, 8) + timedelta(hours=1)):
            gate.perform(cycle.pk, move, by=by, ground=ground, **inputs)


def _window(cycle: Cycle) -> tuple[date, date]:
    """The days of the next round, by the plan."""
    window = Cycle.objects.select_related("plan").get(pk=cycle.pk).next_window()
    assert window is not None
    return window
