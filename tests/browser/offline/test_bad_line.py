"""A line that comes and goes: what is written stays on the phone, and is sent when it can be, once."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Page, expect

from accounts.models import User
from maintenance.models import Activity, Evidence, WorkOrder
from maintenance.sop import State
from tests.browser import actions
from tests.browser.browser_user import PHONE
from tests.browser.conftest import OpenBrowser
from tests.browser.offline.actions import (
    AFTER,
    COLORS,
    DONE,
    form_of,
    holds,
    is_kept,
    is_kept_as_a_copy,
    is_saved,
    is_waiting,
    open_form,
    page_of,
    photos,
    save,
    says,
    standing,
    strip,
    write,
)
from tests.browser.offline.conftest import Line
from tests.maintenance.factories import jpeg, make_cycle


def test_the_network_goes_in_the_middle_of_three_photos_and_comes_back(
    open_browser: OpenBrowser, technician: User, order: WorkOrder, line: Line
) -> None:
    person = open_browser(technician, PHONE)
    open_form(person, order)
    write(person)
    person.attach(AFTER, *photos(*COLORS))
    save(person)
    line.is_busy(person)
    expect(person.page.get_by_text("sudah sampai di server")).to_have_count(1)
    person.page.context.set_offline(True)
    line.let_go()
    is_waiting(person)
    person.look()
    assert not Activity.objects.exists()

    person.page.context.set_offline(False)
    is_saved(person, order)
    activity = Activity.objects.get()
    assert {piece.original_name for piece in activity.evidence.all()} == {f"{color}.jpg" for color in COLORS}
    assert Evidence.objects.count() == 3
    assert line.arrived <= 4  # at most the one that was cut off came twice


def test_sending_can_be_stopped_and_begun_again(
    open_browser: OpenBrowser, technician: User, order: WorkOrder, line: Line
) -> None:
    person = open_browser(technician, PHONE)
    person.open(form_of(order))
    write(person)
    person.attach(AFTER, *photos(*COLORS))
    save(person)
    line.is_busy(person)
    person.look()
    person.page.get_by_role("button", name="Hentikan pengiriman").click()
    is_kept(person)
    assert not Activity.objects.exists()
    line.let_go()
    person.fill("Nama pelaksana", "Budi")
    save(person)
    is_saved(person, order)
    activity = Activity.objects.get()
    assert (activity.people, activity.evidence.count()) == ("Budi", 3)


def test_written_and_saved_without_a_line_it_is_sent_from_any_page(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    person.open("/portal/")
    is_kept_as_a_copy(person)
    for page in ("/portal/", page_of(order), form_of(order)):
        person.open(page)
    person.page.context.set_offline(True)
    person.open(form_of(order))
    write(person)
    person.attach(AFTER, *photos("red"))
    save(person)
    is_waiting(person)

    person.open("/portal/")
    expect(strip(person)).to_contain_text("Tidak ada sambungan.")
    expect(strip(person)).to_contain_text("1 berkas")
    person.look()
    person.page.context.set_offline(False)
    expect(strip(person)).to_contain_text("Sudah terkirim")
    person.look()
    strip(person).get_by_role("link").click()
    person.page.wait_for_url(f"**{page_of(order)}")
    person.sees(DONE)
    assert Activity.objects.get().evidence.count() == 1


def test_the_worker_sends_what_waits_when_no_page_is_open(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    open_form(person, order)
    write(person)
    person.attach(AFTER, *photos("red"))
    person.page.context.set_offline(True)
    save(person)
    is_waiting(person)
    elsewhere = person.page.context.new_page()
    elsewhere.goto("about:blank")
    person.page.close()
    person.page.context.set_offline(False)
    assert not Activity.objects.exists()
    the_browser_says_that_the_line_is_back(elsewhere)
    wait_until(elsewhere, Activity.objects.exists)
    assert Activity.objects.get().evidence.count() == 1


def the_browser_says_that_the_line_is_back(page: Page) -> None:
    """Background Sync, which waits minutes by itself after an attempt that failed."""
    devtools = page.context.new_cdp_session(page)
    found: list[dict[str, Any]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda news: found.extend(news["registrations"]))
    devtools.send("ServiceWorker.enable")
    wait_until(page, lambda: bool(found))
    registration = {
        "registrationId": found[0]["registrationId"],
        "origin": found[0]["scopeURL"].rstrip("/"),
    }
    devtools.send(
        "ServiceWorker.dispatchSyncEvent", {**registration, "tag": "siklus-send", "lastChance": False}
    )


def wait_until(page: Page, done: Callable[[], bool]) -> None:
    """The browser needs this thread while it works."""
    for _frame in range(1000):
        if done():
            return
        page.evaluate("() => new Promise(resolve => setTimeout(resolve, 20))")
    raise AssertionError("it never came")


def test_where_no_copy_is_kept_a_page_says_so_and_what_waits(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    open_form(person, order)
    write(person)
    person.page.context.set_offline(True)
    person.open("/accounts/profile/")
    person.is_at("Tidak ada sambungan")
    expect(strip(person)).to_contain_text("Belum selesai ditulis")
    kept = person.page.get_by_role("region", name="Halaman yang dapat dibuka tanpa sambungan")
    kept.get_by_role("link", name="Catat kegiatan").click()
    says(person, DONE)


@pytest.mark.parametrize("door", ["portal", "cycles"])
def test_a_large_photo_is_made_smaller_and_keeps_when_and_where(
    open_browser: OpenBrowser, technician: User, order: WorkOrder, operator: User, door: str
) -> None:
    """By both doors; turned upright on the way, and not once more by the server."""
    sent = jpeg("olive", (4000, 3000), exif=taken_in_bogor())
    person = open_browser(technician if door == "portal" else operator, PHONE)
    person.open(form_of(order).replace("portal", door))
    write(person)
    person.attach(AFTER, {"name": "besar.jpg", "mimeType": "image/jpeg", "buffer": sent})
    holds(person, "besar.jpg")
    save(person)
    person.sees("Kegiatan tersimpan.")
    piece = Evidence.objects.get()
    assert piece.sha256_received != hashlib.sha256(sent).hexdigest()
    assert piece.taken_at is not None
    assert piece.taken_at.isoformat() == "2026-03-03T22:06:07+00:00"
    assert (str(piece.latitude), str(piece.longitude)) == ("-6.560000", "106.730000")
    with Image.open(piece.file) as kept:
        assert kept.size == (1200, 1600)


def test_a_document_and_a_picture_that_cannot_be_drawn_go_as_they_are(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    person.open(form_of(order))
    write(person)
    person.attach(
        AFTER, {"name": "rusak.jpg", "mimeType": "image/jpeg", "buffer": jpeg()[:300]}, *photos("red")
    )
    save(person)
    expect(person.page.locator(".file", has_text="rusak.jpg")).to_contain_text("rusak dan tidak dapat dibuka")
    person.look()
    person.page.get_by_role("button", name="Hapus rusak.jpg").click()
    save(person)
    is_saved(person, order)
    assert Evidence.objects.get().original_name == "red.jpg"


def test_what_the_server_refuses_stands_beside_its_field(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    person.open(form_of(order))
    write(person)
    person.fill("Suhu ruang", "27 derajat")
    person.attach(AFTER, *photos("red"))
    save(person)
    person.sees("Belum terkirim. Perbaiki isian berikut:")
    answer = person.page.locator(".answer", has=person.page.get_by_label("Suhu ruang"))
    expect(answer).to_contain_text("“27 derajat” bukan angka")
    expect(person.page.get_by_label("Suhu ruang")).to_have_value("27 derajat")
    person.look()
    person.page.reload()
    expect(answer).to_contain_text("“27 derajat” bukan angka")
    person.fill("Suhu ruang", "26,5")
    save(person)
    is_saved(person, order)
    assert Activity.objects.get().evidence.count() == 1


def test_what_waits_can_be_changed_and_thrown_away(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    open_form(person, order)
    write(person)
    person.page.context.set_offline(True)
    save(person)
    is_waiting(person)
    person.page.get_by_role("button", name="Ubah isian").click()
    person.fill("Yang dikerjakan", "Filter diganti.")
    is_kept(person)
    person.page.get_by_role("button", name="Buang isian").click()
    dialog = person.page.get_by_role("dialog")
    person.look()
    dialog.get_by_role("button", name="Batal").click()
    says(person, "Filter diganti.")
    person.page.get_by_role("button", name="Buang isian").click()
    dialog.get_by_role("button", name="Buang isian").click()
    says(person, "")
    person.page.context.set_offline(False)
    person.open(form_of(order))
    says(person, "")
    expect(standing(person)).to_be_hidden()
    assert not Activity.objects.exists()


def test_an_activity_is_changed_on_a_bad_line_too(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    open_form(person, order)
    write(person)
    save(person)
    is_saved(person, order)
    person.follow("Ubah")
    person.fill("Yang dikerjakan", "Filter diganti.")
    person.attach(AFTER, *photos("red"))
    person.page.context.set_offline(True)
    save(person)
    is_waiting(person)
    person.page.context.set_offline(False)
    is_saved(person, order)
    activity = Activity.objects.get()
    assert (activity.description, activity.evidence.count()) == ("Filter diganti.", 1)


def test_a_browser_that_keeps_nothing_sends_the_form_as_ever(
    open_browser: OpenBrowser, operator: User
) -> None:
    order = make_cycle(State.INTERNAL_WORK, by=operator).rounds.get().work_orders.get()
    person = open_browser(operator, PHONE)
    person.page.add_init_script("Object.defineProperty(window, 'indexedDB', {get() { throw new Error() }})")
    person.open(f"/cycles/work-orders/{order.pk}/activities/new/")
    actions.document(person, checklist=False, opened=True)
    assert Activity.objects.count() == 1


def taken_in_bogor() -> Any:
    """Notes of a camera that was held upright; the picture itself lies on its side."""
    with Image.open(io.BytesIO(jpeg())) as image:
        notes = image.getexif()
    notes[ExifTags.Base.Orientation] = 6
    notes._ifds[ExifTags.IFD.Exif] = {ExifTags.Base.DateTimeOriginal: "2026:03:04 05:06:07"}
    notes._ifds[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "S",
        ExifTags.GPS.GPSLatitude: (6.0, 33.0, 36.0),
        ExifTags.GPS.GPSLongitudeRef: "E",
        ExifTags.GPS.GPSLongitude: (106.0, 43.0, 48.0),
    }
    return notes
