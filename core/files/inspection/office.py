"""Checks DOCX and XLSX packages without unpacking them.

Rejects decompression bombs, macros, embedded files and content that is loaded from elsewhere.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

MAX_PARTS: Final = 5_000
MAX_UNPACKED_BYTES: Final = 200 * 1024 * 1024
MAX_INDEX_BYTES: Final = 1024 * 1024
CONTENT_TYPES_PART: Final = "[content_types].xml"
MAIN_PARTS: Final = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
MACROS: Final = ("vbaproject.bin", "/activex/", "/macrosheets/", "vbadata.xml")
FETCHING_PARTS: Final = ("/externallinks/", "xl/connections.xml")
EMBEDDED_FILE_PARTS: Final = ("/embeddings/",)
FOREIGN_EXTENSIONS: Final = re.compile(
    r"\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs?|jse?|wsf|hta|lnk|jar|html?|mht(?:ml)?|zip|7z|rar|docm|xlsm|ole|pdf)$"
)
EMBEDDING_RELATIONS: Final = ("/aFChunk", "/oleObject", "/package", "/control")
DDE: Final = re.compile(r"\bDDE(?:AUTO)?\b")
END_RECORD_BYTES: Final = 22  # size of the end record of a ZIP file without a comment

Attributes = dict[str, str]


class UnsafePackage(Exception):
    """The package is rejected; `code` is a key of `documents.ERROR_MESSAGES`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def inspect_package(content: bytes) -> str:
    """Return "xlsx" or "docx". Raise `UnsafePackage`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part.filename.replace("\\", "/").lower(): part for part in archive.infolist()}
            _check_archive(archive, parts, content)
            kinds = [kind for part, kind in MAIN_PARTS.items() if part in parts]
            if len(kinds) != 1 or CONTENT_TYPES_PART not in parts:
                raise UnsafePackage("not_office")
            _check_names(set(parts))
            _check_content_types(archive, parts[CONTENT_TYPES_PART])
            for name, part in parts.items():
                if name.endswith(".rels"):
                    _check_relationships(archive, part)
                elif name.startswith("word/") and name.endswith(".xml"):
                    _check_fields(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UnsafePackage("broken") from error
    except (zlib.error, expat.ExpatError, LookupError) as error:
        raise UnsafePackage("broken") from error
    return kinds[0]


def _check_archive(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], content: bytes) -> None:
    """Check the file sizes that the ZIP directory states, and that no data precedes or follows the archive.

    The stated sizes are reliable limits, because `zipfile` never unpacks more bytes of a file than they say.
    """
    listed = archive.infolist()
    index_sizes = [
        part.file_size for name, part in parts.items() if name == CONTENT_TYPES_PART or name.endswith(".rels")
    ]
    if len(listed) > MAX_PARTS or sum(part.file_size for part in listed) > MAX_UNPACKED_BYTES:
        raise UnsafePackage("bomb")
    if max(index_sizes, default=0) > MAX_INDEX_BYTES:
        raise UnsafePackage("bomb")
    if any(part.flag_bits & 1 for part in listed):
        raise UnsafePackage("encrypted")
    ends_with_directory = content[-END_RECORD_BYTES:].startswith(b"PK\x05\x06")
    if (
        not listed
        or len(parts) != len(listed)
        or not ends_with_directory
        or min(p.header_offset for p in listed)
    ):
        raise UnsafePackage("broken")
    if any(name.startswith("/") or ".." in name.split("/") for name in parts):
        raise UnsafePackage("broken")


def _check_names(names: set[str]) -> None:
    def contains(fragments: tuple[str, ...]) -> bool:
        return any(fragment in f"/{name}" for name in names for fragment in fragments)

    if contains(MACROS):
        raise UnsafePackage("macros")
    if contains(FETCHING_PARTS):
        raise UnsafePackage("fetches")
    if contains(EMBEDDED_FILE_PARTS) or any(FOREIGN_EXTENSIONS.search(name) for name in names):
        raise UnsafePackage("embeds")


def _check_content_types(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    def element(name: str, attributes: Attributes) -> None:
        if "macroenabled" in attributes.get("ContentType", "").lower():
            raise UnsafePackage("macros")

    _parse(archive, part, element)


def _check_relationships(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Allow external hyperlinks only, because external pictures, templates and objects load without a click."""

    def element(name: str, attributes: Attributes) -> None:
        relation = attributes.get("Type", "")
        is_external = attributes.get("TargetMode", "").lower() == "external"
        if is_external and not relation.endswith("/hyperlink"):
            raise UnsafePackage("fetches")
        if relation.endswith(EMBEDDING_RELATIONS):
            raise UnsafePackage("embeds")

    _parse(archive, part, element)


def _check_fields(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Reject DDE fields, which run another program. Word may split one field instruction into several elements."""
    instruction: list[str] = []
    inside = False

    def element(name: str, attributes: Attributes) -> None:
        nonlocal inside
        local = name.rpartition(":")[2]
        inside = local == "instrText"
        if local == "fldChar":
            instruction.clear()
        if local == "fldSimple" and any(DDE.search(value.upper()) for value in attributes.values()):
            raise UnsafePackage("acts")

    def text(characters: str) -> None:
        if inside:
            instruction.append(characters)
            if len(instruction) < 1000 and DDE.search("".join(instruction).upper()):
                raise UnsafePackage("acts")

    _parse(archive, part, element, text)


def _parse(
    archive: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    element: Callable[[str, Attributes], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Call `element` and `text` for the XML of the part. Reject a DTD: the formats have none, but entity bombs do."""

    def doctype(*_rest: object) -> None:
        raise UnsafePackage("broken")

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    parser.CharacterDataHandler = text
    with archive.open(part) as opened:
        parser.ParseFile(opened)
