"""Evaluation page (row 6): saving, messages and permissions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from maintenance.evaluation import services as evaluation_services
from maintenance.evaluation.forms import ResultForm
from maintenance.models import Activity, CriterionResult, Cycle, WorkOrder
from maintenance.sop import State
from plans.models import AcceptanceCriterion
from tests.maintenance.evaluation.test_evaluation import cycle_with
from tests.maintenance.factories import make_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(operator: User) -> Cycle:
    return make_cycle(State.EVALUATION, by=operator)


def address(cycle: Cycle) -> str:
    return reverse("maintenance:evaluation", args=[cycle.pk])


def test_an_empty_field_does_not_delete_a_judgement(signed_in: Any, operator: User, cycle: Cycle) -> None:
    """Otherwise a user with an old page would delete the judgement of a colleague."""
    criterion = cycle.plan.criteria.get()
    evaluation_services.judge(cycle.pk, criterion.pk, by=operator, yes=True, value=None)
    page = signed_in(operator).post(address(cycle), {"conclusion": ""}, follow=True).text
    assert f"Penilaian {criterion.code} tetap ada" in page
    assert "belum dinilai" not in page.split("Penilaian", 1)[0]
    assert CriterionResult.objects.get(criterion=criterion).judged_at


def test_an_unchanged_judgement_keeps_its_user(
    signed_in: Any, operator: User, head: User, cycle: Cycle
) -> None:
    criterion = cycle.plan.criteria.get()
    evaluation_services.judge(cycle.pk, criterion.pk, by=head, value=Decimal("97.5"), note="Pagi\r\ndan sore")
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
def test_a_counted_share_cannot_exceed_100_percent(measure: str, value: str, taken: bool) -> None:
    """A measured load may exceed 100 %, a counted share may not."""
    criterion = AcceptanceCriterion(pk=7, kind="percentage", measure=measure)
    form = ResultForm.for_result(CriterionResult(criterion=criterion), {"c7-value": value})
    assert form.is_valid() is taken
    assert ("antara 0 dan 100 persen" in str(form.errors)) is not taken


def test_the_message_counts_criteria_without_judgement(signed_in: Any, operator: User, cycle: Cycle) -> None:
    page = signed_in(operator).post(address(cycle), {"conclusion": "Baik"}, follow=True).text
    assert "1 kriteria belum dinilai" in page


def test_readers_and_late_posts_are_refused(
    signed_in: Any, operator: User, manager: User, cycle: Cycle
) -> None:
    assert signed_in(manager).get(address(cycle)).status_code == 200
    assert signed_in(manager).post(address(cycle), {"conclusion": "x"}).status_code == 403
    finished = make_cycle(State.REPORTING, by=operator)
    assert signed_in(operator).get(address(finished)).status_code == 200
    assert signed_in(operator).post(address(finished), {"conclusion": "x"}).status_code == 409


# A value that the system has counted


def counted_by(by: User, measure: str, **terms: Any) -> CriterionResult:
    """The only criterion of a round of three work orders, two of them accepted and one of them down for 200 minutes."""
    cycle = cycle_with(by, {"weight": 100, "measure": measure, **terms}, assets=3)
    first, *_others = Activity.objects.all()
    Activity.objects.filter(pk=first.pk).update(downtime_minutes=200)
    WorkOrder.objects.filter(pk=first.work_order_id).update(state="not_done", reason_not_done="Dibongkar.")
    return evaluation_services.start_evaluation(cycle.pk, by=by).results.select_related("criterion").get()


@pytest.fixture
def counted(operator: User) -> CriterionResult:
    """66,66 %."""
    return counted_by(operator, "completion")


def judged(browser: Any, result: CriterionResult, **typed: str) -> Any:
    cycle = result.evaluation.round.cycle
    said = {f"c{result.criterion_id}-{name}": text for name, text in typed.items()}
    return browser.post(address(cycle), said | {"conclusion": "Baik"}, follow=True)


def test_a_value_other_than_the_counted_one_requires_a_note(
    as_operator: Any, counted: CriterionResult
) -> None:
    page = judged(as_operator, counted, value="95", note=" ")

    assert page.status_code == 422
    assert "Sistem menghitung 66,66 % (2 dari 3). Tulis mengapa nilainya diubah." in page.text
    assert 'value="95"' in page.text
    counted.refresh_from_db()
    assert counted.judged_at is None

    page = judged(as_operator, counted, value="95", note="Satu gedung sedang dibongkar.")
    counted.refresh_from_db()
    assert (counted.value, counted.counted, counted.is_changed) == (95, Decimal("66.66"), True)
    assert "66,66 % (2 dari 3)" in page.text and "nilai diubah penilai" in page.text


def test_the_counted_value_can_be_confirmed_without_a_note(
    as_operator: Any, counted: CriterionResult
) -> None:
    page = judged(as_operator, counted, value="66,66")

    counted.refresh_from_db()
    assert counted.judged_at and not counted.is_changed
    assert "nilai diubah penilai" not in page.text


def test_a_changed_value_is_shown_with_the_counted_value_and_the_note(
    as_operator: Any, as_manager: Any, counted: CriterionResult
) -> None:
    judged(as_operator, counted, value="95", note="Satu gedung sedang dibongkar.")

    page = as_manager.get(address(counted.evaluation.round.cycle)).text

    assert "diubah penilai; hitungan sistem 66,66 % (2 dari 3)" in page
    assert "Satu gedung sedang dibongkar." in page


def test_a_value_requires_a_note_if_nothing_could_be_counted(as_operator: Any, operator: User) -> None:
    counted = counted_by(operator, "checklist")  # no reading has limits

    page = judged(as_operator, counted, value="95")

    assert "Sistem tidak menemukan apa pun untuk dihitung. Tulis dari mana nilai ini." in page.text
    assert judged(as_operator, counted, value="95", note="Dihitung dari buku jaga.").status_code == 200


def test_a_number_is_compared_with_the_counted_number(as_operator: Any, operator: User) -> None:
    counted = counted_by(operator, "downtime", kind="number", operator="le", target=4, unit="jam")

    assert "Sistem menghitung 3,33 jam. Tulis" in judged(as_operator, counted, value="3").text
    assert judged(as_operator, counted, value="3,33").status_code == 200


def test_the_value_counted_while_saving_decides_whether_a_note_is_required(
    as_operator: Any, counted: CriterionResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form is validated with two of three; the service counts three of three when it saves."""
    real = evaluation_services.judge

    def later(*args: Any, **options: Any) -> CriterionResult:
        WorkOrder.objects.update(state="accepted")
        return real(*args, **options)

    monkeypatch.setattr(evaluation_services, "judge", later)

    page = judged(as_operator, counted, value="66,66")

    assert page.status_code == 422
    assert "Sistem menghitung 100 % (3 dari 3)." in page.text


def test_an_unchanged_judgement_requires_no_note(as_operator: Any, counted: CriterionResult) -> None:
    """A judgement saved before notes were required does not block the conclusion."""
    judged(as_operator, counted, value="95", note="Satu gedung sedang dibongkar.")
    CriterionResult.objects.update(note="")

    assert judged(as_operator, counted, value="95").status_code == 200
