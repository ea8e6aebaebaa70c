"""Hostile files are refused or made harmless, leave no files behind, and need little memory."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from PIL import Image

from maintenance.evidence.services import NewEvidence
from maintenance.models import Activity, Evidence
from plans.models import EvidencePurpose
from tests.maintenance.evidence.corpus import (
    ACTING,
    BOMBS,
    BROKEN,
    CORPUS,
    HARMLESS,
    PAYLOADS,
    REFUSED_KINDS,
    picture,
)
from tests.maintenance.factories import WorkOrderFactory
from tests.maintenance.work_orders.test_work_order_pages import filled, url
from tests.maintenance.work_orders.test_work_orders import log

MOST_MEMORY = 300
MEASURE = """
import re, resource, sys
from django import setup
setup()
from django.core.exceptions import ValidationError
from core.files.inspection import inspect_file
while length := sys.stdin.buffer.read(8):
    try:
        inspect_file(sys.stdin.buffer.read(int.from_bytes(length, "big")), name="berkas")
    except ValidationError:
        pass
own = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())  # getrusage would remember who called
print(int(own.group(1)), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def named(sent):
    return sent.title.replace(" ", "-")


def files():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def new(sent, content=None):
    given = sent.make() if content is None else content
    return NewEvidence(SimpleUploadedFile(sent.name, given), EvidencePurpose.DOCUMENT)


def test_the_corpus_is_large_and_its_names_are_unique():
    assert len(CORPUS) >= 60
    assert len({sent.title for sent in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("sent", [*REFUSED_KINDS, *BROKEN, *BOMBS, *ACTING], ids=named)
def test_a_hostile_file_is_refused_and_leaves_no_file(sent):
    with translation.override("id"), pytest.raises(ValidationError) as refusal:
        new(sent).inspect()

    assert refusal.value.code == sent.fate
    sentence = refusal.value.messages[0]
    assert sentence.startswith(sent.name)
    assert sentence.endswith(".")
    assert "%" not in sentence
    assert not files()


@pytest.mark.parametrize("sent", HARMLESS, ids=named)
def test_a_picture_is_re_encoded_and_nothing_else_is_stored(sent):
    found = new(sent).inspect()

    assert found.is_photo
    for kept in (found.content, found.thumbnail):
        assert not [payload for payload in PAYLOADS if payload in kept]
        with Image.open(io.BytesIO(kept)) as image:
            assert getattr(image, "n_frames", 1) == 1
            assert not image.getexif()
            assert not {"icc_profile", "xmp", "comment", "exif"} & set(image.info)
            end = b"IEND\xaeB`\x82" if image.format == "PNG" else b"\xff\xd9"
        assert kept.endswith(end)


def peak(*contents):
    """Return the peak memory in megabytes of a process that inspects these files one after the other."""
    ran = subprocess.run(
        [sys.executable, "-c", MEASURE],
        input=b"".join(len(content).to_bytes(8, "big") + content for content in contents),
        capture_output=True,
        check=True,
        cwd=settings.BASE_DIR,
        env={"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(settings.BASE_DIR)},
    )

    return max(int(figure) for figure in ran.stdout.split()) / 1024


def test_the_whole_corpus_takes_little_memory():
    assert peak(*(sent.make() for sent in CORPUS)) < MOST_MEMORY


@pytest.mark.parametrize(
    "size",
    [{"kind": "PNG", "size": (4000, 4000)}, {"size": (7990, 7990)}, {"kind": "WEBP", "size": (3160, 3160)}],
)
def test_the_largest_accepted_file_takes_little_memory(size):
    assert peak(picture(**size)) < MOST_MEMORY


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [*REFUSED_KINDS, *BROKEN, *BOMBS, *ACTING], ids=named)
def test_the_form_shows_the_error_and_stores_nothing(sent, signed_in, operator, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    order = WorkOrderFactory()
    piece = SimpleUploadedFile(sent.name, sent.make(), content_type="image/jpeg")

    page = signed_in(operator).post(url("activity_create", order.pk), filled(files_document=[piece]))

    if not piece.size:  # browsers send an empty file where none was chosen
        assert not Evidence.objects.exists()
    else:
        assert page.status_code == 422
        assert sent.name in page.context["form"].errors["files_document"][0]
        assert not Activity.objects.exists()
    page.close()
    assert not files()
    assert not list(settings.FILE_UPLOAD_TEMP_DIR.iterdir())


@pytest.mark.django_db
@pytest.mark.parametrize("sent", HARMLESS[8:11], ids=named)
def test_the_position_is_stored_in_the_record_and_removed_from_the_file(sent, operator):
    piece = log(WorkOrderFactory(), operator, evidence=[new(sent)]).evidence.get()

    assert (str(piece.latitude), str(piece.longitude)) == ("-6.175000", "106.820000")
    assert all(b"GPS" not in path.read_bytes() for path in files())
    assert len(files()) == 2


HOSTILE_NAMES = [
    "../../../etc/passwd",
    "..\\..\\windows\\system32\\a.jpg",
    "/etc/cron.d/a.jpg",
    "C:\\a.jpg",
    "a\0.php\0.jpg",
    "a\r\nX-Header: 1.jpg",
    "a\u202egpj.exe",
    "a\u2066\u2069\u200f.jpg",
    "...",
    ". .",
    "CON.jpg",
    "nul",
    "COM1.txt.jpg",
    "aux .jpg",
    "a" * 300 + ".jpg",
    "🔥" * 100 + ".jpg",
    'a";filename="b.exe.jpg',
    "<script>alert(1)<script>.jpg",
    "a.jpg.exe",
    "a.jpg ",
    "a%2e%2e%2f.jpg",
    ".htaccess",
    "-rf.jpg",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_a_hostile_file_name_is_harmless(name, operator, signed_in):
    sent = SimpleUploadedFile("a.jpg", picture())
    sent._name = name  # as if no browser and no framework had looked at it
    piece = log(WorkOrderFactory(), operator, evidence=[NewEvidence(sent)]).evidence.get()

    assert all(path.is_relative_to(Path(settings.MEDIA_ROOT) / "evidence") for path in files())
    assert piece.original_name.isprintable()
    assert "/" not in piece.original_name and "\\" not in piece.original_name
    header = signed_in(operator).get(url("evidence", piece.pk))["Content-Disposition"]
    assert header.startswith("inline; filename")
    assert header.isascii() and header.isprintable()
    assert piece.download_name.endswith(".jpg")
    assert not set('\\/:*?"<>|') & set(piece.download_name)
    stem = piece.download_name.partition(".")[0].lower().strip()
    assert stem and stem not in {"con", "nul", "com1", "aux"}
