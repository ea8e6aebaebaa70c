"""Find an asset, a location or a category by the text that a user typed; raise ValidationError if that fails."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assets.models import Asset, Category, Location
from assets.models.location import SEPARATOR
from core.db.constraints import equals_ignoring_case
from core.http.validation import remove_nul
from core.i18n.formats import format_number

MAX_NAMED: Final = 3  # records that an error message names
MAX_PK_DIGITS: Final = 18


def find_asset(text: str) -> Asset:
    """Return the asset with this code, in any letter case."""
    code = _clean(text)
    asset = Asset.objects.with_code(code).first()
    if asset is None:
        similar = Asset.objects.search(code).values_list("code", flat=True)[:MAX_NAMED]
        raise _unknown(_("Tidak ada aset dengan kode “%(code)s”.") % {"code": code}, similar)
    return asset


def find_location(text: str, *, accept_pk: bool = False) -> Location:
    """Return the location with this path; letter case is ignored.

    If no location has this path, returns the only location whose path ends with these names. With `accept_pk`, the
    text can also be a primary key, for bookmarked URLs.
    """
    text = _clean(text)
    path = SEPARATOR.join(name.strip() for name in text.split(SEPARATOR.strip()))
    if location := Location.objects.filter(equals_ignoring_case("path", path)).first():
        return location
    matches = Location.objects.filter(path__iendswith=f"{SEPARATOR}{path}")
    first = list(matches[: MAX_NAMED + 1])
    if len(first) == 1:
        return first[0]
    if first:
        message = _("Ada %(count)s lokasi bernama “%(text)s”, misalnya %(paths)s. Tulis letak lengkapnya.")
        params = {
            "count": format_number(matches.count()),
            "text": text,
            "paths": "; ".join(location.path for location in first[:MAX_NAMED]),
        }
        raise ValidationError(message % params, code="ambiguous")
    if accept_pk and _is_pk(text) and (location := Location.objects.filter(pk=text).first()):
        return location
    similar = Location.objects.search(text).values_list("path", flat=True)[:MAX_NAMED]
    raise _unknown(_("Tidak ada lokasi “%(text)s”.") % {"text": text}, similar, separator="; ")


def find_category(text: str, *, accept_pk: bool = False) -> Category:
    """Return the category with this name or, if there is none, with this code; letter case is ignored.

    With `accept_pk`, the text can also be a primary key, for bookmarked URLs.
    """
    text = _clean(text)
    for field in ("name", "code"):
        if category := Category.objects.filter(equals_ignoring_case(field, text)).first():
            return category
    if accept_pk and _is_pk(text) and (category := Category.objects.filter(pk=text).first()):
        return category
    similar = Category.objects.search(text).values_list("name", flat=True)[:MAX_NAMED]
    raise _unknown(_("Tidak ada kategori “%(text)s”.") % {"text": text}, similar)


def _clean(text: str) -> str:
    return remove_nul(text).strip()


def _is_pk(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= MAX_PK_DIGITS


def _unknown(sentence: str, similar: Iterable[str], *, separator: str = ", ") -> ValidationError:
    if names := separator.join(similar):
        sentence = f"{sentence} {_('Mungkin maksud Anda: %(codes)s.') % {'codes': names}}"
    return ValidationError(sentence, code="unknown")
