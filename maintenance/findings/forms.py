"""Forms to add a follow-up to a finding, and to close it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FollowUpForm(forms.Form):
    text = forms.CharField(
        label=_("Tindak lanjut"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis apa yang telah dilakukan.")},
    )


class ResolveFindingForm(forms.Form):
    note = forms.CharField(
        label=_("Cara penyelesaian"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Tulis bagaimana temuan ini diselesaikan.")},
    )
