"""Run by itself: a PDF comes in, one word goes out: `fine`, or what is wrong with it."""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

MEMORY = 320 * 1024 * 1024
DEEPEST = 50
MOST_OBJECTS = 500_000
ACTING = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie")
SCRIPTED = ("/JS", "/JavaScript", "/XFA", "/RichMediaContent")
EMBEDDING = ("/EF", "/EmbeddedFiles")


def verdict(content: bytes) -> str:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return "encrypted"
            if not len(pdf.pages) or len(pdf.objects) > MOST_OBJECTS:
                return "broken"
            for each in pdf.objects:
                for part in _dictionaries(each):
                    if _acts(part):
                        return "acts"
                    if _embeds(part):
                        return "embeds"
    except pikepdf.PasswordError:
        return "encrypted"
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError, RuntimeError):
        return "broken"
    return "fine"


def _dictionaries(value: Any, depth: int = 0) -> Iterator[Any]:
    """The dictionaries written inside one object of the file; references lead to objects met by themselves."""
    if depth > DEEPEST:
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


def _acts(part: Any) -> bool:
    return any(key in part for key in SCRIPTED) or str(part.get("/S", "")) in ACTING


def _embeds(part: Any) -> bool:
    return any(key in part for key in EMBEDDING) or str(part.get("/Type", "")) == "/EmbeddedFile"


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    sys.stdout.write(verdict(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
