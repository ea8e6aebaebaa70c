"""Selects the language of a page: the choice of the user, otherwise Indonesian. Accept-Language is ignored."""

from collections.abc import Callable

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext_lazy as _

Next = Callable[[HttpRequest], HttpResponseBase]


class Language(models.TextChoices):
    """Languages of pages and mail; the first is the default."""

    INDONESIAN = "id", _("Bahasa Indonesia")
    ENGLISH = "en", _("Bahasa Inggris")


def language_middleware(get_response: Next) -> Next:
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def set_language_cookie(response: HttpResponseBase, language: str) -> None:
    """Set the language of all following pages in this browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
