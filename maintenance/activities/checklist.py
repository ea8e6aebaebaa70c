"""Parse, save and display answers to checklist items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import format_number
from core.rounding import round_half_up
from maintenance.models import ChecklistAnswer
from plans.models import ChecklistItem, ItemKind

if TYPE_CHECKING:
    from maintenance.models import Activity

YES, NO = "yes", "no"
# 27,5 is Indonesian notation, 27.5 is shown by meters. Thousands separators are not accepted.
NUMBER = re.compile(r"[+\-−]?\d+(?:[.,]\d+)?")
MAX_NUMBER = Decimal("9999999999")
MAX_TEXT_LENGTH = 2000


@dataclass(frozen=True)
class Answer:
    """Parsed answer to a checklist item. The kind of the item decides which one of the attributes is set."""

    yes: bool | None = None
    number: Decimal | None = None
    text: str = ""

    @property
    def value(self) -> bool | Decimal | str | None:
        if self.yes is not None:
            return self.yes
        return self.text if self.number is None else self.number


def field_name(item_id: int) -> str:
    """Return the name of the form field for a checklist item. Errors of `parse_answers` use the same names."""
    return f"item_{item_id}"


def parse_answer(item: ChecklistItem, raw: object) -> Answer | None:
    """Return the parsed answer to one item, or None if `raw` is empty.

    Raises `ValidationError` if `raw` does not fit the kind of the item.
    """
    if raw is None or raw == "":
        return None
    if isinstance(raw, bool):
        raw = YES if raw else NO
    text = str(raw).strip()
    if not text:
        return None
    readers = {
        ItemKind.YES_NO: _yes_no,
        ItemKind.NUMBER: _number,
        ItemKind.TEXT: _text,
        ItemKind.CHOICE: _choice,
    }
    return readers[ItemKind(item.kind)](item, text)


def parse_answers(items: Iterable[ChecklistItem], raw: Mapping[int, object]) -> dict[int, Answer | None]:
    """Return a mapping from item id to parsed answer.

    Raises one `ValidationError` that contains the errors of all invalid fields, by field name.
    """
    known = {item.pk: item for item in items}
    if unknown := set(raw) - set(known):
        raise ValidationError(
            _("Butir %(items)s bukan bagian dari pekerjaan ini."), params={"items": unknown}
        )
    answers: dict[int, Answer | None] = {}
    errors: dict[str, ValidationError] = {}
    for item_id, value in raw.items():
        try:
            answers[item_id] = parse_answer(known[item_id], value)
        except ValidationError as error:
            errors[field_name(item_id)] = error
    if errors:
        raise ValidationError(errors)
    return answers


def save_answer(activity: Activity, item: ChecklistItem, answer: Answer | None) -> ChecklistAnswer | None:
    """Save the answer to a checklist item for the activity and return the saved row.

    If `answer` is None, an earlier answer is deleted and None is returned.
    """
    if answer is None:
        activity.answers.filter(item=item).delete()
        return None
    number = answer.number
    within = None if number is None or not has_limits(item) else item.is_within_limits(number)
    columns = {"yes": answer.yes, "number": number, "text": answer.text, "is_within_limits": within}
    saved, _created = activity.answers.update_or_create(item=item, defaults=columns)
    return saved


def has_limits(item: ChecklistItem) -> bool:
    return item.minimum is not None or item.maximum is not None


def display_limits(item: ChecklistItem) -> str:
    """Return the limits of an item as text, such as "18 – 27 °C", "≥ 18 °C" or "≤ 27 °C".

    Returns an empty string for an item without limits.
    """
    if not has_limits(item):
        return ""
    if item.minimum is None:
        span = f"≤ {format_number(item.maximum)}"  # type: ignore[arg-type]
    elif item.maximum is None:
        span = f"≥ {format_number(item.minimum)}"
    else:
        span = f"{format_number(item.minimum)} – {format_number(item.maximum)}"
    return f"{span} {item.unit}".strip()


def display_answer(item: ChecklistItem, answer: ChecklistAnswer) -> str:
    """Return the answer as text for display."""
    if answer.yes is not None:
        return gettext("Ya") if answer.yes else gettext("Tidak")
    if answer.number is not None:
        return f"{format_number(answer.number)} {item.unit}".strip()
    return answer.text


def input_value(answer: ChecklistAnswer) -> str:
    """Return the answer as text for the `value` of a form input."""
    if answer.yes is not None:
        return YES if answer.yes else NO
    return answer.text if answer.number is None else number_input_value(answer.number)


def _yes_no(item: ChecklistItem, text: str) -> Answer:
    known = {YES: True, NO: False}
    if text not in known:
        raise ValidationError(_("Jawab dengan ya atau tidak."), code="yes_no")
    return Answer(yes=known[text])


def _number(item: ChecklistItem, text: str) -> Answer:
    return Answer(number=parse_number(text))


def parse_number(text: str) -> Decimal:
    """Parse a number with a decimal comma or a decimal point, such as 27,5 or 27.5.

    Raises `ValidationError` for other text.
    """
    if not text.isascii() and not text.startswith("−"):
        raise _not_a_number(text)
    if not NUMBER.fullmatch(text):
        raise _not_a_number(text)
    number = Decimal(text.replace(",", ".").replace("−", "-"))
    if abs(number) > MAX_NUMBER:
        raise ValidationError(_("Angka ini terlalu besar."), code="too_large")
    return round_half_up(number, 4)


def number_input_value(number: Decimal) -> str:
    """Return a number as text for the `value` of a form input, with a decimal comma, such as 27,5."""
    return f"{number.normalize():f}".replace(".", ",")


def _not_a_number(text: str) -> ValidationError:
    message = _("“%(typed)s” bukan angka. Tulis angka saja tanpa satuan, misalnya 27,5.")
    return ValidationError(message, code="number", params={"typed": text[:40]})


def _text(item: ChecklistItem, text: str) -> Answer:
    if len(text) > MAX_TEXT_LENGTH:
        message = _("Jawaban terlalu panjang: paling banyak %(most)s karakter.")
        raise ValidationError(message, code="too_long", params={"most": format_number(MAX_TEXT_LENGTH)})
    return Answer(text=text)


def _choice(item: ChecklistItem, text: str) -> Answer:
    if text not in item.option_list:
        raise ValidationError(_("Pilih salah satu dari pilihan yang tersedia."), code="choice")
    return Answer(text=text)
