"""The address of one record, for lists that print fifty: Django would search its whole address table for each."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, get_urlconf, reverse

_STAND_IN = 9_876_543_210


def record_url(name: str, *path: str | int) -> str:
    """What `reverse(name, args=path)` says, where `path` ends in the key of the record."""
    before, after = _around(name, path[:-1], get_urlconf(), get_script_prefix())
    return f"{before}{path[-1]}{after}"


@lru_cache(maxsize=512)
def _around(name: str, path: tuple[str | int, ...], urlconf: str | None, prefix: str) -> tuple[str, str]:
    before, _, after = reverse(name, urlconf, args=[*path, _STAND_IN]).partition(str(_STAND_IN))
    return before, after
