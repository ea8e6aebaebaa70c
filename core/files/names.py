"""File names: random names in the storage, harmless names for downloads."""

import re
import secrets
from pathlib import PurePosixPath

FORBIDDEN_CHARACTERS = re.compile(r'[\\/:*?"<>|]')
RESERVED_NAMES = re.compile(r"(?:con|prn|aux|nul|clock\$|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
MAX_STEM_LENGTH = 120


def random_storage_name(folder: str, filename: str) -> str:
    """Return `folder/ab/<64 random characters>.ext`. Only a short ASCII extension of `filename` is used."""
    token = secrets.token_hex(32)
    extension = PurePosixPath(filename).suffix.lower()
    if not (1 < len(extension) <= 6 and extension[1:].isalnum() and extension.isascii()):
        extension = ""
    return f"{folder}/{token[:2]}/{token}{extension}"


def clean_filename(name: str) -> str:
    """Return the name without folders, control characters and text-direction marks."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable()).strip()


def download_filename(name: str, extension: str) -> str:
    """Return a name that every operating system accepts, with `extension` instead of its own.

    An empty or reserved name gets the prefix `berkas`.
    """
    stem = FORBIDDEN_CHARACTERS.sub("_", PurePosixPath(clean_filename(name)).stem)[:MAX_STEM_LENGTH].strip(
        ". "
    )
    if not stem or RESERVED_NAMES.fullmatch(stem):
        stem = f"berkas-{stem}".rstrip("-")
    return f"{stem}.{extension}"
