"""Property-based test: no sequence of moves reaches a state that the SOP does not allow."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from accounts.models import Role
from maintenance import gate
from maintenance.evaluation import services as evaluation_services
from maintenance.models import Cycle
from maintenance.models.journal import first_broken_entry
from maintenance.reasons import Refused
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import accept_without_review, issued_file, make_cycle
from tests.maintenance.test_sop_matrix import MOVES, SOP
from tests.vendors.factories import ContractFactory, MembershipFactory

ROW = {
    "planning": 1, "criteria": 2, "assignment": 3, "vendor_work": 4, "internal_work": 5,
    "evaluation": 6, "continuation": 7, "reporting": 8, "finished": 9,
}  # fmt: skip
PEOPLE = ["operator", "second_operator", "head", "manager", "vendor", "administrator"]


class AnyWalk(RuleBasedStateMachine):
    """State machine of random moves. `walked` has the expected history according to the SOP."""

    @initialize(
        start=st.sampled_from(["planning", "assignment", "internal_work", "vendor_work", "continuation"])
    )
    def begin(self, start: str) -> None:
        self.clock = time_machine.travel("2026-02-10 09:00+07:00", tick=False)
        self.traveller = self.clock.start()
        self.block = transaction.atomic()
        self.block.__enter__()
        roles = {"second_operator": Role.OPERATOR}
        self.people = {name: UserFactory(role=roles.get(name) or Role(name)) for name in PEOPLE}
        self.contract = ContractFactory(starts_on=date(2025, 1, 1), ends_on=date(2027, 12, 31))
        MembershipFactory(vendor=self.contract.vendor, user=self.people["vendor"])
        self.pk = make_cycle(start, by=self.people["operator"], contract=self.contract).pk
        self.state = self.cycle.state

    def teardown(self) -> None:
        if hasattr(self, "block"):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)
            self.clock.stop()

    @property
    def cycle(self) -> Cycle:
        return Cycle.objects.get(pk=self.pk)

    @rule(move=st.sampled_from(MOVES), person=st.sampled_from(PEOPLE), honest=st.booleans())
    def attempt(self, move: str, person: str, honest: bool) -> None:
        before, entries = self.state, self.cycle.journal.count()
        try:
            moved = gate.perform(self.pk, move, by=self.people[person], **self._inputs(move, honest))
        except Refused as refusal:
            assert refusal.reasons
            assert self.cycle.state == before
            assert self.cycle.journal.count() == entries
        else:
            target, _who = SOP[before].get(move, ("nowhere", set()))
            assert moved.state == target, f"{before} --{move}--> {moved.state}"
            assert person not in ("manager", "administrator")
            self.state = moved.state

    @precondition(lambda self: self.state in ("vendor_work", "internal_work"))
    @rule()
    def settle_the_work(self) -> None:
        for order in self.cycle.current_round.work_orders.not_closed():
            accept_without_review(order, by=self.people["operator"])

    @precondition(lambda self: self.state == "evaluation")
    @rule(value=st.integers(0, 100))
    def judge(self, value: int) -> None:
        for criterion in self.cycle.plan.criteria.all():
            evaluation_services.judge(self.pk, criterion.pk, by=self.people["head"], value=value)
        evaluation_services.save_conclusion(self.pk, by=self.people["head"], conclusion="Dinilai.")

    @precondition(lambda self: self.state == "reporting")
    @rule()
    def write_closing(self) -> None:
        Cycle.objects.filter(pk=self.pk).update(closing_evaluation="Baik.", recommendations="Lanjutkan.")

    @rule(days=st.integers(1, 120))
    def time_passes(self, days: int) -> None:
        self.traveller.shift(timedelta(days=days))

    @invariant()
    def the_journal_holds_and_tells_the_state(self) -> None:
        if hasattr(self, "pk"):
            assert first_broken_entry(self.cycle) is None

    @invariant()
    def what_the_sop_says_of_the_row_is_true(self) -> None:
        if not hasattr(self, "pk"):
            return
        cycle, row = self.cycle, ROW[self.state]
        rounds = list(cycle.rounds.order_by("number"))
        assert cycle.plan.is_frozen == (row >= 3)
        assert [each.number for each in rounds] == list(range(1, len(rounds) + 1))
        assert sum(each.ended_at is None for each in rounds) == (1 if 4 <= row <= 7 else 0)
        assert bool(cycle.ended_on) == (row >= 8)
        assert all(a.ends_on < b.starts_on for a, b in pairwise(rounds))
        if row >= 8:
            assert cycle.early_end_reason or timezone.localdate() > date(2026, 12, 31)
        if row >= 7:
            assert rounds[-1].evaluation.is_concluded

    def _inputs(self, move: str, honest: bool) -> dict[str, Any]:
        if not honest:
            return {"start_vendor_round": {"contract": None, "starts_on": None, "ends_on": None},
                    "start_internal_round": {"team": "", "starts_on": None, "ends_on": None},
                    "finish": {"report": None}}.get(move, {})  # fmt: skip
        window = self.cycle.next_window() or (None, None)
        dates = {"starts_on": window[0], "ends_on": window[1], "reason": "Sesuai rencana."}
        return {
            "start_vendor_round": {"contract": self.contract, **dates},
            "start_internal_round": {"team": "Tim Daya", **dates},
            "complete_vendor_work": {"reason": "Atas nama vendor."},
            "end": {"reason": "Dana dialihkan."},
            "finish": {"report": issued_file()},
        }.get(move, {})


@pytest.mark.django_db
def test_no_sequence_of_moves_leaves_the_sop() -> None:
    run_state_machine_as_test(
        AnyWalk,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
