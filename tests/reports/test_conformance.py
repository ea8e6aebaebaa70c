"""Every kind of document, as a draft and issued, is an archival and an accessible PDF that carries its own data."""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings

from core.pdf import pdfua
from reports.models import DocumentKind
from tests.reports.inspecting import elements, structural_faults
from tests.reports.sheets import IMPRINT

pytestmark = [
    pytest.mark.django_db,  # for the fixture of this module, which fills the database and leaves it empty
    pytest.mark.paper,
    pytest.mark.xdist_group("conformance"),
]
CHECK = settings.BASE_DIR / "scripts" / "check-pdf"
JAXB = Path("/usr/share/java/jaxb-api.jar")


@pytest.mark.parametrize("state", ["draft", "issued"])
@pytest.mark.parametrize("kind", DocumentKind.values)
def test_a_document_is_tagged_titled_embedded_and_carries_its_data(press, kind: str, state: str):
    document = press.printed(kind, state)
    assert structural_faults(document.pdf, attached="data-dokumen.json", data=document.data) == []


def test_veraPDF_finds_nothing_against_archive_and_accessibility(press, tmp_path: Path):
    if not (shutil.which("javac") and JAXB.is_file()):
        pytest.skip("no JDK here; see scripts/check-pdf")
    names = [(kind, state) for kind in DocumentKind.values for state in ("draft", "issued")]
    for kind, state in names:
        (tmp_path / f"{kind}-{state}.pdf").write_bytes(press.printed(kind, state).pdf)
    done = subprocess.run(
        [CHECK, *sorted(tmp_path.glob("*.pdf"))], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASS") == 2 * len(names)


def test_a_missing_claim_and_a_picture_without_words_are_noticed(press):
    """The checks can fail: what they look for is taken away."""
    document = press.printed("kriteria-penerimaan")
    with pikepdf.open(io.BytesIO(document.pdf)) as broken:
        said = broken.Root.Metadata.read_bytes()
        broken.Root.Metadata.write(said.replace(b"<pdfuaid:part>1</pdfuaid:part>", b""))
        del broken.Root.ViewerPreferences
        broken.Root.Lang = "en"
        out = io.BytesIO()
        broken.save(out)
    faults = structural_faults(out.getvalue(), attached="data-dokumen.json", data={})
    assert {fault.partition(":")[0] for fault in faults} == {
        "its language is not Indonesian",
        "its title is not shown",
        "its metadata does not say <pdfuaid",
        "data-dokumen.json is not the snapshot",
    }


def test_photos_are_printed_no_larger_than_their_place_needs(press):
    with pikepdf.open(io.BytesIO(press.printed("dokumentasi-kegiatan").pdf)) as document:
        sizes = {
            (int(image.Width), int(image.Height))
            for page in document.pages
            for image in page.get_images().values()
        }
    assert sizes == {(560, 420), (420, 560)}


def test_a_drawing_tells_its_figures(press):
    with pikepdf.open(io.BytesIO(press.printed("laporan-manajemen").pdf)) as document:
        told = [
            str(each.Alt) for each in elements(document.Root.StructTreeRoot.K) if str(each.S) == "/Figure"
        ]
    assert any("Putaran 1: Direncanakan 9, Diterima 8, Tepat waktu 7" in each for each in told)
    assert f"Kode QR menuju {IMPRINT.verify_url}" in told


def test_the_claim_is_added_to_what_the_metadata_says_anyway():
    said = b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about=""/></r:RDF>'
    both = pdfua.add_pdfua_declaration(said).decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in both and both.count("RDF>") == 1


def test_the_same_paper_with_its_photos_gives_the_same_bytes(press):
    sheet = press.sheets[DocumentKind.DOCUMENTATION].issued()
    assert press.pdf_of(sheet) == press.printed("dokumentasi-kegiatan").pdf
