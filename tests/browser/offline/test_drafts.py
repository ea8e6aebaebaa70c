"""Whose draft it is, and which tab writes it: nothing is lost, nothing is doubled, nobody sees another's."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from accounts.models import User
from maintenance.models import Activity, WorkOrder
from tests.accounts.factories import PASSWORD
from tests.browser.browser_user import PHONE, BrowserUser
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
from tests.vendors.factories import MembershipFactory
from vendors.models import Contract


def beside(person: BrowserUser) -> BrowserUser:
    """The same person in another tab."""
    return BrowserUser(person.page.context.new_page(), person.user, person.inspector)


def sign_in_again(person: BrowserUser) -> None:
    person.fill("Alamat surel", person.user.email)
    person.fill("Kata sandi", PASSWORD)
    person.page.get_by_role("button", name="Masuk").click()


def sign_out(person: BrowserUser) -> None:
    person.page.locator("summary", has_text="Menu").click()
    person.page.locator("summary", has_text=person.user.full_name).locator("visible=true").click()
    person.page.get_by_role("button", name="Keluar").locator("visible=true").click()


# --- Coming back to it ---


def test_a_draft_comes_back_after_reloading_and_closing(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    person.open(form_of(order))
    write(person)
    person.fill("Suhu ruang", "26,5")
    person.tick("Ya", inside=person.page.get_by_role("radiogroup", name="Filter bersih"))
    person.page.locator("summary", has_text="Ada temuan?").click()
    person.fill("Temuan", "Kipas berbunyi")
    person.attach(AFTER, *photos("red", "blue"))
    holds(person, "red.jpg", "blue.jpg")

    person.page.reload()
    is_there(person)
    later = beside(person)
    person.page.close()
    later.open(form_of(order))
    is_there(later)
    later.look()
    save(later)
    is_saved(later, order)
    activity = Activity.objects.get()
    assert (activity.evidence.count(), activity.findings.get().title) == (2, "Kipas berbunyi")
    later.open(form_of(order))
    says(later, "")


def is_there(person: BrowserUser) -> None:
    says(person, DONE)
    expect(person.page.get_by_label("Suhu ruang")).to_have_value("26,5")
    expect(person.page.get_by_label("Ya", exact=True)).to_be_checked()
    expect(person.page.get_by_label("Temuan", exact=True)).to_have_value("Kipas berbunyi")
    holds(person, "red.jpg", "blue.jpg")


def test_a_page_that_dies_takes_no_word_with_it(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    person.open(form_of(order))
    write(person)
    person.attach(AFTER, *photos("red"))
    holds(person, "red.jpg")
    with person.page.expect_event("crash"):
        crash(person.page)
    later = beside(person)
    later.open(form_of(order))
    says(later, DONE)
    holds(later, "red.jpg")


def crash(page: Page) -> None:
    try:
        page.goto("chrome://crash")
    except Exception as error:
        assert "crash" in str(error).lower()


def test_back_after_saving_creates_no_second_activity(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    person.open(page_of(order))
    person.follow("Catat kegiatan")
    address = person.page.url
    write(person)
    save(person)
    is_saved(person, order)
    person.back()
    person.look()
    assert "activities/new" not in person.page.url

    person.open(address)  # as from the history, or a bookmark
    person.is_at("Ubah kegiatan")
    says(person, DONE)
    person.fill("Yang dikerjakan", "Filter diganti.")
    save(person)
    is_saved(person, order)
    assert Activity.objects.get().description == "Filter diganti."


def test_without_scripts_back_after_saving_leads_to_the_activity(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE, script=False)
    person.open(page_of(order))
    person.follow("Catat kegiatan")
    person.fill("Mulai", "2026-03-04T08:00")
    person.fill("Selesai", "2026-03-04T09:00")
    person.fill("Yang dikerjakan", DONE)
    person.press("Simpan kegiatan")
    person.back()
    person.page.reload()
    person.is_at("Ubah kegiatan")
    person.fill("Yang dikerjakan", "Filter diganti.")
    person.press("Simpan kegiatan")
    assert Activity.objects.get().description == "Filter diganti."


# --- Two tabs ---


def test_two_tabs_edit_one_draft_and_lose_nothing(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    first = open_browser(technician, PHONE)
    first.open(form_of(order))
    write(first, "Ditulis di tab pertama.")
    second = beside(first)
    second.open(form_of(order))
    expect(standing(second)).to_contain_text("sedang ditulis di tab lain")
    says(second, "Ditulis di tab pertama.")
    second.look()
    expect(second.page.locator("[data-form-body]")).to_have_attribute("inert", "")

    first.fill("Nama pelaksana", "Budi")
    first.attach(AFTER, *photos("red"))
    expect(second.page.get_by_label("Nama pelaksana")).to_have_value("Budi")
    holds(second, "red.jpg")

    second.page.get_by_role("button", name="Ambil alih").click()
    is_kept(second)
    expect(standing(first)).to_contain_text("sedang ditulis di tab lain")
    second.fill("Yang dikerjakan", "Diselesaikan di tab kedua.")
    says(first, "Diselesaikan di tab kedua.")
    save(second)
    is_saved(second, order)
    first.page.wait_for_url(f"**{page_of(order)}")
    activity = Activity.objects.get()
    assert (activity.description, activity.people) == ("Diselesaikan di tab kedua.", "Budi")
    assert activity.evidence.count() == 1


def test_the_last_words_of_a_tab_are_there_when_another_takes_over_at_once(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    first = open_browser(technician, PHONE)
    first.open(form_of(order))
    write(first)
    second = beside(first)
    second.open(form_of(order))
    first.fill("Yang dikerjakan", "Sampai huruf terakhir.")
    second.page.get_by_role("button", name="Ambil alih").click()
    is_kept(second)
    says(second, "Sampai huruf terakhir.")


def test_a_tab_that_is_closed_leaves_the_draft_to_the_other(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    first = open_browser(technician, PHONE)
    first.open(form_of(order))
    write(first)
    second = beside(first)
    second.open(form_of(order))
    expect(standing(second)).to_contain_text("sedang ditulis di tab lain")
    first.page.close()
    is_kept(second)
    says(second, DONE)
    save(second)
    is_saved(second, order)


# --- Sessions and persons ---


def test_a_session_that_ends_while_writing_loses_nothing(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    person.open(form_of(order))
    write(person)
    person.attach(AFTER, *photos("red"))
    holds(person, "red.jpg")
    person.page.context.clear_cookies(name="sessionid")
    person.page.reload()
    person.is_at("Masuk")
    sign_in_again(person)
    says(person, DONE)
    holds(person, "red.jpg")
    save(person)
    is_saved(person, order)
    assert Activity.objects.get().evidence.count() == 1


def test_a_session_that_ends_while_sending_is_taken_up_after_signing_in(
    open_browser: OpenBrowser, technician: User, order: WorkOrder, line: Line
) -> None:
    person = open_browser(technician, PHONE)
    person.open(form_of(order))
    write(person)
    person.attach(AFTER, *photos(*COLORS))
    save(person)
    line.is_busy(person)
    person.page.context.clear_cookies(name="sessionid")
    line.let_go()
    person.page.wait_for_url("**/accounts/login/**")
    person.sees("Sesi Anda sudah berakhir")
    person.sees("Isian Anda tersimpan di perangkat ini.")
    person.look()
    sign_in_again(person)
    is_saved(person, order)
    assert Activity.objects.get().evidence.count() == 3


def test_signing_out_says_what_waits_and_hides_it_from_the_next_person(
    open_browser: OpenBrowser, technician: User, order: WorkOrder, contract: Contract
) -> None:
    person = open_browser(technician, PHONE)
    open_form(person, order)
    write(person)
    person.attach(AFTER, *photos("red"))
    holds(person, "red.jpg")
    sign_out(person)
    dialog = person.page.get_by_role("dialog", name="Ada isian yang belum terkirim")
    expect(dialog).to_contain_text("tidak terlihat oleh orang lain")
    person.look()
    dialog.get_by_role("button", name="Keluar").click()
    person.is_at("Masuk")
    assert person.page.evaluate("async () => (await caches.keys()).filter(n => n.startsWith('pages'))") == []
    person.page.context.set_offline(True)
    person.page.goto(form_of(order))
    person.is_at("Tidak ada sambungan")
    expect(strip(person)).to_be_hidden()
    person.page.context.set_offline(False)
    person.is_at("Masuk")  # the page comes by itself when the line does

    colleague = BrowserUser(person.page, MembershipFactory(vendor=contract.vendor).user, person.inspector)
    colleague.sign_in()
    is_kept_as_a_copy(colleague)
    colleague.open(form_of(order))
    says(colleague, "")
    expect(standing(colleague)).to_be_hidden()
    assert colleague.page.locator(".file").count() == 0
    colleague.open("/portal/")
    expect(strip(colleague)).to_be_hidden()
    person.page.context.set_offline(True)
    colleague.page.goto(page_of(order))
    colleague.is_at("Tidak ada sambungan")
    person.page.context.set_offline(False)
    colleague.is_at("Pemeriksaan berkala")
    colleague.open("/portal/")
    sign_out(colleague)

    person.is_at("Masuk")
    person.sign_in()
    expect(strip(person)).to_contain_text("Belum selesai ditulis")
    person.open(form_of(order))
    says(person, DONE)
    holds(person, "red.jpg")
    save(person)
    is_saved(person, order)
    assert Activity.objects.get().recorded_by == technician


def test_by_back_nobody_sees_what_the_person_before_had_open(
    open_browser: OpenBrowser, technician: User, order: WorkOrder
) -> None:
    person = open_browser(technician, PHONE)
    person.open(page_of(order))
    person.open("/accounts/profile/")
    sign_out(person)
    person.is_at("Masuk")
    person.back()
    person.back()
    person.is_at("Masuk")
