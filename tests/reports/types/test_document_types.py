"""All document types: their content, their rendering from plain data, and their visibility."""

import io
import json
import shutil
import subprocess
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import Role, User
from core.i18n.formats import JAKARTA
from maintenance.models import CriterionResult, Cycle, Round
from reports.data import IssueDetails, dump
from reports.editions import get_edition_file
from reports.models import DocumentKind
from reports.types import registry
from reports.types.base import render_pdf
from reports.types.registry import DOCUMENT_TYPES, NoSuchDocument
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import make_cycle
from tests.reports.factories import YEAR, Story

HEAD_USER = User(role=Role.HEAD)
OF_A_CYCLE = [kind for kind in DocumentKind if kind.subject == "cycle"]
IMPRINT = IssueDetails(
    "UJI-001/2026", 1, datetime(2026, 7, 1, 10, tzinfo=JAKARTA), "Budi", "http://localhost/verify/x/"
)


def pk_for(kind: DocumentKind, story: Story) -> int:
    """Return the id of the cycle or the vendor round of the story, or its year."""
    first = Round.objects.get(cycle=story.cycle, number=1).pk
    return {"cycle": story.cycle.pk, "round": first, "year": YEAR}[kind.subject]


def page(kind: str, story: Story, user: User = HEAD_USER) -> str:
    document_type = DOCUMENT_TYPES[DocumentKind(kind)]
    return " ".join(
        document_type.render_html(document_type.collect(pk_for(DocumentKind(kind), story), user)).split()
    )


def text_of(pdf: bytes, tmp_path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not on this machine")
    file = tmp_path / "dokumen.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture
def vendor_person(story: Story) -> User:
    return story.contract.vendor.memberships.get().user


# Content


def test_the_plan_has_scope_calendar_and_budget(story: Story):
    text = page("rencana-pemeliharaan", story)
    for expected in (
        story.cycle.code,
        "Menjaga daya dan pendinginan tetap tersedia.",
        "Pemeriksaan bulanan",
        "Rp 10.000.000,00",
        'class="num">36</td>',  # twelve months, three assets
        "1 foto sebelum",
        *(asset.code for asset in story.assets),
    ):
        assert expected in text, expected


def test_the_criteria_have_target_weight_and_score_calculation(story: Story):
    text = page("kriteria-penerimaan", story)
    for expected in ("≥ 95 %", "≤ 24 °C", "50 %", 'class="num">100 %', "sekurang-kurangnya 80", "Contoh:"):
        assert expected in text, expected


def test_the_documentation_has_every_activity_and_every_hash(story: Story):
    text = page("dokumentasi-kegiatan", story)
    round_ = Round.objects.get(cycle=story.cycle, number=1)
    for order in round_.work_orders.all():
        assert order.code in text
        for activity in order.activities.all():
            assert all(piece.sha256 in text for piece in activity.evidence.all())
    assert "Ruang sedang direnovasi." in text
    assert "Kebocoran kecil" in text and "Terbuka" in text
    assert "Rp 2.000.000,50" in text
    assert "lama henti 90 menit" in text


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("berita-acara-pemeriksaan", ["telah diperiksa bersama", "dengan alasan: Vendor berhalangan."]),
        ("berita-acara-serah-terima", ["Pihak Kedua menyerahkan", "memberi nilai 62,50 (nilai lulus 80)"]),
    ],
)
def test_minutes_have_day_parties_contract_and_result(story: Story, kind: str, more: list[str]):
    text = page(kind, story)
    for expected in (
        "Pada hari Rabu tanggal satu bulan Juli tahun dua ribu dua puluh enam (1 Juli 2026), bertempat di Bandung",
        story.contract.vendor.name,
        story.contract.number,
        "9 (sembilan) perintah kerja",
        "Dari 9 perintah kerja, 8 diterima, 1 tidak dilaksanakan.",
        "Kebocoran kecil",
        *more,
    ):
        assert expected in text, expected


@pytest.mark.parametrize("kind", ["evaluasi-kriteria", "laporan-manajemen"])
def test_a_changed_value_is_printed_with_the_computed_value(story: Story, kind: str):
    CriterionResult.objects.filter(criterion__code="K1", evaluation__round__number=1).update(
        value=95, note="Satu gedung sedang dibongkar."
    )
    text = page(kind, story)
    assert '95 %<br><span class="small">diubah penilai; hitungan sistem 77,77 % (7 dari 9)</span>' in text
    assert "Satu gedung sedang dibongkar." in text


def test_the_evaluation_has_score_verdict_and_calculation(story: Story):
    text = page("evaluasi-kriteria", story)
    for expected in (
        "62,50",
        "Tidak memenuhi",
        "1 dari 2",
        "77,77 %",
        "bobot yang tercapai 50, dibagi bobot yang dapat dinilai 80",
        "Termometer sedang dikalibrasi.",
        "Putaran dinilai dari dokumentasinya.",
    ):
        assert expected in text, expected
    assert "Putaran 2" not in text  # a later round


def test_an_evaluation_includes_earlier_rounds(story: Story):
    second = Round.objects.get(cycle=story.cycle, number=2)
    kind = DocumentKind("evaluasi-kriteria")
    text = DOCUMENT_TYPES[kind].render_html(DOCUMENT_TYPES[kind].collect(second.pk, HEAD_USER))
    assert "Putaran 1" in text and "62,50" in text and "100,00" in text


def test_many_rounds_are_split_into_several_tables(story: Story):
    kind = DocumentKind("evaluasi-kriteria")
    document_data = DOCUMENT_TYPES[kind].collect(pk_for(kind, story), HEAD_USER)
    many_rounds = replace(
        document_data, rounds=[replace(document_data.rounds[0], number=n) for n in range(1, 15)]
    )
    text = DOCUMENT_TYPES[kind].render_html(many_rounds)
    captions = ("putaran 1–2", "putaran 3–6", "putaran 7–10", "putaran 11–14")
    assert all(caption in text for caption in captions)
    assert text.count("Kecenderungan</th>") == 1  # only in the last table


def test_the_annual_report_has_totals_and_comparisons(story: Story):
    text = page("laporan-tahunan", story)
    for expected in (
        "16 dari 18",
        "3 dari 4",
        "Rp 2.500.000,50",
        "7 dari 9",
        "9 dari 9",
        "Tahun 2025 tidak mempunyai siklus.",
        "Ganti baterai UPS sebelum musim hujan.",
        story.contract.vendor.name,
        "Tim Pusat Data",
    ):
        assert expected in text, expected
    assert "asset:draft.css" in text  # the year is not over


# Rendering


@pytest.mark.parametrize("kind", DocumentKind)
def test_rendering_needs_no_queries(story: Story, kind: DocumentKind, django_assert_num_queries):
    document_data = DOCUMENT_TYPES[kind].collect(pk_for(kind, story), HEAD_USER)
    again = DOCUMENT_TYPES[kind].load(json.loads(json.dumps(dump(document_data))))
    with django_assert_num_queries(0):
        assert DOCUMENT_TYPES[kind].render_html(again) == DOCUMENT_TYPES[kind].render_html(document_data)


@pytest.mark.parametrize("kind", DocumentKind)
def test_collect_heading_returns_the_same_heading_with_few_queries(
    story: Story, kind: DocumentKind, django_assert_max_num_queries
):
    pk = pk_for(kind, story)
    with django_assert_max_num_queries(3):
        heading = DOCUMENT_TYPES[kind].collect_heading(pk, HEAD_USER)
    assert heading == DOCUMENT_TYPES[kind].collect(pk, HEAD_USER).heading


@pytest.mark.parametrize("kind", OF_A_CYCLE)
def test_a_new_cycle_has_drafts(db, kind: DocumentKind):
    text = DOCUMENT_TYPES[kind].render_html(DOCUMENT_TYPES[kind].collect(make_cycle().pk, HEAD_USER))
    assert "asset:draft.css" in text and "rancangan" in text


def test_a_pdf_has_tags_bookmarks_attachment_and_reproducible_bytes(story: Story, tmp_path: Path):
    kind = DocumentKind("evaluasi-kriteria")
    document_data = DOCUMENT_TYPES[kind].collect(pk_for(kind, story), HEAD_USER)
    document_data = replace(document_data, heading=document_data.heading.with_issue_details(IMPRINT))
    pdf, again = (
        render_pdf(
            DOCUMENT_TYPES[kind].render_html(document_data),
            document_data,
            at=document_data.heading.at,
            media={},
        )
        for _n in range(2)
    )
    assert pdf == again
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = document.Root
        assert str(root.Lang) == "id"
        assert bool(root.MarkInfo.Marked) and "/StructTreeRoot" in root
        assert IMPRINT.number in str(document.docinfo.Title)
        fonts = [font for page in document.pages for font in page.Resources.get("/Font", {}).values()]
        assert fonts
        assert all("FontFile" in str(f.DescendantFonts[0].FontDescriptor.keys()) for f in fonts)
        with document.open_outline() as outline:
            titles = str([child.title for item in outline.root for child in [item, *item.children]])
        assert "1. Kriteria menurut putaran" in titles and "2. Kesimpulan" in titles
        attached = document.attachments["data-dokumen.json"].get_file().read_bytes()
        assert json.loads(attached) == dump(document_data)
        pages = len(document.pages)
    text = text_of(pdf, tmp_path)
    assert f"Halaman {pages} dari {pages}" in text
    assert "62,50" in text and "Tidak memenuhi" in text


def test_a_missing_photo_file_is_reported_in_the_document(story: Story):
    kind = DocumentKind("dokumentasi-kegiatan")
    document_data = DOCUMENT_TYPES[kind].collect(pk_for(kind, story), HEAD_USER)
    data = dump(document_data)
    for order in data["orders"]:
        for activity in order["activities"]:
            for piece in activity["evidence"]:
                piece["picture"] = f"{piece['sha256']}.jpg"
    text = DOCUMENT_TYPES[kind].render_html(DOCUMENT_TYPES[kind].load(data))
    assert "Berkas foto tidak ditemukan" in text and "<img" not in text


# Visibility


def test_a_vendor_user_sees_only_documents_of_its_own_rounds(story: Story, vendor_person: User):
    first, second = Round.objects.filter(cycle=story.cycle).order_by("number")
    for slug in ("dokumentasi-kegiatan", "berita-acara-pemeriksaan", "evaluasi-kriteria"):
        assert DOCUMENT_TYPES[DocumentKind(slug)].collect(first.pk, vendor_person).heading.code
        with pytest.raises(NoSuchDocument):
            DOCUMENT_TYPES[DocumentKind(slug)].collect(second.pk, vendor_person)
    for slug, pk in (
        ("rencana-pemeliharaan", story.cycle.pk),
        ("kriteria-penerimaan", story.cycle.pk),
        ("laporan-tahunan", YEAR),
        ("laporan-manajemen", story.cycle.pk),
    ):
        with pytest.raises(NoSuchDocument):
            get_edition_file(DocumentKind(slug), pk, vendor_person)


def test_a_vendor_user_sees_an_evaluation_only_after_its_conclusion(story: Story, vendor_person: User):
    first = Round.objects.get(cycle=story.cycle, number=1)
    type(first.evaluation).objects.filter(round=first).update(concluded_at=None, concluded_by=None)
    with pytest.raises(NoSuchDocument):
        DOCUMENT_TYPES[DocumentKind("evaluasi-kriteria")].collect(first.pk, vendor_person)
    assert DOCUMENT_TYPES[DocumentKind("evaluasi-kriteria")].collect(first.pk, HEAD_USER).heading.is_draft


def test_another_vendor_sees_nothing(story: Story):
    stranger = UserFactory(role=Role.VENDOR)
    first = Round.objects.get(cycle=story.cycle, number=1)
    with pytest.raises(NoSuchDocument):
        DOCUMENT_TYPES[DocumentKind("dokumentasi-kegiatan")].collect(first.pk, stranger)


def test_an_internal_round_has_no_minutes(story: Story):
    second = Round.objects.get(cycle=story.cycle, number=2)
    with pytest.raises(NoSuchDocument):
        DOCUMENT_TYPES[DocumentKind("berita-acara-pemeriksaan")].collect(second.pk, HEAD_USER)


def test_unknown_documents_are_not_found(story: Story, signed_in, operator):
    assert signed_in(operator).get(f"/documents/kriteria-penerimaan/{story.cycle.pk}/").status_code == 200
    annual = [f"/documents/laporan-tahunan/{year}/" for year in (0, 10_000, 10**25)]
    for unknown in ("/documents/kriteria-penerimaan/999999/", "/documents/surat/1/", *annual):
        assert signed_in(operator).get(unknown).status_code == 404
        assert signed_in(operator).post(f"{unknown}draft/").status_code == 404
        assert signed_in(operator).post(f"{unknown}sheets/").status_code == 404


def test_the_command_writes_a_file_or_fails_with_a_message(story: Story, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(registry, "render_pdf", lambda page, data, **options: b"%PDF-1.7 dokumen")
    file = tmp_path / "rencana.pdf"
    call_command("render_document", "rencana-pemeliharaan", story.cycle.pk, output=file, stdout=io.StringIO())
    assert file.read_bytes() == b"%PDF-1.7 dokumen"
    with pytest.raises(CommandError, match="There is no"):
        call_command("render_document", "laporan-tahunan", 1999, output=file)


def test_user_text_is_escaped(story: Story):
    Cycle.objects.filter(pk=story.cycle.pk).update(
        recommendations='<img src="file:///etc/hostname"> & selesai'
    )
    text = page("laporan-tahunan", story)
    assert "&lt;img src=" in text and "& selesai" not in text
