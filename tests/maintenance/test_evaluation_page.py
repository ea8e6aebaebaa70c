"""Row 6 on screen: what is saved, what is said about it, and who is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from maintenance import evaluating
from maintenance.forms import ResultForm
from maintenance.models import CriterionResult, Cycle
from maintenance.sop import State
from plans.models import AcceptanceCriterion
from tests.maintenance.factories import make_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(operator: User) -> Cycle:
    return make_cycle(State.EVALUATION, by=operator)


def address(cycle: Cycle) -> str:
    return reverse("maintenance:evaluation", args=[cycle.pk])


def test_an_emptied_field_deletes_no_judgement_and_says_so(
    signed_in: Any, operator: User, cycle: Cycle
) -> None:
    """Whoever sends an older page would otherwise wipe out what a colleague has judged meanwhile."""
    criterion = cycle.plan.criteria.get()
    evaluating.judge(cycle.pk, criterion.pk, by=operator, yes=True, value=None)
    page = signed_in(operator).post(address(cycle), {"conclusion": ""}, follow=True).text
    assert f"Penilaian {criterion.code} tetap ada" in page
    assert "belum dinilai" not in page.split("Penilaian", 1)[0]
    assert CriterionResult.objects.get(criterion=criterion).judged_at


def test_a_judgement_stays_with_whoever_made_it(
    signed_in: Any, operator: User, head: User, cycle: Cycle
) -> None:
    criterion = cycle.plan.criteria.get()
    evaluating.judge(cycle.pk, criterion.pk, by=head, value=Decimal("97.5"), note="Pagi\r\ndan sore")
    said = {f"c{criterion.pk}-value": "97,5", f"c{criterion.pk}-note": "Pagi\r\ndan sore"}
    signed_in(operator).post(address(cycle), said | {"conclusion": "Baik"})
    result = CriterionResult.objects.get()
    assert (result.judged_by, result.value) == (head, Decimal("97.5"))
    signed_in(operator).post(address(cycle), said | {f"c{criterion.pk}-value": "98"})
    result = CriterionResult.objects.get()
    assert (result.judged_by, result.value) == (operator, Decimal(98))


@pytest.mark.parametrize(
    ("measure", "value", "taken"),
    [
        ("completion", "101", False),
        ("completion", "-1", False),
        ("completion", "100", True),
        ("manual", "105", True),
    ],
)
def test_what_was_counted_is_never_more_than_the_whole(measure: str, value: str, taken: bool) -> None:
    """A load that somebody measures may well be above 100 %."""
    criterion = AcceptanceCriterion(pk=7, kind="percentage", measure=measure)
    form = ResultForm.for_result(CriterionResult(criterion=criterion), {"c7-value": value})
    assert form.is_valid() is taken
    assert ("antara 0 dan 100 persen" in str(form.errors)) is not taken


def test_what_is_not_judged_yet_is_counted(signed_in: Any, operator: User, cycle: Cycle) -> None:
    page = signed_in(operator).post(address(cycle), {"conclusion": "Baik"}, follow=True).text
    assert "1 kriteria belum dinilai" in page


def test_who_only_reads_is_refused_and_so_is_who_comes_too_late(
    signed_in: Any, operator: User, manager: User, cycle: Cycle
) -> None:
    assert signed_in(manager).get(address(cycle)).status_code == 200
    assert signed_in(manager).post(address(cycle), {"conclusion": "x"}).status_code == 403
    finished = make_cycle(State.REPORTING, by=operator)
    assert signed_in(operator).get(address(finished)).status_code == 200
    assert signed_in(operator).post(address(finished), {"conclusion": "x"}).status_code == 409
