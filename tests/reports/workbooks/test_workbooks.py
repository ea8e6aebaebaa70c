"""XLSX workbooks of documents: values, cell types, and no formulas."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from accounts.models import Role, User
from maintenance.models import CriterionResult, Cycle, Round
from organization.models import Institution
from reports.data import UnknownVersion
from reports.issuing.requests import IssueRequest
from reports.jobs import request_workbook, run_next_job
from reports.models import Document, DocumentKind, Job
from reports.types.registry import DOCUMENT_TYPES, DocumentType
from reports.workbooks import SHEET_BUILDERS, CellFormat, build_workbook
from tests.reports.factories import YEAR, Story

HEAD = User(role=Role.HEAD)


def subject_pk(kind: DocumentKind, story: Story) -> int:
    first = Round.objects.get(cycle=story.cycle, number=1).pk
    return {"cycle": story.cycle.pk, "round": first, "year": YEAR}[kind.subject]


def load_book(kind: DocumentKind, story: Story) -> Any:
    with build_workbook(kind, DOCUMENT_TYPES[kind].collect(subject_pk(kind, story), HEAD)) as file:
        return load_workbook(file)


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    labels, *lines = sheet.iter_rows(values_only=True)
    return [dict(zip(labels, line, strict=True)) for line in lines]


def row(sheet: Worksheet, **wanted: Any) -> dict[str, Any]:
    (found,) = [each for each in rows(sheet) if wanted.items() <= each.items()]
    return found


def number_format(sheet: Worksheet, label: str, line: int = 2) -> str:
    labels = [cell.value for cell in sheet[1]]
    return sheet.cell(line, labels.index(label) + 1).number_format


def test_every_document_kind_has_sheets(story: Story):
    assert set(SHEET_BUILDERS) == set(DocumentKind)
    for kind in DocumentKind:
        book = load_book(kind, story)
        assert book.sheetnames[0] == "Dokumen" and len(book.sheetnames) > 1
        for sheet in book:
            assert sheet.freeze_panes == "A2"
            assert sheet.auto_filter.ref == sheet.dimensions
            assert all(9 <= each.width <= 60 for each in sheet.column_dimensions.values())
        about = dict(book["Dokumen"].iter_rows(min_row=2, values_only=True))
        assert about["Nomor"].startswith("rancangan ") and "Diterbitkan" not in about


def test_the_management_report_has_the_values_of_the_story(story: Story):
    book = load_book(DocumentKind.REPORT, story)
    on_plan, cost = (
        row(book["Indikator"], Indikator=each)
        for each in ("Sesuai rencana (tepat waktu)", "Biaya terhadap anggaran")
    )
    assert on_plan["Nilai"] == pytest.approx(16 / 18)
    assert (on_plan["Pembilang"], on_plan["Penyebut"]) == (16, 18)
    assert (cost["Pembilang"], cost["Penyebut"]) == (2_500_000.5, 10_000_000)
    first, second = rows(book["Putaran"])
    for column, values in {
        "Perintah kerja": (9, 9),
        "Diterima": (8, 9),
        "Tidak dilaksanakan": (1, 0),
        "Tepat waktu": (7, 9),
        "Bagian tepat waktu": (7 / 9, 1),
        "Bukti wajib": (16, 18),
        "Bukti wajib yang ada": (4, 0),
        "Biaya": (2_000_000.5, 500_000),
        "Henti (menit)": (90, 0),
        "Temuan": (3, 0),
        "Temuan terbuka": (1, 0),
        "Nilai berbobot": (62.5, 100),
        "Memenuhi": ("Tidak", "Ya"),
    }.items():
        assert (first[column], second[column]) == values, column
    assert len(rows(book["Perintah kerja"])) == 18
    assert row(book["Pemeriksaan"], Catatan="Foto buram.")["Putusan"] == "Dikembalikan"


def test_the_annual_report_has_the_values_of_the_year(story: Story):
    book = load_book(DocumentKind.ANNUAL, story)
    (cycle,) = rows(book["Siklus"])
    assert (cycle["Siklus"], cycle["Biaya"], cycle["Anggaran"]) == (story.cycle.code, 2_500_000.5, 10_000_000)
    on_plan = row(book["Indikator"], Indikator="Sesuai rencana (tepat waktu)")
    assert on_plan["Nilai oleh vendor"] == pytest.approx(7 / 9)
    assert on_plan["Nilai oleh tim internal"] == 1
    assert on_plan[f"Nilai tahun {YEAR - 1}"] is None


def test_the_round_sheets_have_the_values_of_the_round(story: Story):
    book = load_book(DocumentKind.DOCUMENTATION, story)
    activities = rows(book["Kegiatan"])
    assert sorted(each["Biaya"] for each in activities) == [750_000, 1_250_000.5]
    assert len(rows(book["Bukti"])) == 6
    results = rows(load_book(DocumentKind.EVALUATION, story)["Penilaian"])
    assert (results[0]["Kriteria"], results[0]["Nilai"]) == ("K1", 77.77)
    assert results[0]["Hitungan sistem yang diubah"] is None
    CriterionResult.objects.filter(pk=CriterionResult.objects.order_by("pk")[0].pk).update(value=95)
    for kind, sheet in ((DocumentKind.EVALUATION, "Penilaian"), (DocumentKind.REPORT, "Kriteria")):
        changed = rows(load_book(kind, story)[sheet])[0]
        assert changed["Hitungan sistem yang diubah"] == "77,77 % (7 dari 9)"
    minutes = load_book(DocumentKind.HANDOVER, story)
    assert len(rows(minutes["Perintah kerja"])) == 9
    assert minutes["Kontrak"]["A2"].value == story.contract.number


def test_cells_have_types_and_number_formats(story: Story):
    book = load_book(DocumentKind.REPORT, story)
    orders, rounds, activities = book["Perintah kerja"], book["Putaran"], book["Kegiatan"]
    assert (
        isinstance(rows(orders)[0]["Jatuh tempo"], date)
        and number_format(orders, "Jatuh tempo") == CellFormat.DAY.value
    )
    assert number_format(rounds, "Biaya") == CellFormat.MONEY.value
    assert number_format(rounds, "Bagian tepat waktu") == CellFormat.SHARE.value
    assert number_format(book["Indikator"], "Nilai") == CellFormat.SHARE.value
    assert isinstance(rows(activities)[0]["Mulai"], datetime)
    assert number_format(activities, "Mulai") == CellFormat.TIME.value


@pytest.mark.parametrize("typed", ["=1+1", "+62811", "-5", "@SUM(1)", '=HYPERLINK("http://x","y")', "\t=1"])
def test_user_text_never_becomes_a_formula(story: Story, typed: str):
    Cycle.objects.filter(pk=story.cycle.pk).update(recommendations=typed)
    cell = next(
        cell
        for line in load_book(DocumentKind.ANNUAL, story)["Siklus"].iter_rows(min_row=2)
        for cell in line
        if cell.value is not None and str(cell.value).strip() == typed.strip()
    )
    assert cell.data_type == "s"
    assert cell.quotePrefix  # so that it stays text when a user edits the cell


def test_invalid_characters_are_removed_and_long_text_is_cut(story: Story):
    Cycle.objects.filter(pk=story.cycle.pk).update(recommendations="Ganti\x0b baterai.\n" + "x" * 40_000)
    text = row(load_book(DocumentKind.ANNUAL, story)["Siklus"])["Rekomendasi"]
    assert text.startswith("Ganti baterai.\nx") and len(text) == 32_767


def test_the_workbook_of_an_edition_has_its_stored_data(report: Document, signed_in, manager):
    order = request_workbook(IssueRequest(DocumentKind.REPORT, report.cycle_id, manager), report)
    Institution.objects.update(name="Nama Baru")
    run_next_job()
    order.refresh_from_db()
    response = signed_in(manager).get(order.file_url)
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Content-Disposition"] == 'attachment; filename="LAP-001-OPS-VII-2026.xlsx"'
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    about = dict(book["Dokumen"].iter_rows(min_row=2, values_only=True))
    assert (about["Nomor"], about["Edisi"]) == (report.number, 1)
    assert about["Institusi"] == report.snapshot["heading"]["letterhead"]["institution"] != "Nama Baru"


def test_a_second_request_for_an_edition_creates_no_job(report: Document, signed_in, manager):
    client = signed_in(manager)
    address = f"{report.get_absolute_url()}sheets/"
    assert client.post(address).url == report.get_absolute_url()
    run_next_job()
    text = client.get(report.get_absolute_url()).content.decode()
    assert "Lembar kerja siap diunduh" in text and "LAP-001-OPS-VII-2026.xlsx" in text
    client.post(address)
    assert Job.objects.count() == 1


def test_an_edition_with_an_unknown_version_fails_with_a_message(report: Document, manager, monkeypatch):
    def too_old(document_type: DocumentType, data: Any) -> Any:
        raise UnknownVersion(0)

    monkeypatch.setattr(DocumentType, "load", too_old)
    order = request_workbook(IssueRequest(DocumentKind.REPORT, report.cycle_id, manager), report)
    run_next_job()
    order.refresh_from_db()
    assert "bentuk lama" in order.error_message
