"""Where uploaded and issued files lie: outside the web root, under names that nobody can guess."""

import secrets
from pathlib import PurePosixPath


def private_name(folder: str, filename: str) -> str:
    """`folder/ab/<64 random characters>.ext`; of the original name only a short, plain ending is kept."""
    token = secrets.token_hex(32)
    ending = PurePosixPath(filename).suffix.lower()
    if not (1 < len(ending) <= 6 and ending[1:].isalnum() and ending.isascii()):
        ending = ""
    return f"{folder}/{token[:2]}/{token}{ending}"
