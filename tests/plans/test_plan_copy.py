"""Copying a plan into its next period."""

from datetime import date

import pytest

from assets.models import Status
from plans.models import Plan
from plans.plan_copy import copy_contents, next_period
from tests.accounts.factories import UserFactory
from tests.assets.factories import ArchitectureDocumentFactory, AssetFactory
from tests.plans.factories import (
    ChecklistItemFactory,
    PlanFactory,
    PlannedWorkFactory,
    RequiredEvidenceFactory,
)
from tests.vendors.factories import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def source() -> Plan:
    return PlanFactory(title="Pusat data 2026", budget_year=2026, criteria=2)


@pytest.fixture
def target() -> Plan:
    return PlanFactory(budget_year=2027, assets=0, works=0, criteria=0, uses_map=False)


def test_the_next_period_of_a_budget_year_is_the_next_year(source):
    fields = next_period(source)

    assert (fields["title"], fields["budget_year"]) == ("Pusat data 2027", 2027)
    assert (fields["starts_on"], fields["ends_on"]) == (date(2027, 1, 1), date(2027, 12, 31))
    Plan(**fields, created_by=UserFactory()).full_clean()


def test_the_next_period_of_a_contract_is_as_long_and_names_no_contract():
    contract = ContractFactory(starts_on=date(2026, 3, 1), ends_on=date(2028, 2, 29))
    plan = PlanFactory(
        basis="contract",
        budget_year=None,
        contract=contract,
        starts_on=date(2026, 3, 1),
        ends_on=date(2028, 2, 29),
    )

    fields = next_period(plan)

    assert (fields["starts_on"], fields["ends_on"]) == (date(2028, 3, 1), date(2030, 2, 28))
    assert "contract" not in fields


def test_works_are_copied_with_shifted_dates_checklists_and_evidence(source, target):
    work = source.works.get()
    ChecklistItemFactory(work=work, text="Kipas")
    RequiredEvidenceFactory(work=work, count=2)

    copied = copy_contents(source, target)

    fresh = target.works.get()
    assert (copied.works, copied.criteria, copied.assets) == (1, 2, 2)
    assert (fresh.title, fresh.rule, fresh.anchor) == (work.title, work.rule, date(2027, 1, 15))
    assert [item.text for item in fresh.checklist.all()] == ["Kipas"]
    assert [each.count for each in fresh.required_evidence.all()] == [2]
    assert set(fresh.assets.all()) == set(work.assets.all())
    assert source.works.get() == work


def test_a_leap_day_moves_to_the_last_of_february(source, target):
    leap = PlanFactory(budget_year=2028, works=0)
    PlannedWorkFactory(plan=leap, anchor=date(2028, 2, 29), rule="FREQ=MONTHLY;INTERVAL=1;BYMONTHDAY=-1")
    after = PlanFactory(budget_year=2029, assets=0, works=0, criteria=0)

    copy_contents(leap, after)

    assert after.works.get().anchor == date(2029, 2, 28)


def test_retired_assets_are_not_copied(source, target):
    gone = AssetFactory()
    source.include_assets(type(gone).objects.filter(pk=gone.pk))
    source.works.get().include_assets(type(gone).objects.filter(pk=gone.pk))
    type(gone).objects.filter(pk=gone.pk).update(status=Status.RETIRED)

    copied = copy_contents(source, target)

    assert copied.skipped_assets == 1
    assert gone not in target.assets.all()
    assert gone not in target.works.get().assets.all()


def test_criteria_architecture_and_origin_are_copied(source, target):
    document = ArchitectureDocumentFactory()
    source.architecture.add(document)

    copy_contents(source, target)

    target.refresh_from_db()
    assert target.copied_from == source and target.uses_map
    assert list(target.architecture.all()) == [document]
    assert [(c.code, c.weight) for c in target.criteria.all()] == [
        (c.code, c.weight) for c in source.criteria.all()
    ]


def test_a_frozen_plan_can_be_copied_and_the_copy_is_open(source, target):
    source.submit()
    source.freeze(by=UserFactory())

    copy_contents(source, target)

    target.works.get().save()
    assert target.why_locked is None
