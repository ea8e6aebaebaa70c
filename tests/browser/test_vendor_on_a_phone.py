"""A vendor's technician with a phone, from the invitation in the mail to the papers of the round handed over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from core.mail import send_due
from maintenance.models import Activity, Evidence, ReviewRemark, Round, WorkOrder
from maintenance.sop import Move, State
from portal.urls import urlpatterns
from reports.jobs import run_next_job
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory
from tests.browser import actions
from tests.browser.browser_user import PHONE, BrowserUser
from tests.browser.conftest import OpenBrowser
from tests.maintenance.factories import (
    ActivityFactory,
    EvidenceFactory,
    FindingFactory,
    make_cycle,
    start_round,
)
from tests.vendors.factories import AmendmentFactory, ContractFactory, MembershipFactory, VendorFactory

VENDOR = "PT Cakrawala Daya Sembada Nusantara Pemeliharaan Prima"
LONG = "Catu daya tak terputus modular 3 × 80 kVA ruang server lantai dua sayap timur Gedung Pusat Teknologi"
FIRST, SECOND, THIRD = "UPS-001", "UPS-002", "UPS-003"
SECRET = "kuncian-aneh-88"
REMARK = "Foto sesudah belum memperlihatkan alat ukur."
ITEM_REMARK = "Ukur sekali lagi setelah pendingin menyala."
ANSWER = "Sudah diukur ulang pukul 14.05."


@pytest.fixture
def ready(transactional_db: None, operator: User) -> Any:
    """A cycle in row 3, whose plan asks for readings and two photos of each of three machines."""
    contract = ContractFactory(
        vendor=VendorFactory(name=VENDOR), number="017/SPK/PEMELIHARAAN-CATU-DAYA/2026"
    )
    assets = [AssetFactory(code=code, name=LONG) for code in (FIRST, SECOND, THIRD)]
    cycle = make_cycle(
        State.ASSIGNMENT,
        by=operator,
        assets=assets,
        checklist=True,
        required_evidence={"before": 1, "after": 1},
        rule="FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15",
    )
    return cycle, contract


def letter(to: str, subject: str) -> str:
    """The path in the newest letter to somebody about something."""
    send_due()
    found = [each for each in mail.outbox if each.to == [to] and subject in each.subject]
    assert found, [(each.to, each.subject) for each in mail.outbox]
    path = re.search(r"https?://[^/\s]+(/\S+)", str(found[-1].body))
    assert path
    return path.group(1)


def invite(operator: BrowserUser, contract: Any, email: str) -> None:
    operator.open(contract.vendor.get_absolute_url())
    operator.sees("Belum ada orang.")
    operator.follow("Undang orang")
    operator.fill("Alamat surel", email)
    operator.fill("Nama lengkap", "Sari")
    operator.press("Undang orang")
    operator.sees(f"diundang melalui surel untuk bertindak bagi {VENDOR}.")
    operator.sees("berlaku sampai")


def come_in(vendor: BrowserUser, email: str) -> None:
    """By the link in the letter: a name, a password, and in."""
    link = letter(email, "Undangan ke Siklus")
    vendor.open(link)
    vendor.is_at("Undangan ke Siklus")
    vendor.sees(VENDOR)
    vendor.fill("Nama lengkap", "Sari Dewi")
    vendor.fill("Kata sandi", SECRET)
    vendor.fill("Ulangi kata sandi", SECRET)
    vendor.press("Simpan dan masuk")
    vendor.is_at("Portal vendor")
    vendor.sees("Tidak ada pekerjaan yang berjalan")
    vendor.follow("Lihat kontrak")
    vendor.sees("017/SPK/PEMELIHARAAN-CATU-DAYA/2026")


def document(vendor: BrowserUser, asset: str, reading: str, *, finding: str = "") -> None:
    actions.open_own_order(vendor, "Pemeriksaan berkala", asset)
    vendor.sees("Belum ada kegiatan yang dicatat.")
    vendor.follow("Catat kegiatan")
    actions.fill_times(vendor)
    vendor.fill("Yang dikerjakan", "Filter dibersihkan, suhu diukur.")
    vendor.fill("Suhu ruang", reading)
    vendor.tick("Ya", inside=vendor.page.get_by_role("radiogroup", name=re.compile("Filter bersih")))
    vendor.attach("Foto sebelum", actions.photo("sebelum.jpg", "gray"))
    vendor.attach("Foto sesudah", actions.photo("sesudah.jpg", "green"))
    if finding:
        vendor.page.get_by_text("Ada temuan? Catat di sini").click()
        vendor.fill("Temuan", finding)
        vendor.tick("Sedang")
        vendor.look()
    vendor.press("Simpan kegiatan")
    vendor.sees("Kegiatan tersimpan.")
    actions.hand_in(vendor)
    vendor.sees("Menunggu pemeriksaan")


def send_back_with_remarks(operator: BrowserUser, asset: str) -> None:
    operator.open("/cycles/review/")
    actions.open_order(operator, "Pemeriksaan berkala", asset)
    operator.fill("Yang harus diperbaiki", REMARK)
    operator.page.get_by_text("Catatan pada butir daftar periksa").click()
    operator.fill("Suhu ruang", ITEM_REMARK)
    operator.look()
    operator.press("Kembalikan kepada pelaksana")
    operator.sees("dikembalikan kepada pelaksana.")


def answer(vendor: BrowserUser, asset: str) -> None:
    """By the letter that tells of the return."""
    vendor.open(letter(vendor.user.email, "dikembalikan"))
    vendor.sees("Dikembalikan untuk diperbaiki")
    vendor.sees(REMARK)
    vendor.sees(ITEM_REMARK)
    vendor.follow("Perbaiki kegiatan")
    vendor.sees(f"Catatan pemeriksa: {ITEM_REMARK}")
    vendor.fill("Suhu ruang", "25,1")
    vendor.attach("Foto sesudah", actions.photo("alat-ukur.jpg", "navy"))
    vendor.press("Simpan kegiatan")
    vendor.fill("Jawaban atas pengembalian", ANSWER)
    actions.hand_in(vendor)


def accept_all(operator: BrowserUser) -> None:
    """Several at once, with one box that ticks them all."""
    operator.open("/cycles/review/")
    rows = operator.page.get_by_role("row").filter(has_text="Pemeriksaan berkala")
    expect(rows).to_have_count(3)
    operator.sees("Menunggu paling lama")
    operator.page.get_by_label("Pilih semua di halaman ini").check()
    operator.press("Terima yang dipilih")
    operator.sees("3 perintah kerja diterima.")
    operator.sees("Biasanya dari kirim sampai diterima")


def look_at_photos(operator: BrowserUser, asset: str) -> None:
    """Before and after beside each other, with a press or with the keyboard; the page waits underneath."""
    operator.open("/cycles/review/")
    actions.open_order(operator, "Pemeriksaan berkala", asset)
    operator.sees(ANSWER)
    viewer = operator.page.get_by_role("dialog", name="Sebelum dan sesudah")
    photo = operator.page.get_by_role("link", name=re.compile("Foto sebelum")).first
    photo.click()
    expect(viewer.get_by_role("img")).to_have_count(2)
    operator.look()
    operator.page.keyboard.press("ArrowRight")
    expect(viewer).to_contain_text("2/2")
    expect(viewer).to_contain_text("Tidak ada foto pasangannya")
    operator.page.keyboard.press("Escape")
    expect(viewer).to_be_hidden()
    expect(photo).to_be_focused()


def hand_over(vendor: BrowserUser, round_: Round) -> None:
    vendor.open(letter(vendor.user.email, "siap diserahterimakan"))
    vendor.is_at("Serah terima pekerjaan")
    expect(vendor.page.get_by_role("main")).to_contain_text(re.compile(r"Diterima\s*3"))
    vendor.press("Serahkan")
    vendor.sees("Pekerjaan putaran 1 diserahterimakan.")
    vendor.sees("Diserahterimakan")
    vendor.sees("sedang mengevaluasi putaran ini")
    for paper in ("dokumentasi-kegiatan", "berita-acara-pemeriksaan"):
        address = f"/documents/{paper}/{round_.pk}/"
        expect(vendor.page.locator(f"a[href='{address}']")).to_be_visible()
    vendor.sees("Evaluasi dan berita acara serah terima terbit setelah evaluasi disimpulkan.")
    assert vendor.page.request.get(f"/documents/evaluasi-kriteria/{round_.pk}/").status == 404
    vendor.follow("Berita acara pemeriksaan")
    vendor.is_at("Berita acara pemeriksaan pekerjaan")
    vendor.sees("Seksi Operasional yang menerbitkannya.")
    address = vendor.page.url
    vendor.press("Buat rancangan (PDF)")
    run_next_job()
    vendor.sees("Rancangan siap dibaca")
    vendor.look()
    assert vendor.download("Unduh").path().read_bytes().startswith(b"%PDF")
    assert vendor.page.url == address
    vendor.back()
    vendor.back()
    vendor.page.get_by_role("link", name="Dokumentasi kegiatan").filter(has_text="Halaman").click()
    vendor.is_at("Dokumentasi kegiatan pemeliharaan oleh vendor")
    vendor.sees("25,1 °C")
    vendor.look()


def test_from_the_invitation_to_the_papers(
    open_browser: OpenBrowser, viewport: dict[str, int], ready: Any, operator: User
) -> None:
    """The vendor holds a phone; Seksi Operasional sits at a desk, then stands with a phone as well."""
    cycle, contract = ready
    email = "sari.dewi@cakrawala.contoh.co.id"
    staff = open_browser(operator, viewport)

    invite(staff, contract, email)
    vendor = open_browser(UserFactory.build(email=email), PHONE, signed_in=False)
    come_in(vendor, email)

    start_round(cycle, by=operator, contract=contract)
    round_ = Round.objects.get()
    vendor.open(letter(email, "ditugaskan kepada"))
    vendor.sees("Terlambat")
    for asset, reading, finding in (
        (FIRST, "24,5", ""),
        (SECOND, "24,9", "Kipas buang berbunyi"),
        (THIRD, "31", ""),
    ):
        document(vendor, asset, reading, finding=finding)
    vendor.open("/portal/")
    vendor.sees("Kipas buang berbunyi")
    vendor.follow("Buka putaran")
    vendor.sees("3 perintah kerja menunggu pemeriksaan Seksi Operasional.")
    vendor.follow("Perintah kerja putaran ini")
    expect(vendor.page.get_by_role("row").filter(has_text="Pemeriksaan berkala")).to_have_count(3)

    send_back_with_remarks(staff, SECOND)
    answer(vendor, SECOND)
    assert ReviewRemark.objects.get().text == ITEM_REMARK
    look_at_photos(staff, SECOND)
    accept_all(staff)
    vendor.user = User.objects.get(email=email)
    hand_over(vendor, round_)
    assert Activity.objects.count() == 3
    assert Evidence.objects.count() == 7
    assert round_.cycle.journal.get(move=Move.COMPLETE_VENDOR_WORK).by == vendor.user
    assert not WorkOrder.objects.exclude(state="accepted").exists()


NO_PAGES = {"hand_in", "upload_evidence", "evidence", "evidence_thumbnail", "finding_follow_up"}


def test_every_page_of_the_portal_is_made_for_a_thumb(open_browser: OpenBrowser, operator: User) -> None:
    """With names as long as they come; a new page without an address here fails."""
    vendor = VendorFactory(name=VENDOR)
    contract = ContractFactory(vendor=vendor, number="017/SPK/PEMELIHARAAN-CATU-DAYA/2026")
    AmendmentFactory(contract=contract)
    person = MembershipFactory(vendor=vendor).user
    assets = [AssetFactory(code=FIRST, name=LONG)]
    judged = make_cycle(State.CONTINUATION, by=operator, contract=contract, assets=assets, checklist=True)
    round_ = judged.rounds.get()
    at_work = make_cycle(State.VENDOR_WORK, by=operator, contract=contract, assets=assets, checklist=True)
    order = at_work.rounds.get().work_orders.get()
    activity = ActivityFactory(work_order=order, performed_by=person, recorded_by=person)
    EvidenceFactory(activity=activity, caption=LONG)
    finding = FindingFactory(work_order=order, title=LONG, opened_by=person)
    identifiers = {
        **dict.fromkeys(("home", "work_orders", "findings", "contracts")),
        **dict.fromkeys(("work_order", "activity_create"), order.pk),
        **dict.fromkeys(("round", "documentation", "evaluation"), round_.pk),
        "activity_edit": activity.pk,
        "finding": finding.pk,
        "handover": at_work.rounds.get().pk,
        "contract": contract.pk,
    }
    assert identifiers.keys() | NO_PAGES == {str(pattern.name) for pattern in urlpatterns}
    phone = open_browser(person, PHONE)
    addresses = [
        reverse(f"portal:{name}", args=[identifier] if identifier else [])
        for name, identifier in identifiers.items()
    ]
    for address in (
        *addresses,
        "/portal/work-orders/?q=tidakadayangini",
        f"/a/{assets[0].label_token}/",
        "/a/bukanlabel00/",
        f"/documents/evaluasi-kriteria/{round_.pk}/",
        "/accounts/profile/",
    ):
        phone.open(address)
        phone.sees_not("Terjadi kesalahan")


def test_the_queue_and_the_labels_are_made_for_a_thumb(open_browser: OpenBrowser, operator: User) -> None:
    order = make_cycle(State.VENDOR_WORK, by=operator, checklist=True).rounds.get().work_orders.get()
    piece = EvidenceFactory(activity=ActivityFactory(work_order=order), purpose="before", caption=LONG)
    WorkOrder.objects.filter(pk=order.pk).update(state="documented", handed_in_at=timezone.now())
    phone = open_browser(operator, PHONE)
    for address in (
        "/cycles/review/",
        f"/cycles/work-orders/{order.pk}/review/",
        "/assets/labels/",
        f"/assets/labels/?asset={order.asset_id}",
    ):
        phone.open(address)
    phone.open(f"/cycles/work-orders/{order.pk}/review/")
    phone.page.get_by_role("link", name=re.compile("Foto sebelum")).first.click()
    expect(phone.page.get_by_role("dialog")).to_contain_text(piece.caption)
    phone.look()
