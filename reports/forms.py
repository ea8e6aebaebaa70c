"""What a manager may write beside an acknowledgement, and why a document is replaced."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AcknowledgeForm(forms.Form):
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Boleh dikosongkan. Catatan tidak dapat diubah sesudah dikirim."),
    )


class CorrectionForm(forms.Form):
    correction = forms.CharField(
        label=_("Alasan pembetulan"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tercetak pada edisi baru, di samping nomor edisi yang digantikan."),
    )
