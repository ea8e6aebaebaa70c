"""Keeps what a person typed when the session or the form's token ended before the form arrived.

The fields travel inside the page, signed, never in the anonymous visitor's session: nobody can fill the
database with them, and nobody can slip other fields to a person. Passwords, tokens and files stay out.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SALT = "siklus.expired-form"
ONE_DAY = 60 * 60 * 24
MAX_CHARACTERS = 500_000
SECRET_WORDS = ("password", "csrfmiddlewaretoken", "secret")


@dataclass(frozen=True)
class SubmittedForm:
    """A form on its way: where it was going and what it held."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool

    @classmethod
    def of(cls, request: HttpRequest) -> "SubmittedForm":
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if not any(word in name.lower() for word in SECRET_WORDS)
            for value in map(str, values)
        ]
        return cls(request.get_full_path(), fields, bool(request.FILES))

    @property
    def fits(self) -> bool:
        return sum(len(name) + len(value) for name, value in self.fields) <= MAX_CHARACTERS

    def sealed(self) -> str:
        return signing.dumps([self.path, self.fields, self.had_files], salt=SALT, compress=True)

    @classmethod
    def opened(cls, sealed: str) -> "SubmittedForm | None":
        """None when the seal is broken, or older than a day."""
        try:
            path, fields, had_files = signing.loads(sealed, salt=SALT, max_age=ONE_DAY)
        except signing.BadSignature:
            return None
        return cls(path, [(name, value) for name, value in fields], had_files)


def resend_page(request: HttpRequest, typed: SubmittedForm, *, status: int = 200) -> HttpResponse:
    """Offers the typed fields once more, with a fresh token and one button."""
    return render(request, "expired.html", {"typed": typed}, status=status)


def came_from_here(request: HttpRequest) -> bool:
    """Whether our own page sent the form; another site's form must never be offered for sending again."""
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}"
