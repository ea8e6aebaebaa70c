"""The factories create cycles in every row through the gate."""

import pytest

from maintenance.models import Executor
from maintenance.sop import State
from tests.maintenance.factories import (
    CycleFactory,
    EvidenceFactory,
    FindingFactory,
    RoundFactory,
    WorkOrderFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", State)
def test_a_cycle_can_be_created_in_every_row(state):
    cycle = CycleFactory(state=state)

    assert cycle.state == state
    assert cycle.journal.count() <= list(State).index(state)


def test_a_cycle_can_have_a_completed_vendor_round():
    cycle = CycleFactory(state=State.EVALUATION, executor=Executor.VENDOR)

    assert cycle.current_round.executor == Executor.VENDOR


def test_rounds_and_work_orders_are_created_with_related_records():
    assert RoundFactory(assets=3).work_orders.count() == 3
    assert WorkOrderFactory(checklist=True).planned_work.checklist.count() == 4
    assert EvidenceFactory().activity.work_order.findings.count() == 0
    assert FindingFactory().is_open
