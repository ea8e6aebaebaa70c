"""Users arrange works and criteria of a plan with buttons that need no JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from plans.models import AcceptanceCriterion, FrozenPlanError, Plan, PlannedWork, SubmittedPlanError
from tests.accounts.factories import UserFactory
from tests.plans.factories import AcceptanceCriterionFactory, PlanFactory, PlannedWorkFactory

pytestmark = pytest.mark.django_db

KINDS: Any = pytest.mark.parametrize("kind", ["work", "criterion"])


@pytest.fixture
def plan() -> Plan:
    """Works a, b, c and criteria of the same codes."""
    plan = PlanFactory(works=0, criteria=0)
    for name in "abc":
        PlannedWorkFactory(plan=plan, title=name)
        AcceptanceCriterionFactory(plan=plan, code=name, weight=30)
    return plan


def rows(plan: Plan, kind: str) -> Any:
    return plan.works if kind == "work" else plan.criteria


def order(plan: Plan, kind: str) -> str:
    return "".join(rows(plan, kind).values_list("title" if kind == "work" else "code", flat=True))


def press(client: Client, plan: Plan, kind: str, name: str, way: str) -> Any:
    field = "title" if kind == "work" else "code"
    row = rows(plan, kind).get(**{field: name})
    return client.post(reverse(f"plans:{kind}_{way}", args=[plan.pk, row.pk]), follow=True)


@KINDS
def test_a_new_row_goes_to_the_end(plan: Plan, kind: str) -> None:
    assert order(plan, kind) == "abc"
    assert list(rows(plan, kind).values_list("position", flat=True)) == [1, 2, 3]


@KINDS
def test_a_row_moves_up_and_down(signed_in: Any, operator: User, plan: Plan, kind: str) -> None:
    client = signed_in(operator)
    page = press(client, plan, kind, "c", "up")
    assert order(plan, kind) == "acb"
    assert "kini di urutan ke-2" in page.text
    press(client, plan, kind, "a", "down")
    assert order(plan, kind) == "cab"


@KINDS
def test_the_first_row_cannot_move_up_nor_the_last_down(
    signed_in: Any, operator: User, plan: Plan, kind: str
) -> None:
    client = signed_in(operator)
    assert "kini di urutan" not in press(client, plan, kind, "a", "up").text
    assert "kini di urutan" not in press(client, plan, kind, "c", "down").text
    assert order(plan, kind) == "abc"


@KINDS
def test_moving_skips_gaps_of_deleted_rows(plan: Plan, kind: str) -> None:
    rows(plan, kind).all()[1].delete()
    assert rows(plan, kind).last().move_up()
    assert order(plan, kind) == "ca"


@KINDS
def test_the_page_shows_only_buttons_that_can_move_a_row(
    signed_in: Any, operator: User, manager: User, plan: Plan, kind: str
) -> None:
    address = reverse("plans:works" if kind == "work" else "plans:criteria", args=[plan.pk])
    page = signed_in(operator).get(address).text
    assert page.count('form="order"') == 6
    assert page.count('" disabled>') == 2
    assert 'form="order"' not in signed_in(manager).get(address).text


@pytest.mark.parametrize("model", [PlannedWork, AcceptanceCriterion])
def test_positions_are_unique_within_a_plan(plan: Plan, model: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(plan=plan).update(position=1)


def test_a_submitted_plan_keeps_the_order_of_its_works_a_frozen_one_that_of_its_criteria(
    signed_in: Any, operator: User, plan: Plan
) -> None:
    client = signed_in(operator)
    plan.submit()
    assert press(client, plan, "work", "b", "up").status_code == 409
    with pytest.raises(SubmittedPlanError):
        plan.works.all()[1].move_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedWork.objects.filter(plan=plan, title="c").update(position=9)
    press(client, plan, "criterion", "b", "up")
    assert order(plan, "criterion") == "bac"
    plan.freeze(by=operator)
    assert press(client, plan, "criterion", "a", "up").status_code == 409
    with pytest.raises(FrozenPlanError):
        plan.criteria.all()[1].move_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        AcceptanceCriterion.objects.filter(plan=plan, code="c").update(position=9)
    assert (order(plan, "work"), order(plan, "criterion")) == ("abc", "bac")


@KINDS
@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR])
def test_read_only_roles_cannot_move_rows(signed_in: Any, plan: Plan, kind: str, role: Role) -> None:
    assert press(signed_in(UserFactory(role=role)), plan, kind, "c", "up").status_code == 403
    assert order(plan, kind) == "abc"


@KINDS
def test_a_row_of_another_plan_is_not_found(signed_in: Any, operator: User, plan: Plan, kind: str) -> None:
    other = rows(PlanFactory(), kind).first()
    address = reverse(f"plans:{kind}_up", args=[plan.pk, other.pk])
    assert signed_in(operator).post(address).status_code == 404
