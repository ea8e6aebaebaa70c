"""What people do to a form: press twice, go back, lose the session or the line, and go on from there."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from maintenance.models import Activity, Cycle, JournalEntry
from maintenance.sop import Move, State
from tests.accounts.factories import PASSWORD, UserFactory
from tests.browser import actions
from tests.browser.browser_user import PHONE, BrowserUser
from tests.browser.conftest import OpenBrowser
from tests.maintenance.factories import make_cycle

# As a press does that comes before the answer to the press before it, where no script holds it back.
PRESS_TWICE = """button => {
  const form = button.form
  form.addEventListener("submit", event => event.stopImmediatePropagation(), true)
  fetch(form.action, {method: "post", body: new FormData(form)}).then(() => form.submit())
}"""
DONE = "Filter dibersihkan, suhu diukur."


def activity_form(person: BrowserUser, cycle: Cycle) -> None:
    """Opens the form for the one work order and fills what it demands."""
    order = cycle.rounds.get().work_orders.get()
    person.open(f"/cycles/work-orders/{order.pk}/activities/new/")
    now = timezone.localtime()
    person.fill("Mulai", (now - timedelta(hours=3)).strftime(actions.MOMENT))
    person.fill("Selesai", (now - timedelta(hours=1)).strftime(actions.MOMENT))
    person.fill("Yang dikerjakan", DONE)


def at_work(open_browser: OpenBrowser, operator: User) -> tuple[BrowserUser, Cycle]:
    return open_browser(operator), make_cycle(State.INTERNAL_WORK, by=operator)


def test_a_double_press_makes_one_move(open_browser: OpenBrowser, operator: User) -> None:
    person = open_browser(operator)
    cycle = make_cycle(State.PLANNING, by=operator)
    person.open(f"/cycles/{cycle.pk}/moves/submit_plan/")
    button = person.page.get_by_role("button", name="Ajukan rencana")
    with person.page.expect_navigation():
        button.dblclick()
    expect(person.page.get_by_role("main")).to_contain_text("Penetapan kriteria")
    assert JournalEntry.objects.filter(cycle=cycle, move=Move.SUBMIT_PLAN).count() == 1


def test_two_presses_without_the_script_make_one_move_and_say_so(
    open_browser: OpenBrowser, operator: User
) -> None:
    person = open_browser(operator)
    cycle = make_cycle(State.PLANNING, by=operator)
    person.open(f"/cycles/{cycle.pk}/moves/submit_plan/")
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Ajukan rencana").evaluate(PRESS_TWICE)
    person.look()
    person.sees("Belum dapat dilakukan")
    person.sees("Penetapan kriteria")
    assert JournalEntry.objects.filter(cycle=cycle, move=Move.SUBMIT_PLAN).count() == 1


def test_two_presses_keep_one_activity(open_browser: OpenBrowser, operator: User) -> None:
    person, cycle = at_work(open_browser, operator)
    activity_form(person, cycle)
    with person.page.expect_navigation():
        person.page.get_by_role("button", name="Simpan kegiatan").evaluate(PRESS_TWICE)
    person.sees("Kegiatan tersimpan.")
    assert Activity.objects.count() == 1


def test_going_back_after_a_move_shows_that_it_was_made(open_browser: OpenBrowser, operator: User) -> None:
    person = open_browser(operator)
    cycle = make_cycle(State.PLANNING, by=operator)
    person.open(f"/cycles/{cycle.pk}/")
    actions.make_move(person, "Ajukan rencana")
    person.back()
    person.sees("Belum dapat dilakukan")
    actions.stands_at(person, 2)
    assert JournalEntry.objects.filter(cycle=cycle).count() == 1


def test_a_page_left_open_does_not_repeat_a_move(open_browser: OpenBrowser, operator: User) -> None:
    """As a page that the browser brings back from its memory."""
    person = open_browser(operator)
    cycle = make_cycle(State.PLANNING, by=operator)
    person.open(f"/cycles/{cycle.pk}/moves/submit_plan/")
    second = BrowserUser(person.page.context.new_page(), operator, person.inspector)
    second.open(f"/cycles/{cycle.pk}/")
    actions.make_move(second, "Ajukan rencana")
    person.press("Ajukan rencana")
    person.sees("Belum dapat dilakukan")
    actions.stands_at(person, 2)
    assert JournalEntry.objects.filter(cycle=cycle).count() == 1


def test_without_scripts_a_session_that_ends_in_a_long_form_loses_no_word(
    open_browser: OpenBrowser, operator: User
) -> None:
    person, cycle = open_browser(operator, script=False), make_cycle(State.INTERNAL_WORK, by=operator)
    activity_form(person, cycle)
    person.fill("Nama pelaksana", "Ratna, Yusuf")
    person.page.context.clear_cookies(name="sessionid")
    person.press("Simpan kegiatan")
    person.sees("Sesi Anda sudah berakhir")
    person.fill("Alamat surel", operator.email)
    person.fill("Kata sandi", PASSWORD)
    person.press("Masuk")
    person.page.get_by_text("Lihat isian").click()
    person.sees("Ratna, Yusuf")
    person.press("Kirim ulang")
    person.sees("Kegiatan tersimpan.")
    person.sees(DONE)
    assert Activity.objects.get().people == "Ratna, Yusuf"


def test_a_lost_line_leaves_what_was_typed(open_browser: OpenBrowser, operator: User) -> None:
    """In any form but that of an activity, which is kept on the device (test_bad_line)."""
    order = make_cycle(State.INTERNAL_WORK, by=operator).rounds.get().work_orders.get()
    person = open_browser(operator, PHONE)
    person.open(f"/cycles/work-orders/{order.pk}/not-done/")
    person.fill("Alasan tidak dilaksanakan", DONE)
    person.page.context.set_offline(True)
    person.page.get_by_role("button", name="Tutup perintah kerja").click()
    notice = person.page.get_by_role("alert").filter(has_text="Tidak ada sambungan.")
    expect(notice).to_be_visible()
    expect(person.page.get_by_label("Alasan tidak dilaksanakan")).to_have_value(DONE)
    person.look()
    person.page.context.set_offline(False)
    expect(notice).to_be_hidden()
    person.press("Tutup perintah kerja")
    person.sees(DONE)


def test_without_javascript_the_whole_of_a_work_order_works(
    open_browser: OpenBrowser, operator: User
) -> None:
    cycle = make_cycle(State.INTERNAL_WORK, by=operator, checklist=True, required_evidence={"before": 1})
    person = open_browser(operator, signed_in=False, script=False)
    person.sign_in()
    activity_form(person, cycle)
    person.fill("Suhu ruang", "31,5")
    person.attach("Foto sebelum", actions.photo("sebelum.jpg", "gray"))
    person.press("Simpan kegiatan")
    person.sees("Di luar batas")
    person.sees("Butir wajib “Filter bersih” belum dijawab.")
    person.follow("Ubah")
    person.tick("Ya", inside=person.page.get_by_role("radiogroup", name="Filter bersih"))
    person.press("Simpan kegiatan")
    actions.hand_in(person)
    colleague = open_browser(UserFactory(), script=False)
    colleague.open("/cycles/review/")
    colleague.follow("Pemeriksaan berkala")
    colleague.press("Terima pekerjaan")
    colleague.open(f"/cycles/{cycle.pk}/")
    colleague.follow("Nyatakan pekerjaan internal selesai")
    colleague.press("Nyatakan pekerjaan internal selesai")
    actions.stands_at(colleague, 6)
