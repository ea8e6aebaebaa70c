"""Review of work orders: remarks on items, the answer of the technician, photo pairs and the waiting time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from maintenance.models import ReviewAnswer, ReviewRemark, WorkOrder, WorkOrderState
from maintenance.reviews import services as review_services
from maintenance.sop import State
from maintenance.work_orders import services as work_order_services
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import ActivityFactory, EvidenceFactory, make_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def technician() -> User:
    person: User = UserFactory(role=Role.VENDOR, full_name="Rian Teknisi")
    return person


@pytest.fixture
def work_order(technician: User) -> WorkOrder:
    """Return a work work_order with a checklist, handed in an hour ago."""
    cycle = make_cycle(State.VENDOR_WORK, vendor_person=technician, checklist=True)
    work_order = WorkOrder.objects.filter(round__cycle=cycle).earliest("pk")
    ActivityFactory(work_order=work_order, performed_by=technician)
    work_order.state, work_order.handed_in_at = WorkOrderState.DOCUMENTED, timezone.now() - timedelta(hours=1)
    work_order.save()
    return work_order


def return_work_order(work_order: WorkOrder, by: User) -> int:
    item = work_order.planned_work.checklist.earliest("pk")
    review_services.return_for_correction(
        work_order.pk, by=by, remark="Lengkapi.", remarks={item.pk: "Baca sekali lagi.", 0: "Bukan butir"}
    )
    return item.pk


def test_a_remark_on_an_item_is_stored_and_shown_with_the_item(
    client: Client, work_order: WorkOrder, operator: User, technician: User
) -> None:
    client.force_login(operator)
    item = work_order.planned_work.checklist.earliest("pk")
    typed = {"remark": "Lengkapi.", f"item_{item.pk}": "Baca sekali lagi."}
    assert (
        client.post(reverse("maintenance:return_for_correction", args=[work_order.pk]), typed).status_code
        == 302
    )
    client.force_login(technician)
    page = client.get(reverse("portal:activity_create", args=[work_order.pk]), follow=True).content.decode()
    assert page.count("Catatan pemeriksa: Baca sekali lagi.") == 1
    assert (
        "Baca sekali lagi." in client.get(reverse("portal:work_order", args=[work_order.pk])).content.decode()
    )


def test_remarks_on_items_of_other_work_are_ignored(work_order: WorkOrder, operator: User) -> None:
    item = return_work_order(work_order, operator)
    assert list(ReviewRemark.objects.values_list("item_id", "text")) == [(item, "Baca sekali lagi.")]


def test_the_answer_to_a_return_is_stored_and_shown(
    client: Client, work_order: WorkOrder, operator: User, technician: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    return_work_order(work_order, operator)
    monkeypatch.setattr(work_order_services, "missing_documentation", lambda work_order: [])
    client.force_login(technician)
    client.post(reverse("portal:hand_in", args=[work_order.pk]), {"answer": "Sudah diukur ulang."})
    answer = ReviewAnswer.objects.get()
    assert (answer.text, answer.by, answer.review.verdict) == ("Sudah diukur ulang.", technician, "returned")
    client.force_login(operator)
    page = client.get(reverse("maintenance:review", args=[work_order.pk])).content.decode()
    assert "Sudah diukur ulang." in page
    assert "Baca sekali lagi." in page


def test_work_that_was_never_returned_has_no_answer(work_order: WorkOrder, technician: User) -> None:
    review_services.save_answer(work_order, "Halo", by=technician)
    assert not ReviewAnswer.objects.exists()


def test_before_and_after_photos_are_paired(client: Client, work_order: WorkOrder, operator: User) -> None:
    activity = work_order.activities.get()
    before = EvidenceFactory(activity=activity, purpose="before")
    later = EvidenceFactory(activity=activity, purpose="before")
    after = EvidenceFactory(activity=activity, purpose="after")
    EvidenceFactory(activity=activity, purpose="photo")
    client.force_login(operator)
    page = client.get(reverse("maintenance:review", args=[work_order.pk]))
    assert page.context["photo_pairs"] == [(before, after), (later, None)]


def test_the_review_queue_shows_the_waiting_time(
    client: Client, work_order: WorkOrder, operator: User
) -> None:
    sent = work_order.handed_in_at
    others = WorkOrder.objects.filter(round=work_order.round).exclude(pk=work_order.pk)
    for number, other in enumerate(others, start=1):
        other.state, other.completed_on = WorkOrderState.ACCEPTED, other.due_on
        other.closed_at = timezone.now()
        other.handed_in_at = other.closed_at - timedelta(hours=number)
        other.save()
    waiting = review_services.review_wait(WorkOrder.objects.all())
    assert waiting.oldest == sent
    assert waiting.measured == others.count()
    client.force_login(operator)
    assert "Menunggu paling lama" in client.get(reverse("maintenance:review_queue")).content.decode()


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(minutes=40), "40 menit"),
        (timedelta(hours=5), "5 jam"),
        (timedelta(hours=2, minutes=30), "3 jam"),
        (timedelta(hours=2, minutes=29, seconds=50), "2 jam"),
        (timedelta(days=3), "3 hari"),
    ],
)
def test_the_median_wait_in_words(span: timedelta, words: str) -> None:
    assert review_services.ReviewWait(span, 1, None).usual_words == words
