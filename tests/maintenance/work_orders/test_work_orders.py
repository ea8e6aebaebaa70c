"""Services of rows 4 and 5: document, hand in, accept, return and close work orders."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Role
from maintenance.activities import services as activity_services
from maintenance.activities.checklist import field_name
from maintenance.evidence.services import NewEvidence
from maintenance.models import Activity, Finding, WorkOrder, WorkOrderState
from maintenance.reasons import MayNot, NotYet
from maintenance.reviews import services as review_services
from maintenance.sop import State
from maintenance.work_orders import services as work_order_services
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import (
    ActivityFactory,
    CycleFactory,
    WorkOrderFactory,
    accept_without_review,
    photo,
)
from tests.vendors.factories import ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def times():
    ended_at = timezone.now() - timedelta(days=1)
    return {"started_at": ended_at - timedelta(hours=2), "ended_at": ended_at}


def log(order, by, **told):
    return activity_services.log_activity(
        order.pk, by=by, **({"description": "Dibersihkan."} | times() | told)
    )


def item(order, kind):
    return order.planned_work.checklist.get(kind=kind)


def documented(by, **options):
    order = WorkOrderFactory(**options)
    log(order, by)
    work_order_services.hand_in(order.pk, by=by)
    return WorkOrder.objects.get(pk=order.pk)


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


# --- Who may ---


def test_seksi_operasional_documents_the_work_of_the_internal_team(operator):
    activity = log(
        WorkOrderFactory(), operator, people="Budi, Sari", cost=Decimal(250_000), downtime_minutes=15
    )

    assert activity.performed_by == activity.recorded_by == operator
    assert (activity.people, activity.cost, activity.downtime_minutes) == ("Budi, Sari", 250_000, 15)


def test_a_person_of_the_vendor_documents_the_vendors_round():
    member = MembershipFactory()
    order = WorkOrderFactory(state=State.VENDOR_WORK, contract=ContractFactory(vendor=member.vendor))

    assert log(order, member.user).recorded_by == member.user


def test_seksi_operasional_may_record_on_a_vendors_behalf(operator):
    member = MembershipFactory()
    order = WorkOrderFactory(state=State.VENDOR_WORK, contract=ContractFactory(vendor=member.vendor))

    activity = log(order, operator, performed_by=member.user)

    assert (activity.performed_by, activity.recorded_by) == (member.user, operator)


@pytest.mark.parametrize("role", [Role.VENDOR, Role.MANAGER, Role.ADMINISTRATOR])
def test_other_users_cannot_document_work(role):
    order = WorkOrderFactory(state=State.VENDOR_WORK)
    stranger = MembershipFactory().user if role == Role.VENDOR else UserFactory(role=role)

    with pytest.raises(MayNot):
        log(order, stranger)
    assert not Activity.objects.exists()


def test_a_user_who_left_the_vendor_cannot_document_work():
    member = MembershipFactory()
    order = WorkOrderFactory(state=State.VENDOR_WORK, contract=ContractFactory(vendor=member.vendor))
    member.is_active = False
    member.save()

    with pytest.raises(MayNot):
        log(order, member.user)


def test_work_cannot_be_logged_for_a_user_who_is_no_executor(operator):
    with pytest.raises(ValidationError) as refusal:
        log(WorkOrderFactory(), operator, performed_by=MembershipFactory().user)
    assert "performed_by" in refusal.value.error_dict


def test_work_is_documented_only_in_row_4_or_5(operator):
    order = WorkOrder.objects.get(round=CycleFactory(state=State.EVALUATION).current_round)

    with pytest.raises(NotYet) as refusal:
        log(order, operator)
    assert codes(refusal) == ["elsewhere"]


# --- Activities ---


def test_the_same_key_twice_returns_the_first_activity(operator):
    order, key = WorkOrderFactory(), uuid4()

    first, second = log(order, operator, key=key), log(order, operator, key=key, description="Lagi.")

    assert first == second
    assert order.activities.get().description == "Dibersihkan."


def test_an_activity_does_not_end_before_it_starts(operator):
    order, now = WorkOrderFactory(), timezone.now()

    with pytest.raises(ValidationError) as refusal:
        log(order, operator, started_at=now, ended_at=now - timedelta(hours=1))
    assert "ended_at" in refusal.value.error_dict


def test_an_activity_in_the_future_is_refused(operator):
    with pytest.raises(ValidationError) as refusal:
        log(WorkOrderFactory(), operator, ended_at=timezone.now() + timedelta(hours=1))
    assert "ended_at" in refusal.value.error_dict


def test_an_implausible_year_is_refused(operator):
    long_ago = timezone.now().replace(year=1)

    with pytest.raises(ValidationError) as refusal:
        log(WorkOrderFactory(), operator, started_at=long_ago, ended_at=long_ago)
    assert "started_at" in refusal.value.error_dict


def test_work_long_before_the_plan_is_refused(operator):
    order = WorkOrderFactory()
    begins = timezone.make_aware(datetime.combine(order.planned_work.plan.starts_on, time(12)))

    with pytest.raises(ValidationError) as refusal:
        log(order, operator, started_at=begins - timedelta(days=32))
    assert "started_at" in refusal.value.error_dict
    log(order, operator, started_at=begins - timedelta(days=31))


def test_an_activity_can_be_corrected_until_it_is_handed_in(operator):
    order = WorkOrderFactory()
    activity = log(order, operator)

    activity_services.change_activity(activity.pk, by=operator, description="Filter diganti.", **times())
    work_order_services.hand_in(order.pk, by=operator)

    assert order.activities.get().description == "Filter diganti."
    with pytest.raises(NotYet):
        activity_services.change_activity(activity.pk, by=operator, description="Lain.", **times())


# --- Checklist ---


@pytest.mark.parametrize("typed", ["27,5", "27.5", " 27,5 ", "+27,5"])
def test_a_number_is_read_with_comma_or_point(operator, typed):
    order = WorkOrderFactory(checklist=True)
    activity = log(order, operator, answers={item(order, "number").pk: typed})

    assert activity.answers.get().number == Decimal("27.5")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "27,5 °C"), ("number", "panas"), ("number", "1.000,5"), ("number", "٢٧"), ("number", "NaN"),
     ("number", "9" * 20), ("yes_no", "mungkin"), ("choice", "Bagus"), ("text", "x" * 2001)],
)  # fmt: skip
def test_an_answer_of_the_wrong_type_is_an_error_of_its_field(operator, kind, typed):
    order = WorkOrderFactory(checklist=True)
    asked = item(order, kind)

    with pytest.raises(ValidationError) as refusal:
        log(order, operator, answers={asked.pk: typed})
    assert list(refusal.value.error_dict) == [field_name(asked.pk)]
    assert not order.activities.exists()


def test_all_invalid_answers_are_reported_at_once(operator):
    order = WorkOrderFactory(checklist=True)
    answers = {item(order, "number").pk: "panas", item(order, "yes_no").pk: "mungkin"}

    with pytest.raises(ValidationError) as refusal:
        log(order, operator, answers=answers)
    assert len(refusal.value.error_dict) == 2


def test_an_item_of_other_work_cannot_be_answered(operator):
    other = item(WorkOrderFactory(checklist=True), "text")

    with pytest.raises(ValidationError):
        log(WorkOrderFactory(), operator, answers={other.pk: "Baik"})


def test_a_reading_within_limits_opens_no_finding(operator):
    order = WorkOrderFactory(checklist=True)
    activity = log(order, operator, answers={item(order, "number").pk: "27"})

    assert activity.answers.get().is_within_limits is True
    assert not Finding.objects.exists()


def test_a_reading_out_of_limits_is_saved_and_opens_one_finding(operator):
    order = WorkOrderFactory(checklist=True)
    asked = item(order, "number")
    activity = log(order, operator, answers={asked.pk: "31,5"})
    activity_services.change_activity(
        activity.pk, by=operator, description="Dibersihkan.", answers={asked.pk: "32"}, **times()
    )

    assert activity.answers.get().is_within_limits is False
    finding = Finding.objects.get()
    assert (finding.item, finding.activity, finding.work_order) == (asked, activity, order)
    assert finding.title == "Suhu ruang di luar batas: 31,5 °C (batas 18 – 27 °C)"


def test_a_number_without_limits_is_neither_in_nor_out(operator):
    order = WorkOrderFactory(checklist=True)
    activity = log(order, operator, answers={item(order, "text").pk: "31,5"})

    assert activity.answers.get().is_within_limits is None


def test_an_answer_can_be_deleted(operator):
    order = WorkOrderFactory(checklist=True)
    asked = item(order, "yes_no")
    activity = log(order, operator, answers={asked.pk: "yes"})
    activity_services.change_activity(
        activity.pk, by=operator, description="x", answers={asked.pk: ""}, **times()
    )

    assert not activity.answers.exists()


# --- Handing in ---


def test_handing_in_reports_everything_that_is_missing(operator):
    order = WorkOrderFactory(checklist=True, required_evidence={"before": 1, "after": 2})
    log(order, operator, evidence=[NewEvidence(photo(), "after")])

    with pytest.raises(NotYet) as refusal:
        work_order_services.hand_in(order.pk, by=operator)
    assert codes(refusal) == ["answer", "answer", "evidence", "evidence"]
    assert [str(r) for r in refusal.value.reasons][-1] == "Bukti wajib “Foto sesudah” kurang 1."


def test_work_without_an_activity_cannot_be_handed_in(operator):
    with pytest.raises(NotYet) as refusal:
        work_order_services.hand_in(WorkOrderFactory(checklist=True).pk, by=operator)
    assert codes(refusal) == ["activity"]


def test_answers_and_evidence_may_be_spread_over_activities(operator):
    order = WorkOrderFactory(checklist=True, required_evidence={"photo": 2})
    log(
        order,
        operator,
        answers={item(order, "number").pk: "20"},
        evidence=[NewEvidence(photo())],
    )
    log(
        order,
        operator,
        answers={item(order, "yes_no").pk: "no"},
        evidence=[NewEvidence(photo())],
    )

    assert work_order_services.hand_in(order.pk, by=operator).state == WorkOrderState.DOCUMENTED


def test_missing_documentation_needs_one_query(operator, django_assert_num_queries):
    order = WorkOrderFactory(checklist=True, required_evidence={"photo": 1})
    log(order, operator)
    loaded = WorkOrder.objects.with_documentation().get(pk=order.pk)

    with django_assert_num_queries(1):
        assert len(work_order_services.missing_documentation(loaded)) == 3


# --- Review ---


def test_handed_in_work_counts_as_done_and_returned_work_does_not(operator, head):
    order = WorkOrderFactory()
    ended_at = timezone.now() - timedelta(days=3)
    log(order, operator, started_at=ended_at - timedelta(hours=1), ended_at=ended_at)

    assert work_order_services.hand_in(order.pk, by=operator).completed_on == timezone.localdate(ended_at)
    assert review_services.return_for_correction(order.pk, by=head, remark="Foto buram.").completed_on is None


def test_accepted_work_counts_on_the_day_its_last_activity_ended(operator, head):
    order = WorkOrderFactory()
    ended_at = timezone.now() - timedelta(days=3)
    log(order, operator, started_at=ended_at - timedelta(hours=1), ended_at=ended_at)
    work_order_services.hand_in(order.pk, by=operator)

    accepted = review_services.accept(order.pk, by=head, remark="Rapi.")

    assert (accepted.state, accepted.completed_on) == (WorkOrderState.ACCEPTED, timezone.localdate(ended_at))
    assert accepted.closed_at is not None
    assert accepted.reviews.get().remark == "Rapi."


def test_acceptance_creates_the_next_work_order_counted_from_completion(operator):
    year = timezone.localdate().year
    order = WorkOrderFactory(year=year, work_basis="after_completion", rule="FREQ=MONTHLY", assets=1)
    ActivityFactory(work_order=order, performed_by=operator)
    work_order_services.hand_in(order.pk, by=operator)

    review_services.accept(order.pk, by=operator)

    assert order.round.work_orders.count() == 2
    assert order.round.work_orders.get(state=WorkOrderState.OPEN).nominal_on > order.due_on


def test_returned_work_has_a_remark_and_can_be_handed_in_again(operator):
    order = documented(operator)

    review_services.return_for_correction(order.pk, by=operator, remark="Foto kurang jelas.")
    log(order, operator)
    again = work_order_services.hand_in(order.pk, by=operator)

    assert again.state == WorkOrderState.DOCUMENTED
    assert order.reviews.get().remark == "Foto kurang jelas."


def test_work_is_not_returned_without_a_remark(operator):
    with pytest.raises(ValidationError):
        review_services.return_for_correction(documented(operator).pk, by=operator, remark="  ")


def test_only_handed_in_work_can_be_accepted_or_returned(operator):
    order = WorkOrderFactory()

    for verb in (review_services.accept, review_services.return_for_correction):
        with pytest.raises(NotYet) as refusal:
            verb(order.pk, by=operator, remark="x")
        assert codes(refusal) == ["state"]


def test_a_vendor_does_not_accept_its_own_work():
    member = MembershipFactory()
    contract = ContractFactory(vendor=member.vendor)
    order = documented(member.user, state=State.VENDOR_WORK, contract=contract)

    with pytest.raises(MayNot):
        review_services.accept(order.pk, by=member.user)


def test_many_work_orders_are_accepted_independently(operator):
    ready, not_ready = documented(operator), WorkOrderFactory()

    accepted, reasons = review_services.accept_many([ready.pk, not_ready.pk], by=operator)

    assert accepted == [ready]
    assert [reason.code for reason in reasons] == ["state"]


def test_work_is_closed_as_not_done_with_a_reason(operator):
    order = WorkOrderFactory()

    closed = work_order_services.close_not_done(order.pk, by=operator, reason="Ruang terkunci.")

    assert (closed.state, closed.reason_not_done) == (WorkOrderState.NOT_DONE, "Ruang terkunci.")
    assert closed.completed_on is None


def test_work_is_not_closed_without_a_reason(operator):
    with pytest.raises(ValidationError):
        work_order_services.close_not_done(WorkOrderFactory().pk, by=operator, reason=" ")


def test_closed_work_cannot_change(operator):
    order = WorkOrderFactory()
    accept_without_review(order, by=operator)

    with pytest.raises(NotYet):
        log(order, operator)
    with pytest.raises(NotYet):
        work_order_services.close_not_done(order.pk, by=operator, reason="Tidak jadi.")
