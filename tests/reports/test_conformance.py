"""Every kind of document, as a draft and issued, is an archival and an accessible PDF that carries its own data."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import time_machine
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import override_settings

from maintenance.models import ChecklistAnswer, Review, ReviewAnswer, ReviewRemark, Round
from reports import pdfua
from reports.models import DocumentKind
from tests.maintenance.factories import EvidenceFactory, jpeg
from tests.reports.factories import InstitutionFactory, make_story
from tests.reports.inspecting import structural_faults
from tests.reports.sheets import IMPRINT, of_story

pytestmark = [
    pytest.mark.django_db,  # for the fixture of this module, which fills the database and leaves it empty
    pytest.mark.xdist_group("conformance"),
]
CHECK = settings.BASE_DIR / "scripts" / "check-pdf"
JAXB = Path("/usr/share/java/jaxb-api.jar")


@dataclass(frozen=True)
class Printed:
    pdf: bytes
    data: dict[str, Any]


@pytest.fixture(scope="module")
def printed(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Printed]]:
    """Each kind twice, of a story with photos, readings, a return and its answer; the database stays as it was."""
    media = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=media),
        time_machine.travel("2026-07-01T03:00:00+00:00", tick=True),
        transaction.atomic(),
    ):
        InstitutionFactory()
        story = make_story(checklist=True)
        _enrich(Round.objects.get(cycle=story.cycle, number=1))
        sheets = of_story(story)
        yield {
            f"{kind}-{state}": Printed(sheet.pdf(), sheet.data)
            for kind, plain in sheets.items()
            for state, sheet in (
                ("draft", plain.draft()),
                ("issued", plain.issued(edition=2, replaces="UJI-000")),
            )
        }
        transaction.set_rollback(True)


def _enrich(round_: Round) -> None:
    order = round_.work_orders.earliest("due_on", "sequence")
    activity = order.activities.first()
    items = {item.kind: item for item in order.planned_work.checklist.all()}
    ChecklistAnswer.objects.create(activity=activity, item=items["yes_no"], yes=True)
    ChecklistAnswer.objects.create(activity=activity, item=items["number"], number=30, is_within_limits=False)
    upright = jpeg("seagreen", (900, 1200))
    EvidenceFactory(
        activity=activity,
        purpose="after",
        sha256="a" * 64,
        file=ContentFile(upright, name="tegak.jpg"),
        caption="Panel",
    )
    review = Review.objects.create(
        work_order=order, verdict="returned", remark="Foto buram.", by=activity.performed_by
    )
    ReviewRemark.objects.create(review=review, item=items["number"], text="Suhu di luar batas.")
    ReviewAnswer.objects.create(review=review, text="Sudah diukur ulang.", by=activity.performed_by)


@pytest.mark.parametrize("state", ["draft", "issued"])
@pytest.mark.parametrize("kind", DocumentKind.values)
def test_a_document_is_tagged_titled_embedded_and_carries_its_data(printed, kind: str, state: str):
    document = printed[f"{kind}-{state}"]
    assert structural_faults(document.pdf, attached="data-dokumen.json", data=document.data) == []


def test_veraPDF_finds_nothing_against_archive_and_accessibility(printed, tmp_path: Path):
    if not (shutil.which("javac") and JAXB.is_file()):
        pytest.skip("no JDK here; see scripts/check-pdf")
    for name, document in printed.items():
        (tmp_path / f"{name}.pdf").write_bytes(document.pdf)
    done = subprocess.run(
        [CHECK, *sorted(tmp_path.glob("*.pdf"))], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("PASS") == 2 * len(printed)


def test_a_missing_claim_and_a_picture_without_words_are_noticed(printed, monkeypatch: pytest.MonkeyPatch):
    """The checks can fail: what they look for is taken away."""
    document = printed["kriteria-penerimaan-issued"]
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


def test_photos_are_printed_no_larger_than_their_place_needs(printed):
    with pikepdf.open(io.BytesIO(printed["dokumentasi-kegiatan-issued"].pdf)) as document:
        sizes = {
            (int(image.Width), int(image.Height))
            for page in document.pages
            for image in page.get_images().values()
        }
    assert sizes == {(560, 420), (420, 560)}


def test_a_drawing_tells_its_figures(printed):
    with pikepdf.open(io.BytesIO(printed["laporan-manajemen-issued"].pdf)) as document:
        from tests.reports.inspecting import elements

        told = [
            str(each.Alt) for each in elements(document.Root.StructTreeRoot.K) if str(each.S) == "/Figure"
        ]
    assert any("Putaran 1: Direncanakan 9, Diterima 8, Tepat waktu 7" in each for each in told)
    assert f"Kode QR menuju {IMPRINT.verify_url}" in told


def test_the_claim_is_added_to_what_the_metadata_says_anyway():
    said = b'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about=""/></r:RDF>'
    both = pdfua.joined(said).decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in both and both.count("RDF>") == 1
