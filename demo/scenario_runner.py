"""Base class of the demo scenarios: methods that move a cycle through SOP rows on given dates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.models import User
from demo import actions, clock
from demo.actions import RoundTeam
from demo.calendar import DAY, Days
from demo.evaluations import close_findings, evaluate
from demo.people_and_vendors import Parties
from demo.plans import PlanOutline, plan_cycle, set_criteria
from demo.work_types import WorkType
from maintenance import gate
from maintenance.models import Cycle, WorkOrder
from maintenance.sop import Move, State
from reports.issuing.services import issue
from reports.models import DocumentKind


@dataclass(frozen=True)
class ScenarioRunner:
    """Moves cycles as the users of `parties`, on dates relative to `days`."""

    parties: Parties
    days: Days

    def vendor_team(self, name: str, work_types: list[WorkType]) -> RoundTeam:
        worker = self.parties.vendor_users[name]
        return RoundTeam(worker, self.parties.operator, work_types, worker.full_name)

    def internal_team(self, work_types: list[WorkType]) -> RoundTeam:
        """Return a team in which the technician works and the coordinator reviews, because nobody reviews own work."""
        return RoundTeam(
            self.parties.technician, self.parties.operator, work_types, "Yusuf Ramdhani, Galih Permana"
        )

    def planned_cycle(self, outline: PlanOutline, *, opened: date) -> Cycle:
        """Create a cycle and complete SOP rows 1 and 2."""
        by = self.parties.operator
        with clock.at(clock.moment(opened, 9)):
            cycle = plan_cycle(outline, by=by)
        self.move(cycle, Move.SUBMIT_PLAN, by, opened + DAY * 5)
        set_criteria(cycle.plan, outline.categories)
        self.move(cycle, Move.SET_CRITERIA, by, opened + DAY * 9)
        return cycle

    def start_round(
        self, cycle: Cycle, team: RoundTeam, start: date, end: date, *, contract: Any = None
    ) -> None:
        """Start a round: move the cycle from row 3 or 7 to row 4 or 5.

        A later round starts five days late, because the previous round is evaluated first.
        """
        by, day = self.parties.operator, start + DAY * (5 if cycle.rounds.exists() else 1)
        dates = {"starts_on": start, "ends_on": end}
        if contract:
            reason = "Kontrak masih berlaku dan pekerjaan menuntut alat serta keahlian vendor."
            self.move(cycle, Move.START_VENDOR_ROUND, by, day, reason, contract=contract, **dates)
        else:
            reason = "Pekerjaan rutin yang dikuasai tim sendiri; tidak memerlukan pihak ketiga."
            self.move(cycle, Move.START_INTERNAL_ROUND, by, day, reason, team="Tim Pusat Data", **dates)

    def complete_round(self, cycle: Cycle, team: RoundTeam, end: date, *, leave_open: int = 1) -> None:
        """Complete the round: move the cycle from row 4 or 5 to row 6 on the day after `end`.

        Resolves the findings of the round first, except `leave_open` findings.
        """
        current = Cycle.objects.get(pk=cycle.pk)
        close_findings(current, worker=team.worker, by=team.reviewer, until=end, leave_open=leave_open)
        vendor_works = current.state == State.VENDOR_WORK
        move = Move.COMPLETE_VENDOR_WORK if vendor_works else Move.COMPLETE_INTERNAL_WORK
        self.move(cycle, move, team.worker, end + DAY)

    def conclude_round(
        self,
        cycle: Cycle,
        team: RoundTeam,
        end: date,
        conclusion: str,
        *,
        failing: int = 0,
        leave_open: int = 1,
    ) -> None:
        """Complete and evaluate the round: move the cycle from row 4 or 5 to row 6, then to row 7.

        `leave_open` findings stay open.
        """
        self.complete_round(cycle, team, end, leave_open=leave_open)
        evaluate(cycle, by=team.reviewer, on=end + DAY * 3, conclusion=conclusion, failing=failing)

    def run_partially(self, cycle: Cycle, team: RoundTeam, *, exceptions: int = 6) -> None:
        """Accept most of the due work orders. The last `exceptions` (at most six) get other states."""
        yesterday = self.days.yesterday
        due = [work_order for work_order in actions.open_work_orders(cycle) if work_order.due_on < yesterday]
        actions.complete_work_orders(due[:-exceptions], team, until=yesterday)
        close_findings(cycle, worker=team.worker, by=team.reviewer, until=yesterday, leave_open=3)
        outcomes: list[Callable[[WorkOrder], object]] = [
            lambda work_order: actions.close_not_done(
                work_order,
                team,
                yesterday,
                "Aset sedang diperbaiki di bengkel pabrikan; dikerjakan putaran berikutnya.",
            ),
            lambda work_order: None,  # overdue
            lambda work_order: self._return(work_order, team),
            lambda work_order: self._hand_in(work_order, team),
            lambda work_order: self._hand_in(work_order, team),
            lambda work_order: actions.document_work(work_order, team, yesterday),
        ]
        for work_order, outcome in zip(due[-exceptions:], outcomes[-exceptions:], strict=False):
            outcome(work_order)

    def _return(self, work_order: Any, team: RoundTeam) -> None:
        day = self.days.before(2)
        actions.document_work(work_order, team, day)
        actions.hand_in(work_order, team, day)
        remark = "Foto sesudah pekerjaan tidak memperlihatkan angka pada panel; ambil ulang dari depan."
        actions.return_work(work_order, team, self.days.yesterday, remark)

    def _hand_in(self, work_order: Any, team: RoundTeam) -> None:
        actions.document_work(work_order, team, self.days.yesterday, finding=True)
        actions.hand_in(work_order, team, self.days.yesterday)

    def finish(self, cycle: Cycle, day: date) -> None:
        """Finish the cycle: move the cycle from row 7 to row 8, and issue the report.

        The manager acknowledges the report.
        """
        self.move(cycle, Move.END, self.parties.operator, day)
        self.write_closing(cycle, day + DAY * 3)
        with clock.at(clock.moment(day + DAY * 8, 15)):
            report = issue(DocumentKind.REPORT, cycle.pk, by=self.parties.head)
        with clock.at(clock.moment(day + DAY * 10, 9)):
            report.acknowledge(
                by=self.parties.manager, note="Setuju; usulan anggaran baterai dibahas bulan ini."
            )

    def issue_documents(self, cycle: Cycle, day: date) -> None:
        """Issue plan, criteria and the documents of the last round."""
        last = cycle.rounds.order_by("number").last()
        assert last is not None
        round_kinds = (DocumentKind.DOCUMENTATION, DocumentKind.HANDOVER, DocumentKind.EVALUATION)
        with clock.at(clock.moment(day, 14)):
            for kind in (DocumentKind.PLAN, DocumentKind.CRITERIA):
                issue(kind, cycle.pk, by=self.parties.operator)
            for kind in round_kinds:
                issue(kind, last.pk, by=self.parties.operator)

    def write_closing(self, cycle: Cycle, day: date) -> None:
        with clock.at(clock.moment(day, 11)), gate.locked_cycle(cycle.pk, State.REPORTING) as locked:
            locked.closing_evaluation = (
                "Pekerjaan terencana berjalan sesuai jadwal dan seluruhnya didokumentasikan dengan bukti. "
                "Keterlambatan yang terjadi tidak melewati satu pekan dan tidak mengganggu layanan."
            )
            locked.recommendations = (
                "1. Anggarkan penggantian komponen yang mendekati batas umurnya.\n"
                "2. Pertahankan pola pelaksana seperti pada periode ini.\n"
                "3. Jadwalkan pekerjaan di luar masa ujian dan pendaftaran mahasiswa."
            )
            locked.save(update_fields=["closing_evaluation", "recommendations"])

    def move(self, cycle: Cycle, move: Move, by: User, day: date, reason: str = "", **inputs: Any) -> None:
        with clock.at(clock.moment(day, 8) + timedelta(hours=1)):
            gate.perform(cycle.pk, move, by=by, reason=reason, **inputs)


def next_window(cycle: Cycle) -> tuple[date, date]:
    """Return the first and last day of the next round of the plan."""
    window: tuple[date, date] | None = Cycle.objects.select_related("plan").get(pk=cycle.pk).next_window()
    assert window is not None
    return window
