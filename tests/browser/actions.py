"""The rows of the SOP as a person does them: each step says what is pressed, and what is then to be seen."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from django.utils import timezone
from playwright.sync_api import FilePayload, expect

from maintenance.models import Cycle
from tests.browser.browser_user import BrowserUser
from tests.maintenance.factories import jpeg

TITLE: Final = "Pemeliharaan catu daya"
CHECK, TEST = "Pemeriksaan UPS", "Uji baterai"
READING: Final = "Suhu baterai"
REMARK: Final = "Foto sesudah tidak memperlihatkan alat ukur."
GROUND_FOR_END: Final = "Ruang catu daya dibongkar, anggaran dialihkan."
MOMENT: Final = "%Y-%m-%dT%H:%M"


def photo(name: str, color: str) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": jpeg(color)}


# The rail


def stands_at(person: BrowserUser, row: int, *, done: tuple[int, ...] = ()) -> None:
    """The rail shows `row` as the one under way, and `done` as behind."""
    rail = person.page.get_by_role("region", name=re.compile(r"SIK-"))
    now = rail.locator("li[aria-current=step]")
    expect(now).to_have_count(1)
    expect(now).to_contain_text(re.compile(rf"^\s*{row}\D"))
    steps = rail.get_by_role("listitem")
    expect(steps).to_have_count(8)
    for number in done:
        expect(steps.nth(number - 1)).to_contain_text("selesai")


def is_refused(person: BrowserUser, move: str, *reasons: str) -> None:
    """The move is shown, cannot be pressed, and says why."""
    expect(person.page.get_by_text(move, exact=True).first).to_be_visible()
    assert person.page.get_by_role("main").get_by_role("link", name=move, exact=True).count() == 0
    for reason in reasons:
        person.sees(reason)


def make_move(person: BrowserUser, move: str, **fields: str) -> None:
    """From the page of the cycle, with the keyboard alone."""
    person.press_with_keyboard(move)
    person.is_at(move)
    person.sees("Langkah ini tidak dapat dibatalkan")
    for label, value in fields.items():
        person.fill(label.replace("_", " "), value)
    person.press_with_keyboard(move)


# Rows 1 and 2


def open_cycle(person: BrowserUser) -> Cycle:
    person.go_to("Siklus")
    person.sees("Belum ada siklus")
    person.follow("Siklus baru")
    person.fill("Judul", TITLE)
    person.press("Buka siklus")
    cycle = Cycle.objects.get()
    person.sees(f"Siklus {cycle.code} dibuka.")
    stands_at(person, 1)
    return cycle


def fill_plan(person: BrowserUser, assets: list[str]) -> None:
    is_refused(
        person,
        "Ajukan rencana",
        "Rencana belum menyebut aset yang dipelihara.",
        "Masukan baris 1, arsitektur infrastruktur, belum ada",
        "Tujuan pemeliharaan belum ditulis.",
        "Belum ada satu pun pekerjaan terencana.",
    )
    person.follow("Rencana")
    person.follow("Ubah")
    person.fill("Tujuan", "Catu daya pusat data tersedia sepanjang tahun.")
    person.fill("Anggaran (Rp)", "100000000")
    person.press("Simpan")
    person.sees("Rencana tersimpan.")
    _choose_scope(person, assets)
    person.follow("Pekerjaan")
    _plan_the_check(person)
    _plan_the_test(person, assets[0])
    person.follow("Pratinjau jadwal")
    person.sees(CHECK)


def _choose_scope(person: BrowserUser, assets: list[str]) -> None:
    person.follow("Lingkup")
    person.tick("Pakai peta ketergantungan dari daftar aset")
    person.press("Simpan arsitektur")
    for code in assets:
        person.row(code).get_by_role("checkbox").check()
    person.press("Masukkan yang ditandai")
    person.sees(f"{len(assets)} aset dalam lingkup.")


def _plan_the_check(person: BrowserUser) -> None:
    """On every asset of the scope, in each quarter, with a reading, a yes or no, and two photographs."""
    person.follow("Rencanakan pekerjaan pertama")
    person.fill("Pekerjaan", CHECK)
    person.fill("Petunjuk kerja", "Bersihkan filter, ukur suhu baterai.")
    person.choose("Frekuensi", "Triwulanan")
    person.tick("Semua aset dalam lingkup rencana")
    first, second = (person.page.get_by_role("group", name=f"Butir {n}", exact=True) for n in (1, 2))
    person.fill("Butir", READING, inside=first)
    person.choose("Jenis", "Angka", inside=first)
    person.fill("Satuan", "°C", inside=first)
    person.fill("Batas bawah", "18", inside=first)
    person.fill("Batas atas", "27", inside=first)
    person.fill("Butir", "Filter bersih", inside=second)
    person.choose("Jenis", "Ya/tidak", inside=second)
    person.fill("Foto sebelum", "1")
    person.fill("Foto sesudah", "1")
    person.press("Simpan pekerjaan")
    person.sees(f"Pekerjaan “{CHECK}” tersimpan.")


def _plan_the_test(person: BrowserUser, asset: str) -> None:
    """Once, on one asset that is picked by hand, without a checklist."""
    person.follow("Pekerjaan baru")
    person.fill("Pekerjaan", TEST)
    person.choose("Frekuensi", "Sekali")
    person.tick("Pilihan satu per satu, pada halaman berikutnya")
    person.press("Simpan pekerjaan")
    person.row(asset).get_by_role("checkbox").check()
    person.press("Masukkan yang ditandai")
    person.follow("Selesai memilih")
    person.sees(TEST)


def set_criteria(person: BrowserUser) -> None:
    is_refused(person, "Tetapkan kriteria", "Belum ada kriteria penerimaan.")
    person.follow("Lengkapi")
    _add_criterion(
        person, "Pekerjaan terencana selesai", "Dihitung: pekerjaan selesai", weight="60", target="90"
    )
    person.sees("Jumlah bobot 60 %, kurang 40 %.")
    _add_criterion(person, "Ruang catu daya rapi", "Diukur dan diisi penilai", weight="40")
    person.sees("Jumlah bobot tepat 100 %.")


def _add_criterion(person: BrowserUser, text: str, measure: str, *, weight: str, target: str = "") -> None:
    person.follow("Kriteria baru")
    person.fill("Kriteria", text)
    person.choose("Sumber nilai", measure)
    person.choose("Jenis", "Persentase" if target else "Ya/tidak")
    if target:
        person.fill("Target", target)
    person.fill("Bobot (%)", weight)
    person.fill("Cara mengukur", "Dilihat pada dokumentasi pekerjaan.")
    person.fill("Bukti", "Daftar perintah kerja")
    person.press("Simpan")


# Rows 4 and 5


def open_order(person: BrowserUser, work: str, asset: str) -> None:
    rows = person.page.get_by_role("row").filter(has_text=work).filter(has_text=asset)
    person.follow(work, inside=rows.first)


def open_own_order(vendor: BrowserUser, work: str, asset: str) -> None:
    """From what waits for a vendor's person today."""
    vendor.open("/portal/")
    vendor.follow(f"({asset}) {work}")


def document(
    person: BrowserUser, *, checklist: bool = True, reading: str = "24,5", opened: bool = False
) -> None:
    """From the page of a work order, or with the form opened: an activity with answers and photographs."""
    if not opened:
        person.follow("Catat kegiatan")
    fill_times(person)
    person.fill("Yang dikerjakan", "Filter dibersihkan, suhu diukur.")
    if checklist:
        person.fill(READING, reading)
        person.tick("Ya", inside=person.page.get_by_role("radiogroup", name=re.compile("Filter bersih")))
        person.attach("Foto sebelum", photo("sebelum.jpg", "gray"))
        person.attach("Foto sesudah", photo("sesudah.jpg", "green"))
    person.press("Simpan kegiatan")
    person.sees("Kegiatan tersimpan.")


def fill_times(person: BrowserUser) -> None:
    now = timezone.localtime()
    person.fill("Mulai", (now - timedelta(hours=3)).strftime(MOMENT))
    person.fill("Selesai", (now - timedelta(hours=1)).strftime(MOMENT))


def hand_in(person: BrowserUser) -> None:
    person.sees("Dokumentasi lengkap")
    person.press("Kirim untuk diperiksa")
    person.sees("dikirim untuk diperiksa.")


def accept_next(person: BrowserUser, work: str, asset: str) -> None:
    person.open("/cycles/review/")
    open_order(person, work, asset)
    person.press("Terima pekerjaan")
    person.sees("diterima.")


def send_back(person: BrowserUser, work: str, asset: str) -> None:
    person.open("/cycles/review/")
    open_order(person, work, asset)
    person.press("Kembalikan kepada pelaksana")
    person.sees("Tulis apa yang harus diperbaiki.")
    person.fill("Yang harus diperbaiki", REMARK)
    person.press("Kembalikan kepada pelaksana")
    person.sees("dikembalikan kepada pelaksana.")


# Row 6


def evaluate(person: BrowserUser) -> None:
    """Confirms what the system proposes, judges the rest, and concludes."""
    is_refused(person, "Simpulkan evaluasi", "Evaluasi putaran ini belum dibuat.")
    person.follow("Lengkapi")
    person.choose("Terpenuhi", "Ya")
    person.fill("Kesimpulan evaluasi", "Putaran memenuhi kriteria.")
    person.press("Simpan penilaian")
    person.sees("Tersimpan. Semua kriteria sudah dinilai.")
    person.follow("Kembali ke siklus")
    make_move(person, "Simpulkan evaluasi")
