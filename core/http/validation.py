"""The one character that PostgreSQL refuses in any text."""

from __future__ import annotations


def remove_nul(text: str) -> str:
    """For what an address or a form says and the database is asked for: a person cannot type it, a script can."""
    return text.replace("\x00", "")
