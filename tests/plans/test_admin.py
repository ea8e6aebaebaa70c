"""Admin pages: holiday corrections, library of criteria, and read-only lists."""

from datetime import date

import pytest
from django.urls import reverse

from plans.models import HolidayOverride
from plans.models.holiday import calendar_between
from tests.plans.factories import CriterionTemplateFactory, PlanFactory
from tests.vendors.factories import AmendmentFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_administrator(client, administrator):
    client.force_login(administrator)
    return client


def test_a_correction_of_the_calendar_is_entered_and_counts(as_administrator):
    day = date(2026, 3, 3)
    assert calendar_between(day, day).is_working_day(day)

    as_administrator.post(
        reverse("admin:plans_holidayoverride_add"),
        {"day": "2026-03-03", "name": "Dies Natalis ITB", "is_holiday": "on"},
    )

    assert calendar_between(day, day).name(day) == "Dies Natalis ITB"


def test_a_holiday_may_be_made_a_working_day(as_administrator):
    HolidayOverride.objects.create(day=date(2026, 8, 17), name="Tetap bekerja", is_holiday=False)

    assert calendar_between(date(2026, 8, 1), date(2026, 8, 31)).is_working_day(date(2026, 8, 17))


@pytest.mark.parametrize("model", ["plans_plan", "plans_criteriontemplate", "plans_holidayoverride"])
def test_lists_of_plans_open(as_administrator, model):
    PlanFactory()
    CriterionTemplateFactory()

    assert as_administrator.get(reverse(f"admin:{model}_changelist")).status_code == 200


@pytest.mark.parametrize("model", ["vendors_vendor", "vendors_contract"])
def test_lists_and_forms_of_vendors_open(as_administrator, model):
    contract, membership = AmendmentFactory().contract, MembershipFactory()
    pk = contract.pk if model == "vendors_contract" else membership.vendor_id

    assert as_administrator.get(reverse(f"admin:{model}_changelist")).status_code == 200
    assert as_administrator.get(reverse(f"admin:{model}_change", args=[pk])).status_code == 200


def test_a_manager_does_not_reach_the_admin_site(as_manager):
    assert as_manager.get(reverse("admin:plans_holidayoverride_changelist")).status_code == 302
