"""Forms to accept a work order, to send it back, and to reply to the reviewer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import ChecklistItem


class AcceptForm(forms.Form):
    remark = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReturnForm(forms.Form):
    """Remark on the whole work order, and one optional remark per checklist item."""

    remark = forms.CharField(
        label=_("Yang harus diperbaiki"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis apa yang harus diperbaiki.")},
    )

    def __init__(self, data: Any = None, *, items: Iterable[ChecklistItem] = ()) -> None:
        # AcceptForm is on the same page and has a field `remark`, too; element ids must differ.
        super().__init__(data, auto_id="return_%s")
        self.items = {f"item_{item.pk}": item.pk for item in items}
        for item in items:
            self.fields[f"item_{item.pk}"] = forms.CharField(
                label=item.text, required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 1})
            )

    @property
    def item_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.items]

    def remarks(self) -> dict[int, str]:
        """Return the remarks on checklist items by item id."""
        return {pk: self.cleaned_data[name] for name, pk in self.items.items()}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Jawaban atas pengembalian"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bila perlu: apa yang sudah diperbaiki. Jawaban ini tercatat bersama pemeriksaannya."),
    )
