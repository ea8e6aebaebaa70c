"""Pages of rows 4 and 5 for staff and vendors."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from maintenance.activities.checklist import field_name
from maintenance.evidence.services import NewEvidence
from maintenance.models import Evidence, Executor, Finding, WorkOrder, WorkOrderState
from maintenance.reviews import services as review_services
from maintenance.sop import State
from maintenance.work_orders import services as work_order_services
from tests.accounts.factories import UserFactory
from tests.maintenance.evidence.test_evidence import upload
from tests.maintenance.factories import (
    CycleFactory,
    EvidenceFactory,
    FindingFactory,
    RoundFactory,
    WorkOrderFactory,
    accept_without_review,
    photo,
)
from tests.maintenance.work_orders.test_work_orders import documented, item, log
from tests.vendors.factories import ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def url(name, *args, door="maintenance"):
    return reverse(f"{door}:{name}", args=args)


def filled(**more):
    ended_at = timezone.localtime() - timedelta(days=1)
    return {
        "key": "7d3f9c0e-58a5-4f83-9d0a-2a6f3f1f7b11",
        "started_at": f"{ended_at - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "ended_at": f"{ended_at:%Y-%m-%dT%H:%M}",
        "description": "Filter dibersihkan.",
        "finding_severity": "medium",
        **more,
    }


def vendor_order(**options):
    member = MembershipFactory()
    contract = ContractFactory(vendor=member.vendor)
    return member.user, WorkOrderFactory(state=State.VENDOR_WORK, contract=contract, **options)


def held_tickets(response, purpose):
    return [each.ticket for each in response.context["form"].uploads[purpose]]


# --- Lists ---


def test_the_list_of_a_cycle_shows_its_open_round(signed_in, operator):
    round_ = RoundFactory(assets=2)
    WorkOrderFactory()

    page = signed_in(operator).get(url("work_orders", round_.cycle_id))

    shown = {row.pk for row in page.context["listing"].rows}
    assert shown == set(round_.work_orders.values_list("pk", flat=True))
    assert len(shown) == 2


def test_the_list_can_show_another_round_and_one_state(signed_in, operator):
    cycle = CycleFactory(state=State.CONTINUATION, assets=2)
    client = signed_in(operator)

    assert client.get(url("work_orders", cycle.pk), {"round": 1}).context["listing"].total == 2
    assert client.get(url("work_orders", cycle.pk), {"state": "open"}).context["listing"].total == 0


def test_a_cycle_without_a_round_explains_where_work_orders_come_from(signed_in, operator):
    cycle = CycleFactory(state=State.ASSIGNMENT)

    assert (
        "Belum ada perintah kerja" in signed_in(operator).get(url("work_orders", cycle.pk)).content.decode()
    )


def test_late_work_is_marked_and_can_be_filtered(signed_in, operator):
    WorkOrderFactory(assets=2)
    long_ago = timezone.localdate() - timedelta(days=30)
    WorkOrder.objects.filter(pk=WorkOrder.objects.first().pk).update(due_on=long_ago)
    WorkOrder.objects.exclude(due_on=long_ago).update(due_on=timezone.localdate())
    client = signed_in(operator)

    page = client.get(url("all_work_orders"), {"late": "1"})

    assert page.context["listing"].total == 1
    assert "Terlambat" in page.content.decode()


@pytest.mark.parametrize("orders", [1, 30])
def test_the_number_of_queries_of_a_list_is_constant(
    signed_in, operator, orders, django_assert_max_num_queries
):
    round_ = RoundFactory(assets=orders)
    WorkOrder.objects.update(state=WorkOrderState.DOCUMENTED, handed_in_at=timezone.now())
    for order in round_.work_orders.all():
        FindingFactory(work_order=order, opened_by=operator)
    client = signed_in(operator)

    for name in ("all_work_orders", "review_queue", "findings"):
        with django_assert_max_num_queries(6 if name == "review_queue" else 5):
            client.get(url(name))
    with django_assert_max_num_queries(8):
        client.get(url("work_orders", round_.cycle_id))


def test_lists_are_exported_as_csv(signed_in, operator):
    order = WorkOrderFactory()
    FindingFactory(work_order=order)
    client = signed_in(operator)

    for name in ("all_work_orders", "findings"):
        lines = b"".join(client.get(url(name), {"format": "csv"}).streaming_content).decode().splitlines()
        assert len(lines) == 2
        assert order.asset.code in lines[1]


# --- One work order ---


@pytest.mark.parametrize("state", ["open", "returned", "documented", "accepted"])
def test_a_work_order_with_much_documentation_costs_few_queries(
    signed_in, operator, state, django_assert_max_num_queries
):
    order = WorkOrderFactory(checklist=True, required_evidence={"photo": 1})
    answers = {item(order, "yes_no").pk: "yes", item(order, "number").pk: "40"}
    for color in ("red", "green", "blue"):
        log(
            order,
            operator,
            answers=answers,
            evidence=[NewEvidence(photo(color=color))] * 2,
        )
    if state != "open":
        work_order_services.hand_in(order.pk, by=operator)
    if state == "returned":
        review_services.return_for_correction(order.pk, by=operator, remark="Kurang jelas.")
    if state == "accepted":
        review_services.accept(order.pk, by=operator)
    client = signed_in(operator)

    with django_assert_max_num_queries(11 if state == "returned" else 10):
        page = client.get(url("work_order", order.pk))
    assert page.status_code == 200
    if state == "returned":
        assert "Kurang jelas." in page.content.decode()


def test_the_page_shows_readings_against_their_limits(signed_in, operator):
    order = WorkOrderFactory(checklist=True)
    log(order, operator, answers={item(order, "number").pk: "31,5", item(order, "yes_no").pk: "no"})

    page = signed_in(operator).get(url("work_order", order.pk)).content.decode()

    assert "31,5 °C" in page
    assert "18 – 27 °C" in page
    assert "Di luar batas" in page
    assert "Suhu ruang di luar batas" in page


def test_the_page_says_what_is_missing(signed_in, operator):
    order = WorkOrderFactory(checklist=True)
    log(order, operator)

    page = signed_in(operator).get(url("work_order", order.pk)).content.decode()

    assert "Butir wajib “Suhu ruang” belum dijawab." in page
    assert "Kirim untuk diperiksa" not in page


def test_a_manager_sees_the_page_without_actions(signed_in, manager):
    page = signed_in(manager).get(url("work_order", WorkOrderFactory().pk)).content.decode()

    assert "Catat kegiatan" not in page
    assert "tidak dilaksanakan" not in page


def test_handing_in_incomplete_work_shows_everything_that_is_missing(signed_in, operator):
    order = WorkOrderFactory(checklist=True)
    log(order, operator)

    page = signed_in(operator).post(url("hand_in", order.pk))

    assert page.status_code == 409
    assert page.content.decode().count("belum dijawab.") == 2


def test_complete_documentation_is_handed_in(signed_in, operator):
    order = WorkOrderFactory()
    log(order, operator)

    page = signed_in(operator).post(url("hand_in", order.pk), follow=True)

    assert "dikirim untuk diperiksa" in page.content.decode()
    assert WorkOrder.objects.get().state == WorkOrderState.DOCUMENTED


def test_work_is_closed_as_not_done_with_a_reason(signed_in, operator):
    order = WorkOrderFactory()
    client = signed_in(operator)

    refused = client.post(url("not_done", order.pk), {"reason": ""})
    client.post(url("not_done", order.pk), {"reason": "Ruang terkunci."})

    assert refused.status_code == 422
    assert "Tulis alasan" in refused.content.decode()
    assert WorkOrder.objects.get().state == WorkOrderState.NOT_DONE


# --- The activity form ---


def test_the_form_saves_all_values(signed_in, operator):
    order = WorkOrderFactory(checklist=True)
    answers = {
        field_name(item(order, "yes_no").pk): "yes",
        field_name(item(order, "number").pk): "31,5",
        field_name(item(order, "choice").pk): "Baik",
    }
    evidence = {"files_before": [photo(), photo(color="red")], "caption_before": "Sisi depan"}
    finding = {"finding_title": "Kipas berbunyi", "finding_severity": "high", "finding_follow_up": "Ganti"}

    page = signed_in(operator).post(
        url("activity_create", order.pk),
        filled(people="Budi", cost="1.250.000,50", downtime_minutes="30", **answers, **evidence, **finding),
    )

    assert page.url == order.get_absolute_url()
    activity = order.activities.get()
    assert (activity.people, str(activity.cost), activity.downtime_minutes) == ("Budi", "1250000.50", 30)
    assert {answer.value for answer in activity.answers.all()} == {True, Decimal("31.5"), "Baik"}
    assert [piece.caption for piece in activity.evidence.all()] == ["Sisi depan"] * 2
    assert set(Finding.objects.values_list("severity", flat=True)) == {"high", "medium"}


def test_submitting_the_form_twice_saves_once(signed_in, operator):
    order = WorkOrderFactory()
    client = signed_in(operator)

    for _press in range(2):
        client.post(url("activity_create", order.pk), filled())

    assert order.activities.count() == 1


def test_an_invalid_answer_shows_its_error_and_values_are_kept(signed_in, operator):
    order = WorkOrderFactory(checklist=True)
    number, choice = field_name(item(order, "number").pk), field_name(item(order, "choice").pk)

    page = signed_in(operator).post(
        url("activity_create", order.pk),
        filled(people="Budi Santoso", cost="banyak", **{number: "27 derajat", choice: "Cukup"}),
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert "“27 derajat” bukan angka" in text
    assert "Tulis jumlah rupiah dengan angka" in text
    for typed in ("27 derajat", "Budi Santoso", "banyak", "Filter dibersihkan."):
        assert typed in text
    assert page.context["form"][choice].value() == "Cukup"
    assert not order.activities.exists()


def test_photos_of_a_form_with_errors_are_kept(signed_in, operator):
    order = WorkOrderFactory()
    client = signed_in(operator)

    files = {"files_after": [photo("a.jpg"), upload(b"bukan foto", "b.jpg")]}
    first = client.post(url("activity_create", order.pk), filled(description="", **files))
    tickets = held_tickets(first, "after")
    assert "a.jpg" in first.content.decode()
    assert "b.jpg bukan jenis berkas yang diterima" in first.content.decode()
    again = client.post(url("activity_create", order.pk), filled(description=" ", held_after=tickets))
    client.post(url("activity_create", order.pk), filled(held_after=held_tickets(again, "after")))

    piece = Evidence.objects.get()
    assert (piece.original_name, piece.purpose) == ("a.jpg", "after")


def test_temporary_uploads_of_another_user_are_not_used(signed_in, operator):
    order = WorkOrderFactory()
    first = signed_in(operator).post(
        url("activity_create", order.pk), filled(description="", files_after=[photo()])
    )

    signed_in(UserFactory()).post(
        url("activity_create", order.pk), filled(held_after=[*held_tickets(first, "after"), "palsu"])
    )

    assert not Evidence.objects.exists()


def test_a_too_large_upload_shows_its_error(signed_in, operator, settings):
    settings.MAX_UPLOAD_MB = 1
    order = WorkOrderFactory()
    large = upload(b"\xff\xd8\xff" + b"\0" * 1_500_000, "besar.jpg")

    page = signed_in(operator).post(url("activity_create", order.pk), filled(files_photo=[large]))

    assert page.context["form"].errors["files_photo"] == ["besar.jpg berukuran 1,4 MB; paling besar 1 MB."]


def test_times_in_the_wrong_order_are_explained(signed_in, operator):
    order = WorkOrderFactory()
    for times in (
        {"started_at": "2026-01-02T10:00", "ended_at": "2026-01-02T09:00"},
        {"ended_at": "kemarin"},
    ):
        page = signed_in(operator).post(url("activity_create", order.pk), filled(**times))
        assert page.status_code == 422
        assert {"started_at", "ended_at"} & set(page.context["form"].errors)


def test_the_form_of_an_activity_shows_what_was_saved(signed_in, operator):
    order = WorkOrderFactory(checklist=True)
    number = item(order, "number")
    activity = log(order, operator, answers={number.pk: "26,5"}, cost=1_500_000)
    client = signed_in(operator)

    form = client.get(url("activity_edit", activity.pk)).context["form"]
    client.post(url("activity_edit", activity.pk), filled(description="Filter diganti."))

    assert form[field_name(number.pk)].value() == "26,5"
    assert form["cost"].value() == "1.500.000"
    assert order.activities.get().description == "Filter diganti."


def test_work_that_was_handed_in_meanwhile_is_refused_with_a_reason(signed_in, operator):
    order = documented(operator)

    page = signed_in(operator).post(url("activity_create", order.pk), filled())

    assert page.status_code == 409
    assert "Menunggu pemeriksaan" in page.content.decode()


def test_the_form_costs_few_queries(signed_in, operator, django_assert_max_num_queries):
    order = WorkOrderFactory(checklist=True, required_evidence={"photo": 1})
    activity = log(order, operator, evidence=[NewEvidence(photo())])
    client = signed_in(operator)

    with django_assert_max_num_queries(10):
        client.get(url("activity_edit", activity.pk))


# --- Review ---


def test_the_queue_accepts_the_selected_work_orders(signed_in, operator):
    first, second, third = (documented(operator) for _ in range(3))

    page = signed_in(operator).post(url("accept_many"), {"order": [first.pk, second.pk, "x"]}, follow=True)

    assert "2 perintah kerja diterima." in page.content.decode()
    assert [order.pk for order in page.context["listing"].rows] == [third.pk]


def test_the_review_page_marks_a_photo_that_was_used_elsewhere(signed_in, operator):
    EvidenceFactory(sha256="0" * 64)
    order = WorkOrderFactory()
    piece = EvidenceFactory(activity=log(order, operator), sha256="0" * 64)
    work_order_services.hand_in(order.pk, by=operator)

    page = signed_in(operator).get(url("review", order.pk))

    assert list(page.context["duplicates"]) == [piece.pk]
    assert "Berkas yang sama dipakai pada" in page.content.decode()


def test_work_is_accepted_or_returned_on_the_review_page(signed_in, operator):
    kept, sent_back = documented(operator), documented(operator)
    client = signed_in(operator)

    client.post(url("accept", kept.pk), {"remark": "Baik."})
    refused = client.post(url("return_for_correction", sent_back.pk), {"remark": ""})
    client.post(url("return_for_correction", sent_back.pk), {"remark": "Foto kabur."})

    assert refused.status_code == 422
    assert WorkOrder.objects.get(pk=kept.pk).state == WorkOrderState.ACCEPTED
    assert WorkOrder.objects.get(pk=sent_back.pk).reviews.get().remark == "Foto kabur."


# --- Evidence ---


def test_evidence_is_sent_with_safe_headers(signed_in, operator):
    piece = EvidenceFactory()

    answer = signed_in(operator).get(url("evidence", piece.pk))

    assert answer.headers["Content-Disposition"] == 'inline; filename="foto.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "private" in answer.headers["Cache-Control"]
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_documents_are_downloaded(signed_in, operator):
    piece = EvidenceFactory(content_type="application/pdf", original_name="laporan.pdf", thumbnail="")
    client = signed_in(operator)

    disposition = client.get(url("evidence", piece.pk)).headers["Content-Disposition"]

    assert disposition == 'attachment; filename="laporan.pdf"'
    assert client.get(url("evidence_thumbnail", piece.pk)).status_code == 404


# --- Findings ---


def test_a_finding_is_followed_up_and_resolved_on_its_page(signed_in, operator):
    finding = FindingFactory()
    client = signed_in(operator)

    client.post(url("finding_follow_up", finding.pk), {"text": "Kipas dipesan."})
    refused = client.post(url("finding_resolve", finding.pk), {"note": ""})
    client.post(url("finding_resolve", finding.pk), {"note": "Kipas diganti."})
    page = client.get(url("finding", finding.pk)).content.decode()

    assert refused.status_code == 422
    assert "Kipas dipesan." in page
    assert "Kipas diganti." in page
    assert "Tambah tindak lanjut" not in page


def test_findings_are_filtered_by_state_severity_and_cycle(signed_in, operator):
    open_, closed = FindingFactory(severity="high"), FindingFactory()
    Finding.objects.filter(pk=closed.pk).update(
        resolved_at=timezone.now(), resolved_by=operator, resolution="Selesai."
    )
    client = signed_in(operator)

    def rows(**params):
        return [row.pk for row in client.get(url("findings"), params).context["listing"].rows]

    assert rows(state="open") == [open_.pk]
    assert rows(state="closed") == [closed.pk]
    assert rows(severity="high") == [open_.pk]
    assert rows(cycle=closed.work_order.round.cycle_id, state="") == [closed.pk]


# --- The vendor's door ---


def test_a_vendor_sees_its_own_open_work(signed_in):
    person, order = vendor_order()
    vendor_order()

    client = signed_in(person)

    rows = client.get(url("work_orders", door="portal")).context["listing"].rows
    assert [row.pk for row in rows] == [order.pk]
    assert client.get(url("home", door="portal")).context["to_do"].rounds[0].pk == order.round_id


def test_a_vendor_documents_and_hands_in_its_work(signed_in):
    person, order = vendor_order()
    client = signed_in(person)

    client.post(
        url("activity_create", order.pk, door="portal"), filled(files_photo=[photo()], finding_title="Kipas")
    )
    page = client.get(url("work_order", order.pk, door="portal"))
    client.post(url("hand_in", order.pk, door="portal"))

    assert "/portal/evidence/" in page.content.decode()
    assert "/cycles/" not in page.content.decode()
    assert WorkOrder.objects.get(pk=order.pk).state == WorkOrderState.DOCUMENTED
    assert client.get(url("finding", Finding.objects.get().pk, door="portal")).status_code == 200
    assert client.get(url("evidence", Evidence.objects.get().pk, door="portal")).status_code == 200


def test_a_vendor_user_cannot_log_work_of_others(signed_in):
    person, order = vendor_order()

    page = signed_in(person).get(url("activity_create", order.pk, door="portal"), follow=True)

    assert "performed_by" not in page.context["form"].fields


def test_a_vendor_hands_over_the_round_when_all_work_is_closed(signed_in, operator):
    person, order = vendor_order()
    client, address = signed_in(person), url("handover", order.round_id, door="portal")

    too_early = client.post(address)
    accept_without_review(order, by=person)
    confirm = client.get(address)
    client.post(address)

    assert too_early.status_code == 409
    assert "1 perintah kerja belum didokumentasikan." in too_early.content.decode()
    assert "Serahkan seluruh pekerjaan" in confirm.content.decode()
    assert order.round.cycle.__class__.objects.get().state == State.EVALUATION


def test_work_of_another_vendor_answers_404(signed_in):
    _person, order = vendor_order()
    activity = log(order, UserFactory())
    piece, finding = EvidenceFactory(activity=activity), FindingFactory(work_order=order)
    client = signed_in(MembershipFactory().user)

    for name, pk in [
        ("work_order", order.pk),
        ("activity_create", order.pk),
        ("activity_edit", activity.pk),
        ("evidence", piece.pk),
        ("evidence_thumbnail", piece.pk),
        ("finding", finding.pk),
        ("handover", order.round_id),
    ]:
        assert client.get(url(name, pk, door="portal")).status_code == 404, name
    assert client.post(url("hand_in", order.pk, door="portal")).status_code == 404
    assert client.post(url("finding_follow_up", finding.pk, door="portal")).status_code == 404


def test_internal_work_answers_404_for_a_vendor(signed_in):
    order = WorkOrderFactory()

    assert (
        signed_in(MembershipFactory().user).get(url("work_order", order.pk, door="portal")).status_code == 404
    )


def test_a_vendor_cannot_open_staff_pages(signed_in):
    person, order = vendor_order()
    client = signed_in(person)

    for name, args in [
        ("all_work_orders", []),
        ("work_orders", [order.round.cycle_id]),
        ("work_order", [order.pk]),
        ("activity_create", [order.pk]),
        ("review_queue", []),
        ("review", [order.pk]),
        ("findings", []),
    ]:
        assert client.get(url(name, *args)).status_code in (403, 404), name
    assert client.post(url("accept", order.pk)).status_code in (403, 404)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR])
def test_the_portal_is_for_vendors(signed_in, role):
    assert signed_in(UserFactory(role=role)).get(url("home", door="portal")).status_code == 403


def test_the_vendors_pages_cost_few_queries(signed_in, django_assert_max_num_queries):
    person, order = vendor_order(assets=10, checklist=True, executor=Executor.VENDOR)
    for _ in range(3):
        log(order, person, evidence=[NewEvidence(photo())])
    client = signed_in(person)

    for address in (url("home", door="portal"), url("work_order", order.pk, door="portal")):
        with django_assert_max_num_queries(10):
            client.get(address)


def test_evidence_attached_by_mistake_can_be_deleted(signed_in, operator, django_capture_on_commit_callbacks):
    order = WorkOrderFactory()
    activity = log(
        order,
        operator,
        evidence=[
            NewEvidence(photo()),
            NewEvidence(photo(color="red")),
        ],
    )
    wrong, right = activity.evidence.all()

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(operator).post(url("activity_edit", activity.pk), filled(discard=[wrong.pk]))

    assert list(activity.evidence.all()) == [right]
    assert not wrong.file.storage.exists(wrong.file.name)
    assert right.file.storage.exists(right.file.name)


def test_evidence_of_another_activity_cannot_be_deleted(signed_in, operator):
    other = EvidenceFactory()
    activity = log(WorkOrderFactory(), operator, evidence=[NewEvidence(photo())])

    page = signed_in(operator).post(url("activity_edit", activity.pk), filled(discard=[other.pk]))

    assert page.status_code == 422
    assert Evidence.objects.filter(pk=other.pk).exists()


def test_work_orders_are_found_by_asset_work_and_cycle(signed_in, operator):
    order, other = WorkOrderFactory(), WorkOrderFactory()
    client = signed_in(operator)

    def found(words):
        return [row.pk for row in client.get(url("all_work_orders"), {"q": words}).context["listing"].rows]

    assert found(order.asset.code) == [order.pk]
    assert found(f"berkala {other.asset.code}") == [other.pk]
    assert found(order.round.cycle.code) == [order.pk]
    assert found("tidak-ada") == []


def test_lists_of_all_rounds_show_work_that_is_not_closed_by_default(signed_in, operator):
    order, accepted = WorkOrderFactory(), review_services.accept(documented(operator).pk, by=operator)
    client = signed_in(operator)

    def shown(address, **params):
        return {row.pk for row in client.get(address, params).context["listing"].rows}

    assert shown(url("all_work_orders")) == {order.pk}
    assert shown(url("all_work_orders"), state="") == {order.pk, accepted.pk}
    assert shown(url("work_orders", accepted.round.cycle_id)) == {accepted.pk}


def test_a_search_without_open_results_links_to_all_states(signed_in, operator):
    accepted = review_services.accept(documented(operator).pk, by=operator)
    client = signed_in(operator)
    page = client.get(url("all_work_orders"), {"q": accepted.asset.code}).text
    assert "Tidak ada perintah kerja yang cocok" in page
    assert f'href="{url("all_work_orders")}?q={accepted.asset.code}&amp;state="' in page
