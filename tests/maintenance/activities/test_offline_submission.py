"""Activity forms sent by devices: uploads, tickets, repeated submissions, JSON answers, users of the session."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.device_sessions import device_key
from accounts.models import User
from maintenance.evidence import temporary_uploads
from maintenance.evidence.services import NewEvidence
from maintenance.evidence.temporary_uploads import RETENTION
from maintenance.models import Activity, Evidence, Finding, WorkOrder
from maintenance.work_orders import services as work_order_services
from tests.accounts.factories import UserFactory
from tests.maintenance.evidence.test_evidence import pdf, upload
from tests.maintenance.factories import WorkOrderFactory, photo
from tests.maintenance.work_orders.test_work_order_pages import filled, url
from tests.maintenance.work_orders.test_work_orders import documented, item

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
OTHER_KEY = "0b5f2a52-52a8-4d5c-8a35-5a1f2a6c4d11"


@pytest.fixture
def order() -> WorkOrder:
    return WorkOrderFactory(checklist=True)


@pytest.fixture
def device(client: Client, operator: User) -> Client:
    client.force_login(operator)
    return client


def send(device: Client, order: WorkOrder, **more: Any) -> Any:
    return device.post(url("activity_create", order.pk), filled(**more), headers=JSON)


def send_file(device: Client, order: WorkOrder, file: Any = None, purpose: str = "photo") -> Any:
    data = {"purpose": purpose, "file": file or photo()}
    return device.post(url("upload_evidence", order.pk), data, headers=JSON)


def stored() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


# --- Files, then the form ---


def test_uploaded_files_are_attached_when_the_form_follows(device: Client, order: WorkOrder) -> None:
    tickets = [send_file(device, order, photo(color=color)).json()["ticket"] for color in ("red", "blue")]

    answer = send(device, order, held_photo=tickets)

    assert (answer.status_code, answer.json()) == (201, {"next": order.get_absolute_url()})
    assert order.activities.get().evidence.count() == 2
    assert not list(Path(settings.MEDIA_ROOT, "held").rglob("*.*"))


def test_a_refused_upload_returns_its_error_at_once(device: Client, order: WorkOrder) -> None:
    answer = send_file(device, order, upload(b"bukan foto", "b.jpg"))

    assert answer.status_code == 422
    assert "b.jpg bukan jenis berkas yang diterima" in answer.json()["errors"][0]
    assert not stored()


@pytest.mark.parametrize("data", [{}, {"purpose": "photo"}, {"purpose": "x", "file": "y"}])
def test_a_request_without_a_file_is_explained(device: Client, order: WorkOrder, data: Any) -> None:
    assert device.post(url("upload_evidence", order.pk), data, headers=JSON).status_code == 422


def test_errors_are_returned_by_field(device: Client, order: WorkOrder) -> None:
    number = item(order, "number")
    answer = send(device, order, description="", **{f"item_{number.pk}": "27 derajat"})

    assert answer.status_code == 422
    assert set(answer.json()["errors"]) == {"description", f"item_{number.pk}"}
    assert answer.json()["lost"] == []


def test_a_closed_work_order_is_refused_with_a_reason(device: Client, operator: User) -> None:
    order = documented(operator)

    for answer in (send(device, order), send_file(device, order)):
        assert answer.status_code == 409
        assert "Menunggu pemeriksaan" in answer.json()["reasons"][0]


# --- A key that is known ---


def test_the_same_form_twice_creates_one_activity(device: Client, order: WorkOrder) -> None:
    more = {
        "held_photo": [send_file(device, order).json()["ticket"]],
        "finding_title": "Kipas berbunyi",
        f"item_{item(order, 'number').pk}": "26,5",
        "cost": "1.250.000",
    }
    first = send(device, order, **more)
    again = send(device, order, **more)  # its answer got lost; the files are no longer held

    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert (Activity.objects.count(), Evidence.objects.count(), Finding.objects.count()) == (1, 1, 1)


def test_the_same_form_succeeds_again_after_the_work_order_was_handed_in(
    device: Client, operator: User
) -> None:
    order = WorkOrderFactory()
    send(device, order)
    work_order_services.hand_in(order.pk, by=operator)

    assert send(device, order).status_code == 201


@pytest.mark.parametrize(
    "more", [{"description": "Filter diganti."}, {"cost": "1000"}, {"finding_title": "Kipas berbunyi"}]
)
def test_a_known_key_with_other_values_is_offered_as_a_change(
    device: Client, order: WorkOrder, more: dict[str, str]
) -> None:
    send(device, order)
    activity = Activity.objects.get()

    page = device.post(url("activity_create", order.pk), filled(**more, files_photo=[photo()]))

    text = page.content.decode()
    assert page.status_code == 409
    assert "sudah tersimpan sebelumnya" in text
    assert f'action="{url("activity_edit", activity.pk)}"' in text
    assert all(typed in text for typed in more.values())
    tickets = [each.ticket for each in page.context["form"].uploads["photo"]]
    device.post(url("activity_edit", activity.pk), filled(**more, held_photo=tickets))
    assert Activity.objects.get().evidence.count() == 1
    told = {"description": activity.description, **more}
    assert Activity.objects.get().description == told["description"]


def test_a_device_gets_the_url_for_the_change(device: Client, order: WorkOrder) -> None:
    send(device, order)

    answer = send(device, order, description="Filter diganti.")

    assert answer.status_code == 409
    assert answer.json()["next"] == url("activity_edit", Activity.objects.get().pk)
    assert Activity.objects.get().description != "Filter diganti."


def test_a_change_sent_twice_attaches_its_photo_and_finding_once(device: Client, order: WorkOrder) -> None:
    send(device, order)
    address = url("activity_edit", Activity.objects.get().pk)
    for _time in range(2):
        more = {"files_photo": [photo()], "finding_title": "Kipas berbunyi"}
        assert device.post(address, filled(**more), headers=JSON).status_code == 201

    assert (Evidence.objects.count(), Finding.objects.count()) == (1, 1)


def test_a_discarded_photo_can_be_sent_again(device: Client, order: WorkOrder) -> None:
    send(device, order, files_photo=[photo()])
    piece = Evidence.objects.get()

    more = {"discard": piece.pk, "files_photo": [photo()]}
    device.post(url("activity_edit", piece.activity_id), filled(**more))

    assert Evidence.objects.get().pk != piece.pk


def test_the_back_button_after_saving_leads_to_the_activity(device: Client, order: WorkOrder) -> None:
    form = device.get(url("activity_create", order.pk))
    assert form.status_code == 302
    page = device.get(form.url)
    key = str(page.context["form"]["key"].value())
    assert key in form.url
    device.post(form.url, filled(key=key))

    again = device.get(form.url)

    assert again.url == url("activity_edit", Activity.objects.get().pk)


def test_two_forms_have_two_keys(device: Client, order: WorkOrder) -> None:
    assert (
        device.get(url("activity_create", order.pk)).url != device.get(url("activity_create", order.pk)).url
    )
    assert device.get(url("activity_create", order.pk) + "?key=x").status_code == 302


def test_the_form_of_a_closed_work_order_explains_why_it_is_refused(device: Client, operator: User) -> None:
    order = documented(operator)

    for address in (
        url("activity_create", order.pk),
        url("activity_edit", order.activities.get().pk),
    ):
        page = device.get(address)
        assert page.status_code == 409
        assert "Menunggu pemeriksaan" in page.content.decode()


# --- Held files ---


def age(days: float) -> None:
    for path in Path(settings.MEDIA_ROOT, "held").rglob("*"):
        if path.is_file():
            then = path.stat().st_mtime - timedelta(days=days).total_seconds()
            os.utime(path, (then, then))


def test_a_lost_temporary_upload_is_an_error(device: Client, order: WorkOrder) -> None:
    ticket = send_file(device, order).json()["ticket"]
    age(days=2)
    call_command("run_scheduled_tasks", stdout=StringIO())  # the worker sweeps what is too old

    answer = send(device, order, held_photo=[ticket])

    assert answer.status_code == 422
    assert answer.json()["lost"] == [ticket]
    assert "tidak lagi tersimpan" in answer.json()["errors"]["files_photo"][0]
    assert not Activity.objects.exists()


def test_the_ticket_of_another_user_is_invalid(device: Client, order: WorkOrder) -> None:
    ticket = send_file(device, order).json()["ticket"]
    device.force_login(UserFactory())

    answer = send(device, order, held_photo=[ticket])

    assert answer.json()["lost"] == [ticket]
    assert not Evidence.objects.exists()


def test_the_oldest_temporary_uploads_above_the_file_limit_are_deleted(operator: User, settings: Any) -> None:
    settings.MAX_FILES_PER_ACTIVITY = 2
    colleague = UserFactory()
    kept = temporary_uploads.store(NewEvidence(photo()), colleague)
    tickets = []
    for color in ("red", "green", "blue", "gray", "navy"):
        age(days=0.001)  # older than the next
        tickets.append(temporary_uploads.store(NewEvidence(photo(color=color)), operator))

    assert [bool(temporary_uploads.fetch(ticket, operator).file) for ticket in tickets] == [
        False,
        True,
        True,
        True,
        True,
    ]
    assert temporary_uploads.fetch(kept, colleague).file


def test_the_oldest_temporary_uploads_above_the_size_limit_are_deleted(operator: User, settings: Any) -> None:
    settings.MAX_VENDOR_MB_PER_DAY = 1
    first = temporary_uploads.store(NewEvidence(upload(b"a" * 700_000)), operator)
    age(days=0.001)
    second = temporary_uploads.store(NewEvidence(upload(b"b" * 700_000)), operator)

    assert temporary_uploads.fetch(first, operator).file is None
    assert temporary_uploads.fetch(second, operator).file


def test_temporary_uploads_are_deleted_after_a_day(operator: User) -> None:
    temporary_uploads.store(NewEvidence(photo()), UserFactory())
    age(days=RETENTION / timedelta(days=1) + 0.1)
    temporary_uploads.store(NewEvidence(photo(color="red")), operator)
    call_command("run_scheduled_tasks", stdout=StringIO())

    assert len(default_storage.listdir(f"held/{operator.pk}")[1]) == 1
    assert len(stored()) == 1


# --- Whose session it is ---


def test_a_device_can_ask_for_the_user_of_the_session(device: Client, operator: User) -> None:
    answer = device.get(reverse("device"))

    assert answer.json()["person"] == device_key(operator)
    assert answer.headers["Cache-Control"].count("no-store")
    assert str(operator.pk) not in device_key(operator).split("-")
    assert device_key(operator) != device_key(UserFactory())


def test_a_device_without_a_session_is_redirected_to_sign_in(client: Client) -> None:
    assert client.get(reverse("device")).headers["Location"].startswith("/accounts/login/")


def test_a_draft_of_another_user_is_not_saved(device: Client, order: WorkOrder) -> None:
    other = UserFactory()
    headers = {**JSON, "siklus-person": device_key(other)}

    for address, data in (
        (url("activity_create", order.pk), filled()),
        (url("upload_evidence", order.pk), {"purpose": "photo", "file": photo()}),
    ):
        answer = device.post(address, data, headers=headers)
        assert (answer.status_code, answer.json()) == (409, {"other_person": True})
    assert not Activity.objects.exists()
    assert not stored()


def test_pages_contain_the_user_key_and_public_pages_do_not(device: Client, operator: User) -> None:
    page = device.get("/cycles/")
    assert page.headers["Siklus-Person"] == device_key(operator)
    assert f'name="siklus-person" content="{device_key(operator)}"' in page.text
    device.logout()
    assert "Siklus-Person" not in device.get("/accounts/login/").headers
    assert 'name="siklus-person" content=""' in device.get("/accounts/login/").text


@pytest.mark.parametrize("step", ["get_modified_time", "size", "delete"])
def test_a_temporary_upload_deleted_by_a_concurrent_request_is_ignored(
    operator: User, settings: Any, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Two concurrent forms of one user delete the same temporary upload."""
    settings.MAX_FILES_PER_ACTIVITY = 1
    tickets = [
        temporary_uploads.store(NewEvidence(photo(color=color)), operator) for color in ("red", "green")
    ]
    age(days=0.001)
    real = getattr(default_storage, step)

    def overtaken(name: str) -> Any:
        for path in stored():
            if str(path).endswith(name) and path.stat().st_mtime < time.time() - 60:
                path.unlink()
        return real(name)

    monkeypatch.setattr(default_storage, step, overtaken)
    tickets.append(temporary_uploads.store(NewEvidence(photo(color="blue")), operator))

    assert temporary_uploads.fetch(tickets[2], operator).file
    assert temporary_uploads.fetch(tickets[0], operator).file is None


def test_a_temporary_upload_deleted_during_the_request_is_an_error(
    device: Client, order: WorkOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = send_file(device, order).json()["ticket"]
    opened = default_storage.open

    def too_late(name: str) -> Any:
        default_storage.delete(name)
        return opened(name)

    monkeypatch.setattr(default_storage, "open", too_late)
    answer = send(device, order, held_photo=[ticket])

    assert (answer.status_code, answer.json()["lost"]) == (422, [ticket])
    assert "tidak lagi tersimpan" in answer.json()["errors"]["files_photo"][0]


# --- A full disk ---


def test_a_full_disk_answers_a_device_with_507(device: Client, order: WorkOrder, full_disk: Any) -> None:
    """The answer is 507, so that the device keeps the draft and tries again later."""
    ticket = send_file(device, order).json()["ticket"]
    before = stored()
    full_disk(10)

    for answer in (send_file(device, order), send(device, order, held_photo=[ticket])):
        assert (answer.status_code, answer.content) == (507, b"")
    assert stored() == before
    assert not Activity.objects.exists()

    full_disk(1_000_000)
    assert send(device, order, held_photo=[ticket]).status_code == 201


def test_a_full_disk_is_a_form_error_and_keeps_the_values(
    device: Client, order: WorkOrder, full_disk: Any
) -> None:
    ticket = send_file(device, order, photo(color="blue")).json()["ticket"]
    before = stored()
    full_disk(10)

    for typed in ({"description": "Filter diganti."}, {"description": "", "people": "Joko"}):
        more = {**typed, "held_photo": [ticket], "files_document": [upload(pdf(), "a.pdf")]}
        page = device.post(url("activity_create", order.pk), filled(**more))

        assert page.status_code == 422
        assert "Ruang penyimpanan server penuh" in page.text
        assert all(word in page.text for word in typed.values())
        assert ticket in page.text
        assert stored() == before
    assert not Activity.objects.exists()


def test_files_stored_before_the_disk_was_full_are_kept(
    device: Client, order: WorkOrder, full_disk: Any, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    short, long = pdf(), pdf(change=lambda document: document.docinfo.update({"/Title": "x" * 5000}))
    full_disk(len(short) + 100)

    files = [upload(short, "pendek.pdf"), upload(long, "panjang.pdf")]
    page = device.post(url("activity_create", order.pk), filled(files_document=files))

    assert "Ruang penyimpanan server penuh" in page.text
    assert [each.file.name for each in page.context["form"].uploads["document"]] == ["pendek.pdf"]
    assert [path.parent.parent.name for path in stored()] == ["held"]
