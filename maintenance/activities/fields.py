"""Form fields of the activity form: checklist answers, costs, date and time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.fields import RupiahField
from maintenance.activities import checklist
from plans.models import ChecklistItem, ItemKind

MINUTE_FORMAT: Final = "%Y-%m-%dT%H:%M"


class MinuteField(forms.DateTimeField):
    """Field for a date and a time without seconds. The input uses the date and time picker of the browser."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(format=MINUTE_FORMAT, attrs={"type": "datetime-local"})
        formats = [MINUTE_FORMAT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(widget=widget, input_formats=formats, **options)


class CostField(RupiahField):
    """Field for the cost of an activity in rupiah. An empty input is cleaned to zero."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, min_value=0, max_digits=15, decimal_places=2, **options)

    def clean(self, value: Any) -> Decimal:
        return super().clean(value) or Decimal(0)


class MeasuredField(forms.CharField):
    """Field for a measured number, with a decimal comma or point. An empty input is cleaned to None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return checklist.number_input_value(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        return checklist.parse_number(text) if text else None


class RadioButtons(forms.RadioSelect):
    """Radio buttons shown as large buttons side by side."""

    template_name = "maintenance/activities/radio_buttons.html"


class AnswerField(forms.CharField):
    """Form field for the answer to one checklist item.

    The cleaned value is the text that the user entered, after `checklist.parse_answer` has accepted it. `remark` is
    the remark of the reviewer on the item, if the reviewer sent the work order back.
    """

    remark = ""

    def __init__(self, item: ChecklistItem) -> None:
        self.item = item
        super().__init__(
            label=item.text, required=False, widget=_answer_widget(item), max_length=checklist.MAX_TEXT_LENGTH
        )

    @property
    def limits(self) -> str:
        return checklist.display_limits(self.item)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        checklist.parse_answer(self.item, text)
        return text


def _answer_widget(item: ChecklistItem) -> forms.Widget:
    if item.kind == ItemKind.NUMBER:
        return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    if item.kind == ItemKind.TEXT:
        return forms.Textarea(attrs={"rows": 2})
    answers: list[tuple[str, Any]] = [(text, text) for text in item.option_list]
    if item.kind == ItemKind.YES_NO:
        answers = [(checklist.YES, _("Ya")), (checklist.NO, _("Tidak"))]
    return RadioButtons(choices=[*answers, ("", _("Belum"))])
