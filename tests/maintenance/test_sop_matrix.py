"""The SOP written down a second time, by hand: every state x move x role, through the gate and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from accounts.models import Role, User
from maintenance import gate
from maintenance.models import Cycle, JournalEntry
from maintenance.reasons import MayNot, NotYet, Refused
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import (
    accept_without_review,
    complete_work,
    conclude,
    issued_file,
    make_cycle,
)
from tests.vendors.factories import ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db

OPERATIONS = {"operator", "head"}
# row it leaves -> move -> (row it reaches, who may)
SOP: dict[str, dict[str, tuple[str, set[str]]]] = {
    "planning": {"submit_plan": ("criteria", OPERATIONS)},
    "criteria": {"set_criteria": ("assignment", OPERATIONS)},
    "assignment": {
        "start_vendor_round": ("vendor_work", OPERATIONS),
        "start_internal_round": ("internal_work", OPERATIONS),
    },
    "vendor_work": {"complete_vendor_work": ("evaluation", {"operator", "head", "vendor"})},
    "internal_work": {"complete_internal_work": ("evaluation", OPERATIONS)},
    "evaluation": {"conclude_evaluation": ("continuation", OPERATIONS)},
    "continuation": {
        "start_vendor_round": ("vendor_work", OPERATIONS),
        "start_internal_round": ("internal_work", OPERATIONS),
        "end": ("reporting", {"head"}),  # the period is not over: see the test below for afterwards
    },
    "reporting": {"finish": ("finished", OPERATIONS)},
    "finished": {},
}
MOVES = sorted({move for moves in SOP.values() for move in moves})
ROLES = ["operator", "head", "manager", "vendor", "stranger", "administrator"]
NOW = "2026-02-10 09:00+07:00"


@pytest.fixture(autouse=True)
def in_the_first_quarter() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


class Scene:
    """A cycle that is ready to leave `state`, and one user of each role who did no work in it."""

    def __init__(self, state: str) -> None:
        self.people = {role: UserFactory(role=Role(role)) for role in ROLES if role != "stranger"}
        self.people["stranger"] = UserFactory(role=Role.VENDOR)
        worker = UserFactory()
        self.contract = ContractFactory()
        MembershipFactory(vendor=self.contract.vendor, user=self.people["vendor"])
        MembershipFactory(vendor=ContractFactory().vendor, user=self.people["stranger"])
        wanted = {"evaluation": "vendor_work", "continuation": "vendor_work", "reporting": "vendor_work"}
        self.cycle = make_cycle(wanted.get(state, state), by=worker, contract=self._contract_for(state))
        self._make_ready(state, worker)
        assert self.cycle.state == state

    def _contract_for(self, state: str) -> Any:
        return None if state == "internal_work" else self.contract

    def _make_ready(self, state: str, worker: User) -> None:
        if state in ("vendor_work", "internal_work"):
            for order in self.cycle.current_round.work_orders.all():
                accept_without_review(order, by=worker)
        if state in ("evaluation", "continuation", "reporting"):
            self.cycle = complete_work(self.cycle, by=worker)
            judge = UserFactory()
            if state == "evaluation":
                self._judge(judge)
            else:
                self.cycle = conclude(self.cycle, by=judge)
        if state == "reporting":
            head = UserFactory(role=Role.HEAD)
            self.cycle = gate.perform(self.cycle.pk, "end", by=head, reason="Anggaran dialihkan.")
            Cycle.objects.filter(pk=self.cycle.pk).update(
                closing_evaluation="Baik.", recommendations="Lanjutkan."
            )

    def _judge(self, judge: User) -> None:
        from maintenance.evaluation import services as evaluation_services

        for criterion in self.cycle.plan.criteria.all():
            evaluation_services.judge(self.cycle.pk, criterion.pk, by=judge, value=criterion.target)
        evaluation_services.save_conclusion(self.cycle.pk, by=judge, conclusion="Memenuhi.")

    def inputs(self, move: str) -> dict[str, Any]:
        start, end = self.cycle.next_window() or (None, None)
        window = {"starts_on": start, "ends_on": end, "reason": "Sesuai rencana."}
        return {
            "start_vendor_round": {"contract": self.contract, **window},
            "start_internal_round": {"team": "Tim Daya", **window},
            "complete_vendor_work": {"reason": "Atas nama vendor."},
            "end": {"reason": "Dana dialihkan."},
            "finish": {"report": issued_file()},
        }.get(move, {})

    def snapshot(self) -> tuple[Any, ...]:
        """Return all data that a refused move must not change."""
        fresh = Cycle.objects.values().get(pk=self.cycle.pk)
        return fresh, list(JournalEntry.objects.order_by("pk").values()), list(self.cycle.rounds.values())


def expected(state: str, move: str, role: str) -> str | None:
    """Return the resulting row, or None if the SOP does not permit the move."""
    target, who = SOP[state].get(move, ("", set()))
    return target if role in who else None


@pytest.mark.parametrize("state", SOP)
def test_the_gate_permits_each_role_only_the_moves_of_the_sop(state: str) -> None:
    scene = Scene(state)
    before = scene.snapshot()
    for move in MOVES:
        for role in ROLES:
            target = expected(state, move, role)
            with transaction.atomic():
                if target is None:
                    with pytest.raises(Refused) as refusal:
                        gate.perform(scene.cycle.pk, move, by=scene.people[role], **scene.inputs(move))
                    assert refusal.value.reasons, (state, move, role)
                    assert all(str(reason) for reason in refusal.value.reasons)
                else:
                    moved = gate.perform(scene.cycle.pk, move, by=scene.people[role], **scene.inputs(move))
                    assert moved.state == target, (state, move, role)
                    assert moved.journal.latest("sequence").move == move
                transaction.set_rollback(target is not None)
            assert scene.snapshot() == before, (state, move, role)


@pytest.mark.parametrize("state", SOP)
def test_permission_is_checked_before_the_state(state: str) -> None:
    scene = Scene(state)
    for move in MOVES:
        if move in SOP[state]:
            continue
        for role in ("manager", "administrator", "stranger"):
            with pytest.raises(MayNot):
                gate.perform(scene.cycle.pk, move, by=scene.people[role], **scene.inputs(move))
        with pytest.raises(NotYet) as refusal:
            gate.perform(scene.cycle.pk, move, by=scene.people["head"], **scene.inputs(move))
        assert [reason.code for reason in refusal.value.reasons] == ["elsewhere"]


def address(scene: Scene, move: str, role: str) -> str:
    """Return the URL of the move. Vendors hand over in the portal."""
    round_ = scene.cycle.current_round
    if role == "vendor" and move == "complete_vendor_work" and round_:
        return f"/portal/rounds/{round_.pk}/handover/"
    return f"/cycles/{scene.cycle.pk}/moves/{move}/"


@pytest.mark.parametrize("state", SOP)
def test_http_permits_each_role_only_the_moves_of_the_sop(state: str) -> None:
    scene = Scene(state)
    before = scene.snapshot()
    for move in MOVES:
        if move == "finish":
            continue  # only reports.issuing.services brings the report: tests/reports, and the refusal below
        for role in ROLES:
            client = Client()
            client.force_login(scene.people[role])
            target = expected(state, move, role)
            with transaction.atomic():
                response = client.post(address(scene, move, role), form_data(scene.inputs(move)))
                reached = Cycle.objects.get(pk=scene.cycle.pk).state
                transaction.set_rollback(True)
            if target is None:
                assert response.status_code in (403, 404, 409), (state, move, role, response.status_code)
                assert reached == state
            else:
                assert response.status_code == 302, (state, move, role, response.content.decode())
                assert reached == target
            assert scene.snapshot() == before, (state, move, role)


def test_a_vendor_without_a_round_gets_404() -> None:
    scene = Scene("vendor_work")
    client = Client()
    client.force_login(scene.people["stranger"])
    assert client.get(f"/cycles/{scene.cycle.pk}/moves/complete_vendor_work/").status_code == 404
    assert client.post(f"/cycles/{scene.cycle.pk}/moves/complete_vendor_work/").status_code == 404


def test_a_cycle_cannot_be_finished_without_a_report_that_exists() -> None:
    scene = Scene("reporting")
    before = scene.snapshot()
    for report in (None, issued_file().__class__("1", "reports/hilang.pdf", "0" * 64)):
        with pytest.raises(NotYet) as refusal:
            gate.perform(scene.cycle.pk, "finish", by=scene.people["head"], report=report)
        assert [reason.code for reason in refusal.value.reasons] == ["report"]
    client = Client()
    client.force_login(scene.people["head"])
    assert client.post(f"/cycles/{scene.cycle.pk}/moves/finish/").status_code == 409
    assert scene.snapshot() == before


def test_after_the_period_the_operator_ends_the_cycle_and_no_round_can_start() -> None:
    scene = Scene("continuation")
    operator = scene.people["operator"]
    inputs = scene.inputs("start_internal_round")
    with time_machine.travel("2027-01-01 09:00+07:00", tick=False):
        with pytest.raises(NotYet) as refusal:
            gate.perform(scene.cycle.pk, "start_internal_round", by=operator, **inputs)
        assert [reason.code for reason in refusal.value.reasons] == ["over"]
        ended = gate.perform(scene.cycle.pk, "end", by=operator)
    assert (ended.state, ended.early_end_reason) == ("reporting", "")


def test_before_the_period_is_over_the_head_ends_the_cycle_only_with_a_reason() -> None:
    scene = Scene("continuation")
    with pytest.raises(NotYet) as refusal:
        gate.perform(scene.cycle.pk, "end", by=scene.people["head"], reason="  ")
    assert [reason.code for reason in refusal.value.reasons] == ["reason"]
    ended = gate.perform(scene.cycle.pk, "end", by=scene.people["head"], reason="Gedung dibongkar.")
    assert ended.early_end_reason == "Gedung dibongkar."
    assert ended.journal.latest("sequence").reason == "Gedung dibongkar."


def test_users_who_did_the_work_cannot_conclude_its_evaluation(settings: Any) -> None:
    scene = Scene("evaluation")
    worker = scene.cycle.current_round.work_orders.first().activities.first().performed_by
    with pytest.raises(MayNot) as refusal:
        gate.perform(scene.cycle.pk, "conclude_evaluation", by=worker)
    assert [reason.code for reason in refusal.value.reasons] == ["own_work"]
    settings.EVALUATOR_MAY_BE_WORKER = True
    assert gate.perform(scene.cycle.pk, "conclude_evaluation", by=worker).state == "continuation"


def form_data(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the POST data for the arguments of a move."""
    return {name: getattr(value, "pk", value) for name, value in inputs.items()}
