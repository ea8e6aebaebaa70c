"""Carries a submitted form through an expired session or CSRF token.

The fields travel inside the page, signed, and not in the anonymous session: visitors cannot fill the database with
them, and nobody can give a user forged fields. Passwords, tokens and files are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SALT: Final = "siklus.expired-form"
MAX_AGE: Final = 60 * 60 * 24  # seconds
MAX_CHARACTERS: Final = 500_000
SECRET_FIELDS: Final = ("password", "csrfmiddlewaretoken", "secret")  # parts of field names


@dataclass(frozen=True)
class SubmittedForm:
    """The path and the fields of a form that was submitted without a valid session."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool

    @classmethod
    def of(cls, request: HttpRequest) -> SubmittedForm:
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if not any(part in name.lower() for part in SECRET_FIELDS)
            for value in map(str, values)
        ]
        return cls(request.get_full_path(), fields, bool(request.FILES))

    @property
    def fits(self) -> bool:
        """Return whether the fields are short enough to travel inside a page."""
        return sum(len(name) + len(value) for name, value in self.fields) <= MAX_CHARACTERS

    def signed(self) -> str:
        """Return the form as signed text for a hidden field."""
        return signing.dumps([self.path, self.fields, self.had_files], salt=SALT, compress=True)

    @classmethod
    def from_signed(cls, text: str) -> SubmittedForm | None:
        """Return the form, or None if the signature is wrong or older than a day."""
        try:
            path, fields, had_files = signing.loads(text, salt=SALT, max_age=MAX_AGE)
        except signing.BadSignature:
            return None
        return cls(path, [(name, value) for name, value in fields], had_files)


def resend_page(request: HttpRequest, submitted: SubmittedForm, *, status: int = 200) -> HttpResponse:
    """Return a page with the submitted fields, a new CSRF token and one button that sends them again."""
    return render(request, "expired.html", {"submitted": submitted}, status=status)


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether a page of this site sent the form; a form of another site must never be offered again."""
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}"
