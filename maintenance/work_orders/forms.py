"""Form to close a work order as not done."""

from django import forms
from django.utils.translation import gettext_lazy as _


class NotDoneForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan tidak dilaksanakan"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Tulis alasan mengapa pekerjaan ini tidak dilaksanakan.")},
        help_text=_("Alasan ini tercantum dalam laporan manajemen."),
    )
