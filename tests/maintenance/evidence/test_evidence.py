"""Evidence files: inspection by content, processing, and cleanup when saving fails."""

import hashlib
import io
import zipfile
from datetime import datetime
from pathlib import Path

import pikepdf
import pillow_heif
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image

from core.files.inspection import inspect_file
from core.files.inspection import photos as photo_rules
from maintenance.evidence import services as evidences
from maintenance.evidence.services import NewEvidence
from maintenance.models import Activity, Evidence
from tests.maintenance.factories import WorkOrderFactory, jpeg, photo
from tests.maintenance.work_orders.test_work_orders import item, log

pytestmark = pytest.mark.django_db


def files():
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def upload(content, name="berkas.bin"):
    return SimpleUploadedFile(name, content)


def pdf(**options):
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        options.pop("change", lambda d: None)(document)
        document.save(out, **options)
    return out.getvalue()


def office(main="xl/workbook.xml", types="<Types/>", **parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr(main, "<x/>")
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def refusal_of(content, name="berkas"):
    with pytest.raises(ValidationError) as refusal:
        inspect_file(content, name=name)
    return refusal.value.code


def exif(taken="2026:03:04 05:06:07", **more):
    data = Image.Exif()
    data[ExifTags.Base.Orientation] = more.get("orientation", 1)
    details = {ExifTags.Base.DateTimeOriginal: taken}
    if "offset" in more:
        details[ExifTags.Base.OffsetTimeOriginal] = more["offset"]
    data._ifds[ExifTags.IFD.Exif] = details
    data._ifds[ExifTags.IFD.GPSInfo] = {ExifTags.GPS.GPSLatitudeRef: "S"}
    return data


# --- What is kept ---


def test_a_photo_is_resized_and_stored_with_thumbnail_and_both_hashes(operator):
    sent = photo(size=(3000, 2000))
    raw = sent.read()
    activity = log(WorkOrderFactory(), operator, evidence=[NewEvidence(sent, "before", "Depan")])

    piece = activity.evidence.get()
    with Image.open(piece.file) as kept, Image.open(piece.thumbnail) as small:
        assert (kept.size, small.size) == ((1600, 1067), (320, 213))
    assert piece.sha256_received == hashlib.sha256(raw).hexdigest()
    assert piece.sha256 == hashlib.sha256(piece.file.open().read()).hexdigest()
    assert (piece.purpose, piece.caption, piece.original_name) == ("before", "Depan", "foto.jpg")


def test_a_photo_is_rotated_and_its_position_is_removed(operator):
    found = inspect_file(jpeg(size=(400, 300), exif=exif(orientation=6)), name="foto.jpg")

    with Image.open(io.BytesIO(found.content)) as kept:
        assert kept.size == (300, 400)
        assert not dict(kept.getexif())


def test_the_time_of_a_photo_comes_from_its_exif_data():
    found = inspect_file(jpeg(exif=exif()), name="foto.jpg")
    abroad = inspect_file(jpeg(exif=exif(offset="+00:00")), name="foto.jpg")

    assert found.taken_at.isoformat() == "2026-03-04T05:06:07+07:00"
    assert abroad.taken_at.isoformat() == "2026-03-04T05:06:07+00:00"


@pytest.mark.parametrize("nonsense", ["0000:00:00 00:00:00", "kemarin", "2999:01:01 00:00:00"])
def test_implausible_exif_times_are_ignored(nonsense):
    assert inspect_file(jpeg(exif=exif(nonsense)), name="foto.jpg").taken_at is None


@pytest.mark.parametrize(("kind", "kept"), [("PNG", "image/png"), ("WEBP", "image/jpeg")])
def test_png_and_webp_are_photos_too(kind, kept):
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (255, 0, 0, 0)).save(out, kind)

    found = inspect_file(out.getvalue(), name="gambar")

    assert found.content_type == kept
    with Image.open(io.BytesIO(found.content)) as drawn:
        assert drawn.convert("RGB").getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "ending"),
    [(pdf(), "pdf"), (office(), "xlsx"), (office("word/document.xml"), "docx")],
)
def test_documents_are_stored_unchanged(content, ending):
    found = inspect_file(content, name="dokumen")

    assert (found.content, found.extension, found.is_photo) == (content, ending, False)


def test_storage_names_do_not_contain_the_original_name(operator):
    sent = SimpleUploadedFile("../../rahasia <b>.jpg", jpeg())
    piece = log(WorkOrderFactory(), operator, evidence=[NewEvidence(sent)]).evidence.get()

    assert piece.file.name.startswith("evidence/")
    assert "rahasia" not in piece.file.name
    assert piece.original_name == "rahasia <b>.jpg"


def test_the_same_photo_on_another_work_order_is_a_duplicate(operator):
    first = log(WorkOrderFactory(), operator, evidence=[NewEvidence(photo()), NewEvidence(photo())])
    second = log(
        WorkOrderFactory(), operator, evidence=[NewEvidence(photo()), NewEvidence(photo(color="red"))]
    )
    same, different = second.evidence.all()

    assert set(evidences.duplicates_of(same)) == set(first.evidence.all())
    assert not evidences.duplicates_of(different)
    assert list(evidences.find_duplicates([same, different])) == [same.pk]


# --- What is refused ---


def test_a_file_is_judged_by_its_content_not_by_its_name():
    assert refusal_of(b"<script>alert(1)</script>", "foto.jpg") == "kind"
    assert refusal_of(b"MZ\x90\x00" + b"\x00" * 100, "laporan.pdf") == "kind"
    assert refusal_of(b"GIF89a" + b"\x00" * 100, "foto.jpg") == "kind"
    assert refusal_of(b'<svg xmlns="http://www.w3.org/2000/svg"/>', "foto.png") == "kind"


def test_an_empty_file_is_refused():
    assert refusal_of(b"") == "empty"


def test_a_broken_photo_is_refused():
    assert refusal_of(jpeg()[:400]) == "broken"


def test_data_appended_to_a_photo_is_removed():
    polyglot = jpeg() + office() + b"<script>alert(1)</script>"

    found = inspect_file(polyglot, name="foto.jpg")

    assert b"<script>" not in found.content
    assert b"PK\x03\x04" not in found.content


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(photo_rules, "MAX_PIXELS", 10_000)
    monkeypatch.setattr(Image.Image, "draft", lambda *a: pytest.fail("decoded"))

    assert refusal_of(jpeg(size=(200, 100))) == "pixels"


def test_a_pixel_bomb_is_refused():
    bomb = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(bomb, "PNG")

    assert refusal_of(bomb.getvalue()) == "pixels"


def test_a_locked_pdf_is_refused():
    for password in ({"user": "x", "owner": "y"}, {"user": "", "owner": "y"}):
        assert refusal_of(pdf(encryption=pikepdf.Encryption(**password))) == "encrypted"


@pytest.mark.parametrize(
    "action",
    [{"/S": "/JavaScript", "/JS": "app.alert(1)"}, {"/S": "/Launch", "/F": "calc.exe"}],
)
def test_a_pdf_with_actions_is_refused(action):
    words = {
        key: pikepdf.Name(value) if key == "/S" else pikepdf.String(value) for key, value in action.items()
    }

    def on_opening(document):
        document.Root.OpenAction = pikepdf.Dictionary(words)

    def on_a_page(document):
        document.pages[0].obj.AA = pikepdf.Dictionary(
            O=pikepdf.Array([document.make_indirect(pikepdf.Dictionary(words))])
        )

    assert refusal_of(pdf(change=on_opening)) == "acts"
    assert refusal_of(pdf(change=on_a_page)) == "acts"


def test_a_broken_pdf_is_refused():
    assert refusal_of(b"%PDF-1.7\nbukan apa-apa") == "broken"


def test_a_plain_zip_is_not_a_spreadsheet():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("virus.exe", b"MZ")

    assert refusal_of(out.getvalue(), "data.xlsx") == "not_office"


def test_macros_are_refused():
    assert refusal_of(office(**{"xl/vbaProject.bin": b"x"})) == "macros"
    assert (
        refusal_of(
            office(
                types='<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
            )
        )
        == "macros"
    )


def test_a_zip_bomb_is_refused():
    assert refusal_of(office(**{"xl/media/a.bin": b"\0" * (201 * 1024 * 1024)})) == "bomb"


def test_a_file_over_the_limit_is_refused_with_its_size(operator, settings):
    settings.MAX_UPLOAD_MB = 1
    sent = upload(b"\xff\xd8\xff" + b"\0" * (2 * 1024 * 1024), "besar.jpg")

    with pytest.raises(ValidationError) as refusal:
        log(WorkOrderFactory(), operator, evidence=[NewEvidence(sent)])
    assert refusal.value.messages == ["besar.jpg berukuran 2,0 MB; paling besar 1 MB."]


def test_too_many_files_on_one_activity_are_refused(operator, settings):
    settings.MAX_FILES_PER_ACTIVITY = 1

    with pytest.raises(ValidationError):
        log(WorkOrderFactory(), operator, evidence=[NewEvidence(photo()), NewEvidence(photo())])
    assert not Activity.objects.exists()


def test_a_caption_that_is_too_long_stops_the_activity(operator):
    with pytest.raises(ValidationError):
        log(WorkOrderFactory(), operator, evidence=[NewEvidence(photo(), "photo", "x" * 201)])
    assert not Activity.objects.exists()
    assert not files()


def test_a_document_is_refused_as_a_photo(operator):
    with pytest.raises(ValidationError) as refusal:
        log(WorkOrderFactory(), operator, evidence=[NewEvidence(upload(pdf(), "laporan.pdf"), "before")])
    assert refusal.value.code == "not_a_photo"


# --- Nothing is left behind ---


def test_no_file_is_written_when_one_of_them_is_refused(operator):
    pieces = [NewEvidence(photo()), NewEvidence(upload(b"bukan foto"))]

    with pytest.raises(ValidationError):
        log(WorkOrderFactory(), operator, evidence=pieces)
    assert not files()


def test_no_file_is_written_when_an_answer_is_wrong(operator):
    order = WorkOrderFactory(checklist=True)

    with pytest.raises(ValidationError):
        log(order, operator, answers={item(order, "number").pk: "panas"}, evidence=[NewEvidence(photo())])
    assert not files()


def test_files_are_removed_when_the_transaction_fails(operator, monkeypatch):
    order = WorkOrderFactory()
    saved, keep = [], Evidence.save

    def fail_at_the_second(self, **options):
        saved.append(self)
        if len(saved) == 2:
            raise RuntimeError("power cut")
        keep(self, **options)

    monkeypatch.setattr(Evidence, "save", fail_at_the_second)
    with pytest.raises(RuntimeError):
        log(order, operator, evidence=[NewEvidence(photo()), NewEvidence(photo(color="red"))])

    assert len(saved) == 2
    assert not files()
    assert not Evidence.objects.exists()


def test_upload_time_and_photo_time_are_both_stored(operator):
    sent = SimpleUploadedFile("foto.jpg", jpeg(exif=exif()))
    piece = log(WorkOrderFactory(), operator, evidence=[NewEvidence(sent)]).evidence.get()

    assert piece.taken_at == datetime.fromisoformat("2026-03-04T05:06:07+07:00")
    assert piece.uploaded_at > piece.taken_at


@pytest.mark.parametrize("taken", ["2026:03:04 05:06:07", None])
def test_a_photo_of_an_iphone_becomes_a_jpeg(taken):
    pillow_heif.register_heif_opener()
    out = io.BytesIO()
    notes = {"exif": exif(taken).tobytes()} if taken else {}
    Image.new("RGB", (2000, 1500), "steelblue").save(out, "HEIF", **notes)

    found = inspect_file(out.getvalue(), name="IMG_0001.HEIC")

    assert (found.content_type, found.extension, bool(found.taken_at)) == ("image/jpeg", "jpg", bool(taken))
    with Image.open(io.BytesIO(found.content)) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (1600, 1200), {})
