"""Convert the text of a CSV cell into a field value; raise CellError if that fails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db.models import Choices
from django.utils.translation import gettext as _
from django.utils.translation import override

from assets.models import Asset, Criticality, DependencyKind, Status
from assets.models.location import SEPARATOR
from core.forms.fields import validate_plausible_date
from core.lists.csv_export import FORMULA_STARTS

DATE_FORMATS: Final = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
LANGUAGES: Final = ("id", "en")

# Status of NetBox -> status of an asset.
NETBOX_STATUS: Final = {
    "staged": Status.PLANNED,
    "failed": Status.REPAIR,
    "inventory": Status.STANDBY,
    "offline": Status.STANDBY,
    "decommissioning": Status.RETIRED,
    "decommissioned": Status.RETIRED,
}


class CellError(ValueError):
    """Error in one cell, with a message for the user."""


def strip_formula_quote(text: str) -> str:
    """Remove the apostrophe that the CSV export puts before formulas."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def parse_status(text: str) -> Status:
    if known := NETBOX_STATUS.get(text.casefold()):
        return known
    return Status(_parse_choice(text, Status))


def parse_criticality(text: str) -> Criticality:
    return Criticality(_parse_choice(text, Criticality))


def parse_dependency_kind(text: str) -> DependencyKind:
    return DependencyKind(_parse_choice(text, DependencyKind))


def _parse_choice(text: str, choices: type[Choices]) -> Any:
    """Return the choice with this code or with this label in Indonesian or English; letter case is ignored."""
    words = {str(value).casefold(): value for value in choices.values}
    for language in LANGUAGES:
        with override(language):
            words |= {str(label).casefold(): value for value, label in choices.choices}
    try:
        return words[text.casefold()]
    except KeyError:
        allowed = ", ".join(str(label) for label in choices.labels)
        message = _("“%(text)s” tidak dikenal. Pilihannya: %(allowed)s.")
        raise CellError(message % {"text": text, "allowed": allowed}) from None


def parse_date(text: str) -> date:
    for pattern in DATE_FORMATS:
        try:
            return validate_plausible_date(datetime.strptime(text, pattern).date())
        except ValidationError as error:
            raise CellError(error.messages[0]) from error
        except ValueError:
            continue
    message = _("“%(text)s” bukan tanggal. Tulis seperti 2026-12-31 atau 31/12/2026.")
    raise CellError(message % {"text": text})


def require_printable(text: str) -> None:
    """Raise CellError for control characters and line breaks."""
    if not text.isprintable():
        raise CellError(_("Isi sel memuat karakter yang tidak dapat dicetak atau baris baru."))


def validate_text(name: str, text: str) -> str:
    """Return the text; raise CellError if it does not fit the asset field `name`."""
    if name != "notes":
        require_printable(text)
    longest: int | None = getattr(Asset._meta.get_field(name), "max_length", None)
    if longest and len(text) > longest:
        message = _("Terlalu panjang: %(length)d karakter, paling banyak %(longest)d.")
        raise CellError(message % {"length": len(text), "longest": longest})
    return text


def parse_location_path(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return the location names from the root down.

    The cell `location` contains a whole path. The cells `site` and `area` contain one level each.
    """
    if path := cells.get("location"):
        return tuple(name.strip() for name in path.split(SEPARATOR.strip()) if name.strip())
    levels = (cells.get("site", ""), cells.get("area", ""))
    # A slash inside a name would split it into two levels, so a dash replaces it.
    return tuple(level.replace("/", "-").strip() for level in levels if level)
