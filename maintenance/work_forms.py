"""The small forms of rows 4 and 5. They check what was typed; `maintenance.work` decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class AcceptForm(forms.Form):
    remark = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class ReturnForm(forms.Form):
    remark = forms.CharField(
        label=_("Yang harus diperbaiki"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis apa yang harus diperbaiki.")},
    )

    def __init__(self, data: Any = None) -> None:
        # The form to accept stands on the same page and has a remark, too; ids must not be the same.
        super().__init__(data, auto_id="return_%s")


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
