"""Names of uploaded and issued files: in the storage unguessable, on the way out harmless."""

import re
import secrets
from pathlib import PurePosixPath

NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|]')
DEVICES = re.compile(r"(?:con|prn|aux|nul|clock\$|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
LONGEST = 120


def private_name(folder: str, filename: str) -> str:
    """`folder/ab/<64 random characters>.ext`; of the original name only a short, plain ending is kept."""
    token = secrets.token_hex(32)
    ending = PurePosixPath(filename).suffix.lower()
    if not (1 < len(ending) <= 6 and ending[1:].isalnum() and ending.isascii()):
        ending = ""
    return f"{folder}/{token[:2]}/{token}{ending}"


def plain_name(name: str) -> str:
    """Without folders and what cannot be seen (control characters, changes of direction)."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char for char in last if char.isprintable()).strip()


def safe_name(name: str, ending: str) -> str:
    """A name that every system may save under, with `ending` and no other; `berkas` where nothing is left of it."""
    stem = NOT_IN_A_NAME.sub("_", PurePosixPath(plain_name(name)).stem)[:LONGEST].strip(". ")
    if not stem or DEVICES.fullmatch(stem):
        stem = f"berkas-{stem}".rstrip("-")
    return f"{stem}.{ending}"
