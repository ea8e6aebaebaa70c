"""The small forms of rows 4 and 5. They check what was typed; `maintenance.work_orders.services` decides."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import ChecklistItem


class AcceptForm(forms.Form):
    remark = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReturnForm(forms.Form):
    remark = forms.CharField(
        label=_("Yang harus diperbaiki"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis apa yang harus diperbaiki.")},
    )

    def __init__(self, data: Any = None, *, items: Iterable[ChecklistItem] = ()) -> None:
        # The form to accept stands on the same page and has a remark, too; ids must not be the same.
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
        """What was said on items, by their ids."""
        return {pk: self.cleaned_data[name] for name, pk in self.items.items()}


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Jawaban atas pengembalian"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Bila perlu: apa yang sudah diperbaiki. Jawaban ini tercatat bersama pemeriksaannya."),
    )


class NotDoneForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan tidak dilaksanakan"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tulis alasan mengapa pekerjaan ini tidak dilaksanakan.")},
        help_text=_("Alasan ini tercantum dalam laporan manajemen."),
    )


class FollowUpForm(forms.Form):
    text = forms.CharField(
        label=_("Tindak lanjut"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis apa yang telah dilakukan.")},
    )


class CloseFindingForm(forms.Form):
    note = forms.CharField(
        label=_("Cara penyelesaian"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis bagaimana temuan ini diselesaikan.")},
    )
