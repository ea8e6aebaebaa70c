"""Calendar: due work by day, holidays and working days."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from maintenance.models import WorkOrder, WorkOrderState
from plans.models import HolidayOverride
from tests.maintenance.factories import WorkOrderFactory
from tests.reports.factories import Story


def page(response) -> str:
    return " ".join(response.content.decode().split())


def days(response) -> dict[date, object]:
    return {each.day: each for week in response.context["weeks"] for each in week}


def test_a_day_lists_its_work_with_progress(story: Story, signed_in):
    response = signed_in(story.operator).get("/calendar/", {"month": "2026-03"})
    (line,) = days(response)[date(2026, 3, 15)].works
    assert (line.title, line.total, line.settled) == ("Pemeriksaan bulanan", 3, 3)
    assert "Maret 2026" in page(response)


@pytest.mark.django_db
def test_holidays_are_marked_and_can_be_corrected(signed_in, operator):
    HolidayOverride.objects.create(day=date(2026, 8, 18), name="Libur kampus", is_holiday=True)
    response = signed_in(operator).get("/calendar/", {"month": "2026-08"})
    found = days(response)
    assert found[date(2026, 8, 17)].is_free and found[date(2026, 8, 18)].is_free
    assert found[date(2026, 8, 16)].is_free  # a Sunday
    assert not found[date(2026, 8, 19)].is_free
    assert "Libur kampus" in page(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "month", ["2026-13", "2026", "x", "0001-01", "9999-12", "", "²026-01", "2026-03\x00"]
)
def test_an_invalid_month_shows_the_current_month(signed_in, operator, july, month: str):
    assert signed_in(operator).get("/calendar/", {"month": month}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["2000-01", "2100-12", "2028-02"])
def test_the_first_and_last_supported_months_work(signed_in, operator, month: str):
    assert signed_in(operator).get("/calendar/", {"month": month}).status_code == 200


def test_a_day_lists_its_work_orders(story: Story, signed_in):
    client = signed_in(story.operator)
    text = page(client.get("/calendar/2026/3/15/"))
    for order in WorkOrder.objects.filter(due_on=date(2026, 3, 15)):
        assert order.code in text
    assert "Tidak ada perintah kerja" in page(client.get("/calendar/2026/3/16/"))
    assert client.get("/calendar/2026/2/30/").status_code == 404
    assert client.get("/calendar/1/1/1/").status_code == 404
    assert client.get(f"/calendar/{10**25}/1/1/").status_code == 404


def test_vendors_cannot_open_the_calendar(db, signed_in, vendor_user):
    assert signed_in(vendor_user).get("/calendar/").status_code == 403


def test_queries_do_not_grow_with_the_due_work(story: Story, signed_in, django_assert_max_num_queries):
    client = signed_in(story.operator)
    with django_assert_max_num_queries(5):
        client.get("/calendar/", {"month": "2026-03"})
    with django_assert_max_num_queries(6):
        client.get("/calendar/2026/3/15/")


@pytest.mark.django_db
def test_work_after_the_grace_period_is_late_until_it_is_submitted(signed_in, operator, settings):
    settings.ON_TIME_GRACE_DAYS = 2
    order = WorkOrderFactory()
    address = f"/calendar/?month={order.due_on:%Y-%m}"

    def late() -> bool:
        (line,) = days(signed_in(operator).get(address))[order.due_on].works
        return line.is_late

    with time_machine.travel(order.due_on + timedelta(days=2), tick=False):
        assert not late()
    with time_machine.travel(order.due_on + timedelta(days=3), tick=False):
        assert late()
        assert "terlambat<" in signed_in(operator).get(address).text
        WorkOrder.objects.update(state=WorkOrderState.DOCUMENTED, handed_in_at=timezone.now())
        assert not late()
