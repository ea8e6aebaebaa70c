"""What the demo's stories share: each walks a cycle over one or more rows, at the hour that the story tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from demo import actions, clock, work_types
from demo.actions import Crew
from demo.calendar import DAY, Days
from demo.evaluations import close_findings, evaluate
from demo.people_and_vendors import Parties
from demo.plans import Outline, plan_cycle, set_criteria
from maintenance import gate
from maintenance.models import Cycle, WorkOrder
from maintenance.sop import Move, State
from reports.issuing.services import issue
from reports.models import DocumentKind


@dataclass(frozen=True)
class ScenarioRunner:
    """Knows everybody and today; the methods are named for what they bring about."""

    parties: Parties
    days: Days

    def vendor_crew(self, name: str, jobs: list[work_types.Job]) -> Crew:
        worker = self.parties.persons[name]
        return Crew(worker, self.parties.operator, jobs, worker.full_name)

    def internal_crew(self, jobs: list[work_types.Job]) -> Crew:
        """The technician works, the coordinator reviews: nobody judges the own work."""
        return Crew(self.parties.technician, self.parties.operator, jobs, "Yusuf Ramdhani, Galih Permana")

    def settled_plan(self, outline: Outline, *, opened: date) -> Cycle:
        """Rows 1 and 2."""
        by = self.parties.operator
        with clock.at(clock.moment(opened, 9)):
            cycle = plan_cycle(outline, by=by)
        self.move(cycle, Move.SUBMIT_PLAN, by, opened + DAY * 5)
        set_criteria(cycle.plan, outline.categories)
        self.move(cycle, Move.SET_CRITERIA, by, opened + DAY * 9)
        return cycle

    def start_round(self, cycle: Cycle, crew: Crew, start: date, end: date, *, contract: Any = None) -> None:
        """Row 3 or 7 -> 4 or 5, a few days into the window where another round had to be judged first."""
        by, day = self.parties.operator, start + DAY * (5 if cycle.rounds.exists() else 1)
        dates = {"starts_on": start, "ends_on": end}
        if contract:
            reason = "Kontrak masih berlaku dan pekerjaan menuntut alat serta keahlian vendor."
            self.move(cycle, Move.START_VENDOR_ROUND, by, day, reason, contract=contract, **dates)
        else:
            reason = "Pekerjaan rutin yang dikuasai tim sendiri; tidak memerlukan pihak ketiga."
            self.move(cycle, Move.START_INTERNAL_ROUND, by, day, reason, team="Tim Pusat Data", **dates)

    def hand_over(self, cycle: Cycle, crew: Crew, end: date, *, keep: int = 1) -> None:
        """Rows 4 or 5 -> 6 the day after the window; findings are followed up before."""
        standing = Cycle.objects.get(pk=cycle.pk)
        close_findings(standing, worker=crew.worker, by=crew.reviewer, until=end, keep=keep)
        vendor_works = standing.state == State.VENDOR_WORK
        move = Move.COMPLETE_VENDOR_WORK if vendor_works else Move.COMPLETE_INTERNAL_WORK
        self.move(cycle, move, crew.worker, end + DAY)

    def conclude_round(
        self, cycle: Cycle, crew: Crew, end: date, conclusion: str, *, failing: int = 0, keep: int = 1
    ) -> None:
        """Rows 4 or 5 -> 6 -> 7; `keep` findings stay open."""
        self.hand_over(cycle, crew, end, keep=keep)
        evaluate(cycle, by=crew.reviewer, on=end + DAY * 3, conclusion=conclusion, failing=failing)

    def half_done(self, cycle: Cycle, crew: Crew, *, troubles: int = 6) -> None:
        """Of what has come due, the most is accepted; the last `troubles` stand in other states, six in all of them."""
        yesterday = self.days.yesterday
        due = [order for order in actions.orders_of(cycle) if order.due_on < yesterday]
        actions.settle(due[:-troubles], crew, until=yesterday)
        close_findings(cycle, worker=crew.worker, by=crew.reviewer, until=yesterday, keep=3)
        fates: list[Callable[[WorkOrder], object]] = [
            lambda order: actions.close_not_done(
                order,
                crew,
                yesterday,
                "Aset sedang diperbaiki di bengkel pabrikan; dikerjakan putaran berikutnya.",
            ),
            lambda order: None,  # overdue
            lambda order: self._returned(order, crew),
            lambda order: self._awaiting_review(order, crew),
            lambda order: self._awaiting_review(order, crew),
            lambda order: actions.document(order, crew, yesterday),
        ]
        for order, fate in zip(due[-troubles:], fates[-troubles:], strict=False):
            fate(order)

    def _returned(self, order: Any, crew: Crew) -> None:
        day = self.days.before(2)
        actions.document(order, crew, day)
        actions.hand_in(order, crew, day)
        remark = "Foto sesudah pekerjaan tidak memperlihatkan angka pada panel; ambil ulang dari depan."
        actions.send_back(order, crew, self.days.yesterday, remark)

    def _awaiting_review(self, order: Any, crew: Crew) -> None:
        actions.document(order, crew, self.days.yesterday, finding=True)
        actions.hand_in(order, crew, self.days.yesterday)

    def report(self, cycle: Cycle, day: date) -> None:
        """Rows 7 -> 8 -> finished; the manager takes note."""
        self.move(cycle, Move.END, self.parties.operator, day)
        self.write_closing(cycle, day + DAY * 3)
        with clock.at(clock.moment(day + DAY * 8, 15)):
            report = issue(DocumentKind.REPORT, cycle.pk, by=self.parties.head)
        with clock.at(clock.moment(day + DAY * 10, 9)):
            report.acknowledge(
                by=self.parties.manager, note="Setuju; usulan anggaran baterai dibahas bulan ini."
            )

    def papers(self, cycle: Cycle, day: date) -> None:
        """What is signed beside the report: plan, criteria, and the documents of the last round."""
        last = cycle.rounds.order_by("number").last()
        assert last is not None
        of_the_round = (DocumentKind.DOCUMENTATION, DocumentKind.HANDOVER, DocumentKind.EVALUATION)
        with clock.at(clock.moment(day, 14)):
            for kind in (DocumentKind.PLAN, DocumentKind.CRITERIA):
                issue(kind, cycle.pk, by=self.parties.operator)
            for kind in of_the_round:
                issue(kind, last.pk, by=self.parties.operator)

    def write_closing(self, cycle: Cycle, day: date) -> None:
        with clock.at(clock.moment(day, 11)), gate.locked_cycle(cycle.pk, State.REPORTING) as held:
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

    def move(self, cycle: Cycle, move: Move, by: User, day: date, reason: str = "", **inputs: Any) -> None:
        with clock.at(clock.moment(day, 8) + timedelta(hours=1)):
            gate.perform(cycle.pk, move, by=by, reason=reason, **inputs)


def next_window(cycle: Cycle) -> tuple[date, date]:
    """The days of the next round, by the plan."""
    window: tuple[date, date] | None = Cycle.objects.select_related("plan").get(pk=cycle.pk).next_window()
    assert window is not None
    return window
