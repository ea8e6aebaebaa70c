"""Open, copy and discard cycles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from accounts.models import User
from maintenance.cycles.services import discard_cycle
from maintenance.models import Cycle
from maintenance.reasons import MayNot, NotYet
from maintenance.sop import State
from plans.models import Plan
from tests.maintenance.factories import make_cycle
from tests.vendors.factories import ContractFactory

pytestmark = pytest.mark.django_db

YEAR = {
    "title": "Pusat data 2027",
    "basis": "budget_year",
    "budget_year": "2027",
    "starts_on": "2027-01-01",
    "ends_on": "2027-12-31",
    "round_months": "3",
    "budget": "250000000",
    "passing_score": "80",
}


def test_the_form_creates_a_cycle_with_its_plan_in_row_1(operator: User, signed_in: Any) -> None:
    response = signed_in(operator).post("/cycles/new/", YEAR)
    cycle = Cycle.objects.get()
    assert response.status_code == 302 and response["Location"] == f"/cycles/{cycle.pk}/"
    assert (cycle.code, cycle.state, cycle.plan.title) == ("SIK-2027-001", State.PLANNING, "Pusat data 2027")
    signed_in(operator).post("/cycles/new/", YEAR)
    assert Cycle.objects.order_by("pk").last().code == "SIK-2027-002"


def test_cycle_codes_continue_after_999(operator: User, signed_in: Any) -> None:
    codes = ["SIK-2027-999", "SIK-2027-1000", "SIK-2027-1001"]
    for before in codes[:2]:
        signed_in(operator).post("/cycles/new/", YEAR)
        Cycle.objects.filter(pk=Cycle.objects.latest("pk").pk).update(code=before)
    signed_in(operator).post("/cycles/new/", YEAR)
    assert Cycle.objects.latest("pk").code == codes[2]


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"ends_on": "2027-01-01", "starts_on": "2027-12-31"}, "ends_on", "harus"),
        ({"starts_on": "31/31/2027"}, "starts_on", "tanggal yang valid"),
        ({"ends_on": "2028-01-31"}, "ends_on", "tahun anggaran 2027"),
        ({"budget_year": ""}, "budget_year", "tahun anggaran"),
        ({"basis": "contract", "contract": ""}, "contract", "kontrak"),
        ({"title": ""}, "title", "tidak boleh kosong"),
    ],
)
def test_an_invalid_field_shows_its_error_and_values_are_kept(
    operator: User, signed_in: Any, change: dict[str, str], field: str, sentence: str
) -> None:
    response = signed_in(operator).post("/cycles/new/", {**YEAR, "objective": "Tetap menyala.", **change})
    assert response.status_code == 422
    errors = " ".join(response.context["form"].errors.get(field, []))
    assert sentence.lower() in errors.lower(), response.context["form"].errors
    assert "Tetap menyala." in response.content.decode()
    assert not Cycle.objects.exists()


def test_a_plan_on_a_contract_takes_its_period_from_it(operator: User, signed_in: Any) -> None:
    contract = ContractFactory(starts_on=date(2027, 1, 1), ends_on=date(2028, 12, 31))
    data = {**YEAR, "basis": "contract", "contract": contract.pk, "budget_year": "", "ends_on": "2028-12-31"}
    assert signed_in(operator).post("/cycles/new/", data).status_code == 302
    assert Cycle.objects.get().period_end == date(2028, 12, 31)


def test_a_cycle_is_copied_into_the_next_year_with_shifted_dates(operator: User, signed_in: Any) -> None:
    source = make_cycle(State.CONTINUATION, year=2026, by=operator, checklist=True)
    client = signed_in(operator)
    form = client.get(f"/cycles/{source.pk}/copy/").context["form"]
    assert (form.initial["budget_year"], form.initial["starts_on"]) == (2027, date(2027, 1, 1))
    assert client.post(f"/cycles/{source.pk}/copy/", YEAR).status_code == 302
    copy = Cycle.objects.get(code="SIK-2027-001").plan
    work = copy.works.get()
    assert (work.anchor, work.checklist.count()) == (date(2027, 1, 1), 4)
    assert copy.criteria.count() == source.plan.criteria.count() and not copy.is_frozen
    assert copy.copied_from == source.plan


def test_a_cycle_with_an_unsubmitted_plan_can_be_discarded(operator: User, signed_in: Any) -> None:
    cycle = make_cycle(by=operator)
    assert signed_in(operator).post(f"/cycles/{cycle.pk}/discard/").status_code == 302
    assert not Cycle.objects.exists() and not Plan.objects.exists()


def test_a_submitted_plan_cannot_be_discarded_nor_can_a_manager_discard(
    operator: User, manager: User
) -> None:
    with pytest.raises(NotYet):
        discard_cycle(make_cycle(State.CRITERIA, by=operator).pk, by=operator)
    with pytest.raises(MayNot):
        discard_cycle(make_cycle(by=operator).pk, by=manager)
    assert Cycle.objects.count() == 2
