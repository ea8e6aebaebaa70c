"""Forms to acknowledge, correct and sign a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.access import SignedInRequest


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


class PasswordForm(forms.Form):
    """Asks for the password before signing. Wrong passwords count towards the same rate limit as sign-in."""

    password = forms.CharField(
        label=_("Kata sandi Anda"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Untuk memastikan bahwa Anda sendiri yang menandatangani."),
    )
    refusal = _("Dokumen belum ditandatangani")

    def __init__(self, request: SignedInRequest | None = None, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.request = request

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        assert self.request is not None  # a bound form always has a request
        user = self.request.user
        authenticated = get_adapter().authenticate(self.request, email=user.email, password=password)
        if authenticated is None or authenticated.pk != user.pk:
            raise ValidationError(_("Kata sandi tidak cocok."), code="incorrect_password")
        return password
