"""All documents conform to PDF/A-3a and PDF/UA-1 and have their data attached."""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings

from core.pdf import pdfua
from reports.models import DocumentKind
from tests.reports.pdf_inspection import elements, structural_faults
from tests.reports.sample_documents import IMPRINT

pytestmark = [
    pytest.mark.django_db,  # needed by the module fixture, which rolls back its rows
    pytest.mark.paper,
    pytest.mark.xdist_group("conformance"),
]
CHECK = settings.BASE_DIR / "scripts" / "check-pdf"
JAXB = Path("/usr/share/java/jaxb-api.jar")


@pytest.mark.parametrize("state", ["draft", "issued"])
@pytest.mark.parametrize("kind", DocumentKind.values)
def test_a_document_has_tags_title_embedded_fonts_and_attached_data(printer, kind: str, state: str):
    document = printer.print(kind, state)
    assert structural_faults(document.pdf, attached="data-dokumen.json", data=document.data) == []


def test_verapdf_confirms_archival_and_accessible_pdf(printer, tmp_path: Path):
    if not (shutil.which("javac") and JAXB.is_file()):
        pytest.skip("no JDK here; see scripts/check-pdf")
    names = [(kind, state) for kind in DocumentKind.values for state in ("draft", "issued")]
    for kind, state in names:
        (tmp_path / f"{kind}-{state}.pdf").write_bytes(printer.print(kind, state).pdf)
    done = subprocess.run(
        [CHECK, *sorted(tmp_path.glob("*.pdf"))], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASS") == 2 * len(names)


def test_missing_declarations_are_detected(printer):
    """Remove what the checks look for, to show that they can fail."""
    document = printer.print("kriteria-penerimaan")
    with pikepdf.open(io.BytesIO(document.pdf)) as broken:
        metadata = broken.Root.Metadata.read_bytes()
        broken.Root.Metadata.write(metadata.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))
        del broken.Root.ViewerPreferences
        broken.Root.Lang = "en"
        out = io.BytesIO()
        broken.save(out)
    faults = structural_faults(out.getvalue(), attached="data-dokumen.json", data={})
    assert {fault.partition(":")[0] for fault in faults} == {
        "its language is not Indonesian",
        "its title is not shown",
        "its metadata has no <pdfuaid",
        "data-dokumen.json is not the snapshot",
    }


def test_photos_are_downscaled_to_their_printed_size(printer):
    with pikepdf.open(io.BytesIO(printer.print("dokumentasi-kegiatan").pdf)) as document:
        sizes = {
            (int(image.Width), int(image.Height))
            for page in document.pages
            for image in page.get_images().values()
        }
    assert sizes == {(560, 420), (420, 560)}


def test_alternative_text_of_charts_has_their_values(printer):
    with pikepdf.open(io.BytesIO(printer.print("laporan-manajemen").pdf)) as document:
        alternative_texts = [
            str(each.Alt) for each in elements(document.Root.StructTreeRoot.K) if str(each.S) == "/Figure"
        ]
    assert any("Putaran 1: Direncanakan 9, Diterima 8, Tepat waktu 7" in each for each in alternative_texts)
    assert f"Kode QR menuju {IMPRINT.verify_url}" in alternative_texts


def test_pdfua_declaration_is_added_to_existing_metadata():
    metadata = (
        b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about=""/></r:RDF>'
    )
    both = pdfua.add_pdfua_declaration(metadata).decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in both and both.count("RDF>") == 1


def test_equal_data_with_photos_gives_equal_bytes(printer):
    document = printer.documents[DocumentKind.DOCUMENTATION].issued()
    assert printer.render(document) == printer.print("dokumentasi-kegiatan").pdf
