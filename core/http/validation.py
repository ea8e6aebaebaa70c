"""Cleaning of text from requests."""

from __future__ import annotations


def remove_nul(text: str) -> str:
    """Return the text without NUL characters, which PostgreSQL rejects and only scripts send."""
    return text.replace("\x00", "")
