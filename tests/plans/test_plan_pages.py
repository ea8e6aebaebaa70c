"""Plan pages: list, page, form and permissions."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assets.models import Asset
from maintenance.cycles.services import open_cycle
from plans.models import Plan
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory
from tests.plans.factories import AcceptanceCriterionFactory, PlanFactory, PlannedWorkFactory
from tests.vendors.factories import ContractFactory

pytestmark = pytest.mark.django_db


def _fields(plan: Plan, **changes: object) -> dict[str, object]:
    values = {
        "title": plan.title,
        "basis": plan.basis,
        "budget_year": plan.budget_year or "",
        "contract": plan.contract_id or "",
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "round_months": plan.round_months,
        "objective": plan.objective,
        "budget": plan.budget,
        "passing_score": plan.passing_score,
    }
    return values | changes


def test_the_list_shows_stage_counts_and_filters_by_stage(as_manager):
    draft, submitted = PlanFactory(assets=3, works=2), PlanFactory()
    submitted.submit()

    everything = as_manager.get(reverse("plans:list")).context["listing"].rows
    drafts = as_manager.get(reverse("plans:list"), {"stage": "draft"}).context["listing"].rows

    assert {(plan.pk, plan.asset_count, plan.work_count) for plan in everything} == {
        (draft.pk, 3, 2),
        (submitted.pk, 2, 1),
    }
    assert [plan.pk for plan in drafts] == [draft.pk]


def test_the_list_costs_the_same_queries_for_one_plan_and_for_fifteen(
    as_manager, django_assert_max_num_queries
):
    PlanFactory.create_batch(15)

    with django_assert_max_num_queries(6):
        as_manager.get(reverse("plans:list"))


def test_the_page_adds_up_cost_against_the_budget(as_manager):
    plan = PlanFactory(budget_year=2026, budget=1_000_000)

    page = as_manager.get(plan.get_absolute_url()).content.decode()

    assert "Rp 12.000.000,00" in page
    assert "melebihi anggaran Rp 11.000.000,00" in page


def test_the_page_uses_few_queries_for_large_plans(as_manager, django_assert_max_num_queries):
    cycle = open_cycle(
        by=UserFactory(),
        title="Besar",
        basis="budget_year",
        budget_year=2026,
        starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31),
    )
    AssetFactory.create_batch(30)
    cycle.plan.include_assets(Asset.objects.all())
    PlannedWorkFactory.create_batch(10, plan=cycle.plan)
    AcceptanceCriterionFactory.create_batch(5, plan=cycle.plan, weight=20)

    with django_assert_max_num_queries(10):
        as_manager.get(cycle.plan.get_absolute_url())


def test_an_operator_changes_a_draft(as_operator):
    plan = PlanFactory()

    answer = as_operator.post(
        reverse("plans:edit", args=[plan.pk]), _fields(plan, objective="Siap sepanjang tahun")
    )

    plan.refresh_from_db()
    assert answer.headers["Location"] == plan.get_absolute_url()
    assert plan.objective == "Siap sepanjang tahun"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        (
            {"starts_on": "2026-12-31", "ends_on": "2026-01-01"},
            "ends_on",
            "Tanggal berakhir harus sesudah tanggal mulai.",
        ),
        ({"ends_on": "2027-01-01"}, "ends_on", "Tanggal harus berada di dalam tahun anggaran 2026."),
        ({"budget_year": ""}, "budget_year", "Isi tahun anggaran yang menjadi dasar rencana."),
        ({"basis": "contract"}, "contract", "Pilih kontrak yang menjadi dasar rencana."),
    ],
)
def test_contradictory_dates_are_shown_beside_their_fields(as_operator, changes, field, sentence):
    plan = PlanFactory(budget_year=2026)

    answer = as_operator.post(
        reverse("plans:edit", args=[plan.pk]), _fields(plan, objective="Jangan hilang", **changes)
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    assert "Jangan hilang" in answer.content.decode()


def test_a_contract_that_has_ended_cannot_become_the_basis(as_operator):
    today = timezone.localdate()
    ended = ContractFactory(
        number="9/K", starts_on=today - timedelta(days=900), ends_on=today - timedelta(days=1)
    )
    plan = PlanFactory()

    answer = as_operator.post(
        reverse("plans:edit", args=[plan.pk]), _fields(plan, basis="contract", contract=ended.pk)
    )

    (sentence,) = answer.context["form"].errors["contract"]
    assert sentence.startswith("Kontrak 9/K berakhir ") and sentence.endswith(
        "Pilih kontrak yang masih berlaku."
    )


def test_the_period_must_lie_in_the_contract(as_operator):
    year = timezone.localdate().year
    contract = ContractFactory(number="9/K", starts_on=date(year, 3, 1), ends_on=date(year + 1, 2, 27))
    plan = PlanFactory()

    answer = as_operator.post(
        reverse("plans:edit", args=[plan.pk]), _fields(plan, basis="contract", contract=contract.pk)
    )

    assert answer.context["form"].errors == {"starts_on": [f"Kontrak 9/K baru mulai 1 Maret {year}."]}


def test_managers_and_administrators_read_and_vendors_do_not(as_manager, administrator, vendor_user):
    plan = PlanFactory()
    reading = [
        reverse(f"plans:{name}", args=[plan.pk])
        for name in ("detail", "scope", "works", "criteria", "preview")
    ]
    as_administrator, as_vendor = Client(), Client()
    as_administrator.force_login(administrator)
    as_vendor.force_login(vendor_user)

    for address in [*reading, reverse("plans:list")]:
        assert as_manager.get(address).status_code == 200
        assert as_administrator.get(address).status_code == 200
        assert as_vendor.get(address).status_code == (403 if address == reverse("plans:list") else 404)
    for browser in (as_manager, as_administrator):
        assert browser.get(reverse("plans:edit", args=[plan.pk])).status_code == 403
        assert browser.post(reverse("plans:scope_add", args=[plan.pk])).status_code == 403


def test_a_budget_accepts_thousands_separators(signed_in, operator):
    plan = PlanFactory()
    typed = {
        "title": plan.title,
        "basis": "budget_year",
        "budget_year": plan.budget_year,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "round_months": 3,
        "passing_score": 80,
        "budget": "Rp 372.000.000,50",
    }
    address = reverse("plans:edit", args=[plan.pk])
    signed_in(operator).post(address, typed)
    plan.refresh_from_db()
    assert plan.budget == Decimal("372000000.50")
    refused = signed_in(operator).post(address, typed | {"budget": "-5"})
    assert "lebih besar dari atau sama dengan 0" in refused.text
    assert "plan_budget_not_negative" not in refused.text
