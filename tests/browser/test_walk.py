"""One cycle with two rounds, walked by its people through all eight rows to the report, on a desk and on a phone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from accounts.models import Role
from maintenance.models import Cycle
from reports.jobs import run_next_job
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory, DependencyFactory
from tests.browser import actions
from tests.browser.browser_user import PHONE
from tests.browser.conftest import OpenBrowser
from tests.vendors.factories import ContractFactory, MembershipFactory

FIRST, SECOND = "UPS-001", "UPS-002"


def test_people_walk_a_cycle_with_two_rounds_to_the_report(
    open_browser: OpenBrowser, viewport: dict[str, int], tmp_path: Path
) -> None:
    ups, other = (
        AssetFactory(code=FIRST, name="UPS ruang server"),
        AssetFactory(code=SECOND, name="UPS jaringan"),
    )
    DependencyFactory(asset=other, depends_on=ups)
    contract = ContractFactory(number="017/KONTRAK")
    technician = MembershipFactory(vendor=contract.vendor).user
    operator, colleague, head, manager = (
        open_browser(UserFactory(full_name=name, role=role), viewport, signed_in=False)
        for name, role in (
            ("Ratna Wulandari", Role.OPERATOR),
            ("Yusuf Ramdhani", Role.OPERATOR),
            ("Hendra Gunadarma", Role.HEAD),
            ("Siti Maharani", Role.MANAGER),
        )
    )
    vendor = open_browser(technician, PHONE, signed_in=False)

    # Row 1: the plan
    operator.sign_in()
    cycle = actions.open_cycle(operator)
    actions.fill_plan(operator, [FIRST, SECOND])
    operator.open(cycle.get_absolute_url())
    actions.make_move(operator, "Ajukan rencana")

    # Row 2: its criteria, after which everything is frozen
    actions.stands_at(operator, 2, done=(1,))
    actions.set_criteria(operator)
    operator.open(cycle.get_absolute_url())
    actions.make_move(operator, "Tetapkan kriteria")
    actions.stands_at(operator, 3, done=(1, 2))
    operator.follow("Rencana")
    operator.sees("Tidak ada lagi yang dapat diubah.")

    # Row 3: a vendor
    operator.open(cycle.get_absolute_url())
    operator.press_with_keyboard("Mulai putaran oleh vendor")
    operator.choose("Kontrak", contract.number)
    operator.fill("Alasan keputusan", "Pekerjaan dicakup kontrak.")
    operator.press_with_keyboard("Mulai putaran oleh vendor")
    actions.stands_at(operator, 4, done=(1, 2, 3))
    actions.is_refused(operator, "Serah terima pekerjaan vendor", "3 perintah kerja belum didokumentasikan.")

    # Row 4: the vendor documents; a reading out of limits opens a finding
    vendor.sign_in()
    vendor.sees("Terlambat")
    for work, asset, reading in (
        (actions.CHECK, FIRST, "24,5"),
        (actions.CHECK, SECOND, "31"),
        (actions.TEST, FIRST, ""),
    ):
        actions.open_own_order(vendor, work, asset)
        vendor.sees("Belum ada kegiatan yang dicatat.")
        actions.document(vendor, checklist=bool(reading), reading=reading)
        if reading == "31":
            vendor.sees("Di luar batas")
            vendor.follow("Suhu baterai")
            vendor.sees("Terbuka")
            vendor.back()
        actions.hand_in(vendor)
    vendor.open("/portal/")
    vendor.follow("Buka putaran")
    vendor.sees("3 perintah kerja menunggu pemeriksaan Seksi Operasional.")

    # One is returned with a remark, answered, and accepted with the others
    actions.accept_next(operator, actions.CHECK, FIRST)
    actions.accept_next(operator, actions.TEST, FIRST)
    actions.send_back(operator, actions.CHECK, SECOND)
    actions.open_own_order(vendor, actions.CHECK, SECOND)
    vendor.sees(actions.REMARK)
    vendor.follow("Ubah")
    vendor.attach("Foto sesudah", actions.photo("alat-ukur.jpg", "navy"))
    vendor.press("Simpan kegiatan")
    actions.hand_in(vendor)
    actions.accept_next(operator, actions.CHECK, SECOND)
    vendor.open("/portal/")
    vendor.follow("Buka putaran")
    vendor.follow("Serah terima")
    vendor.press_with_keyboard("Serahkan")
    vendor.sees("Pekerjaan putaran 1 diserahterimakan.")

    # Row 6: the evaluation
    head.sign_in()
    head.open(cycle.get_absolute_url())
    actions.stands_at(head, 6, done=(1, 2, 3, 4))
    actions.evaluate(head)

    # Row 7: another round, by the internal team
    actions.stands_at(operator_at(operator, cycle), 7, done=(1, 2, 3, 4, 6))
    actions.is_refused(
        operator, "Akhiri siklus", "hanya Kepala Seksi Operasional yang dapat mengakhiri siklus"
    )
    actions.make_move(
        operator,
        "Mulai putaran oleh tim internal",
        Tim_internal="Tim Daya dan Pendingin",
        Alasan_keputusan="Teknisi sendiri tersedia.",
    )
    actions.stands_at(operator, 5)

    # Row 5: one documents, another accepts
    for asset in (FIRST, SECOND):
        operator.open(f"/cycles/{cycle.pk}/work-orders/")
        actions.open_order(operator, actions.CHECK, asset)
        actions.document(operator)
        actions.hand_in(operator)
    colleague.sign_in()
    for asset in (FIRST, SECOND):
        actions.accept_next(colleague, actions.CHECK, asset)
    operator.open(cycle.get_absolute_url())
    actions.make_move(operator, "Nyatakan pekerjaan internal selesai")

    # Rows 6 and 7: judged by one who did not do the work, ended early by the head
    actions.stands_at(operator, 6)
    actions.is_refused(operator, "Simpulkan evaluasi", "Anda ikut mengerjakan putaran ini")
    head.open(cycle.get_absolute_url())
    actions.evaluate(head)
    actions.stands_at(head, 7)
    actions.make_move(head, "Akhiri siklus", Dasar_pengakhiran_lebih_awal=actions.GROUND_FOR_END)

    # Row 8: closing words, and the report
    actions.stands_at(head, 8)
    head.sees(actions.GROUND_FOR_END)
    actions.is_refused(head, "Terbitkan laporan manajemen", "Rekomendasi belum ditulis.")
    head.follow("Tulis evaluasi penutup dan rekomendasi")
    head.fill("Evaluasi kegiatan pemeliharaan", "Pemeliharaan berjalan sesuai rencana.")
    head.fill("Rekomendasi", "Ganti baterai UPS jaringan.")
    head.press("Simpan")
    head.press_with_keyboard("Terbitkan laporan manajemen")
    head.sees("Sesudah itu tidak ada yang dapat diubah")
    head.press_with_keyboard("Terbitkan laporan")
    head.sees("Dokumen sedang diterbitkan")
    run_next_job()
    head.sees("Pemeriksaan keaslian")  # the page of the report, by itself
    head.look()
    number = head.page.get_by_role("heading", level=1).inner_text()
    printed = text_of(head.download("Unduh PDF").path(), tmp_path)
    for words in (
        number,
        "528/IT1.B05.3/OT/2021",
        contract.vendor.name,
        "Tim Daya dan Pendingin",
        cycle.code,
    ):
        assert words in printed
    head.open(cycle.get_absolute_url())
    head.sees("selesai")

    # The manager reads and acknowledges it
    manager.sign_in()
    manager.go_to("Dokumen")
    manager.follow(number)
    manager.press_with_keyboard("Saya mengetahui laporan ini")
    manager.sees(f"Anda tercatat mengetahui laporan {number}.")


def operator_at(person: actions.BrowserUser, cycle: Cycle) -> actions.BrowserUser:
    person.open(cycle.get_absolute_url())
    return person


def text_of(pdf: Path, folder: Path) -> str:
    try:
        done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("no pdftotext on this machine (poppler-utils)")
    return done.stdout.decode()
