"""Looks through the parts of a DOCX or XLSX without unpacking them: no bomb, no macro, nothing fetched or embedded."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

MOST_PARTS: Final = 5_000
MOST_UNPACKED: Final = 200 * 1024 * 1024
LARGEST_LIST: Final = 1024 * 1024
CONTENTS: Final = "[content_types].xml"
MAIN_PARTS: Final = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
MACROS: Final = ("vbaproject.bin", "/activex/", "/macrosheets/", "vbadata.xml")
FETCHING_PARTS: Final = ("/externallinks/", "xl/connections.xml")
FOREIGN_PARTS: Final = ("/embeddings/",)
FOREIGN_ENDINGS: Final = re.compile(
    r"\.(?:exe|dll|com|scr|bat|cmd|ps1|vbs?|jse?|wsf|hta|lnk|jar|html?|mht(?:ml)?|zip|7z|rar|docm|xlsm|ole|pdf)$"
)
EMBEDDING_RELATIONS: Final = ("/aFChunk", "/oleObject", "/package", "/control")
DDE: Final = re.compile(r"\bDDE(?:AUTO)?\b")
SOCKET: Final = 22  # the end record of a ZIP without a comment

Attributes = dict[str, str]


class Refusal(Exception):
    """`code` names a sentence of `documents`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def inspect_package(content: bytes) -> str:
    """`xlsx` or `docx`; raises `Refusal`."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part.filename.replace("\\", "/").lower(): part for part in archive.infolist()}
            _check_frame(archive, parts, content)
            kinds = [kind for part, kind in MAIN_PARTS.items() if part in parts]
            if len(kinds) != 1 or CONTENTS not in parts:
                raise Refusal("not_office")
            _check_names(set(parts))
            _check_types(archive, parts[CONTENTS])
            for name, part in parts.items():
                if name.endswith(".rels"):
                    _check_relations(archive, part)
                elif name.startswith("word/") and name.endswith(".xml"):
                    _check_fields(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refusal("broken") from error
    except (zlib.error, expat.ExpatError, LookupError) as error:
        raise Refusal("broken") from error
    return kinds[0]


def _check_frame(archive: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], content: bytes) -> None:
    """The sizes that the list of contents claims, which reading never exceeds; and nothing before or behind it."""
    listed = archive.infolist()
    lists = [part.file_size for name, part in parts.items() if name == CONTENTS or name.endswith(".rels")]
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise Refusal("bomb")
    if max(lists, default=0) > LARGEST_LIST:
        raise Refusal("bomb")
    if any(part.flag_bits & 1 for part in listed):
        raise Refusal("encrypted")
    whole = content[-SOCKET:].startswith(b"PK\x05\x06")
    if not listed or len(parts) != len(listed) or not whole or min(p.header_offset for p in listed):
        raise Refusal("broken")
    if any(name.startswith("/") or ".." in name.split("/") for name in parts):
        raise Refusal("broken")


def _check_names(names: set[str]) -> None:
    def any_of(marks: tuple[str, ...]) -> bool:
        return any(mark in f"/{name}" for name in names for mark in marks)

    if any_of(MACROS):
        raise Refusal("macros")
    if any_of(FETCHING_PARTS):
        raise Refusal("fetches")
    if any_of(FOREIGN_PARTS) or any(FOREIGN_ENDINGS.search(name) for name in names):
        raise Refusal("embeds")


def _check_types(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    def element(name: str, attributes: Attributes) -> None:
        if "macroenabled" in attributes.get("ContentType", "").lower():
            raise Refusal("macros")

    _read(archive, part, element)


def _check_relations(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A hyperlink may lead outside; a picture, template or object would be fetched without being asked."""

    def element(name: str, attributes: Attributes) -> None:
        relation = attributes.get("Type", "")
        is_external = attributes.get("TargetMode", "").lower() == "external"
        if is_external and not relation.endswith("/hyperlink"):
            raise Refusal("fetches")
        if relation.endswith(EMBEDDING_RELATIONS):
            raise Refusal("embeds")

    _read(archive, part, element)


def _check_fields(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Fields that ask another program for their value; Word lets an instruction be written in several pieces."""
    instruction: list[str] = []
    inside = False

    def element(name: str, attributes: Attributes) -> None:
        nonlocal inside
        local = name.rpartition(":")[2]
        inside = local == "instrText"
        if local == "fldChar":
            instruction.clear()
        if local == "fldSimple" and any(DDE.search(value.upper()) for value in attributes.values()):
            raise Refusal("acts")

    def text(words: str) -> None:
        if inside:
            instruction.append(words)
            if len(instruction) < 1000 and DDE.search("".join(instruction).upper()):
                raise Refusal("acts")

    _read(archive, part, element, text)


def _read(
    archive: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    element: Callable[[str, Attributes], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Every element of the part in turn; these formats know no document type, entities only make bombs."""

    def doctype(*_rest: object) -> None:
        raise Refusal("broken")

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    parser.CharacterDataHandler = text
    with archive.open(part) as opened:
        parser.ParseFile(opened)
