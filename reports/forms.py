"""What a manager may write beside an acknowledgement."""

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
