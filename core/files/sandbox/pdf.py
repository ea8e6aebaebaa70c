"""Script that inspects a PDF on stdin and writes one word: `ok`, or a key of `documents.ERROR_MESSAGES`."""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

MEMORY_BYTES = 320 * 1024 * 1024
MAX_DEPTH = 50
MAX_OBJECTS = 500_000
ACTION_TYPES = (
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/Movie",
)
SCRIPT_KEYS = ("/JS", "/JavaScript", "/XFA", "/RichMediaContent")
EMBEDDED_FILE_KEYS = ("/EF", "/EmbeddedFiles")


def inspect(content: bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return "encrypted"
            if not len(pdf.pages) or len(pdf.objects) > MAX_OBJECTS:
                return "broken"
            for each in pdf.objects:
                for part in _dictionaries(each):
                    if _is_active(part):
                        return "acts"
                    if _embeds_file(part):
                        return "embeds"
    except pikepdf.PasswordError:
        return "encrypted"
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError, RuntimeError):
        return "broken"
    return "ok"


def _dictionaries(value: Any, depth: int = 0) -> Iterator[Any]:
    """Yield the dictionaries inside one object. References are skipped, because `pdf.objects` lists their targets."""
    if depth > MAX_DEPTH:
        raise ValueError("nested too deeply")
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield value
        children: Iterator[Any] = (value[key] for key in value.keys())  # noqa: SIM118 - not a Python mapping
    elif isinstance(value, pikepdf.Array):
        children = iter(value)
    else:
        return
    for child in children:
        if not getattr(child, "is_indirect", False):
            yield from _dictionaries(child, depth + 1)


def _is_active(part: Any) -> bool:
    return any(key in part for key in SCRIPT_KEYS) or str(part.get("/S", "")) in ACTION_TYPES


def _embeds_file(part: Any) -> bool:
    return any(key in part for key in EMBEDDED_FILE_KEYS) or str(part.get("/Type", "")) == "/EmbeddedFile"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    sys.stdout.write(inspect(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
