"""Forms for sign-in, passwords, second factor and answering an invitation."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import forms as auth
from django.db import transaction
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.emails import NewPasswordEmail
from accounts.invitations import resend_invitation
from accounts.models import User
from core.mail import enqueue_and_discard

PASSWORD_RULES = _(
    "Sedikitnya 8 karakter; bukan angka saja, bukan kata sandi yang umum, dan tidak mirip nama atau surel Anda."
)
LABELS = {
    "login": _("Alamat surel"),
    "email": _("Alamat surel"),
    "password": _("Kata sandi"),
    "oldpassword": _("Kata sandi sekarang"),
    "password1": _("Kata sandi baru"),
    "password2": _("Ulangi kata sandi baru"),
    "code": _("Kode"),
}


class TranslatedMessages(forms.Form):
    """Mixin for allauth forms: translated labels and password rules.

    `refusal` is the heading of the error summary of a form that saves nothing.
    """

    refusal: Promise | str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.help_text = PASSWORD_RULES if name == "password1" else ""
            field.widget.attrs.pop("placeholder", None)


class SignInForm(TranslatedMessages, account.LoginForm):  # type: ignore[misc]
    refusal = _("Anda belum masuk")


class ChangePasswordForm(TranslatedMessages, account.ChangePasswordForm):  # type: ignore[misc]
    """Changes the password of a signed-in user."""


class SetPasswordForm(TranslatedMessages, account.SetPasswordForm):  # type: ignore[misc]
    """Sets the first password of a signed-in user."""


class ResetPasswordKeyForm(TranslatedMessages, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """Sets a new password after the link in the mail was opened."""


class ReauthenticateForm(TranslatedMessages, account.ReauthenticateForm):  # type: ignore[misc]
    refusal = _("Belum dapat dilanjutkan")


class AuthenticateCodeForm(TranslatedMessages, mfa.AuthenticateForm):  # type: ignore[misc]
    refusal = _("Anda belum masuk")


class ReauthenticateCodeForm(TranslatedMessages, mfa.ReauthenticateForm):  # type: ignore[misc]
    refusal = _("Belum dapat dilanjutkan")


class ActivateTotpForm(TranslatedMessages, ActivateTOTPForm):  # type: ignore[misc]
    refusal = _("Belum aktif")


class ResetPasswordForm(TranslatedMessages, account.ResetPasswordForm):  # type: ignore[misc]
    """Requests a link to a new password.

    The response and its duration are the same for an account, an invited user and an unknown address.
    """

    refusal = _("Tautan belum dikirim")

    @transaction.atomic
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        user: User | None = next(iter(self.users), None)
        if user and user.has_usable_password():
            super().save(request, **kwargs)
        elif not (user and resend_invitation(user)):
            nobody = User(pk=0, email=self.cleaned_data["email"])
            enqueue_and_discard(
                NewPasswordEmail(path=request.path), to=nobody
            )  # takes as long as a real mail
        email: str = self.cleaned_data["email"]
        return email


class InvitationForm(auth.SetPasswordForm[User]):
    """Name and first password of an invited user."""

    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Nama ini tertulis pada kegiatan yang Anda catat."),
    )
    field_order = ("full_name", "new_password1", "new_password2")

    def __init__(self, user: User, data: Any = None) -> None:
        super().__init__(user, data, initial={"full_name": user.full_name})
        self.fields["new_password1"].label = _("Kata sandi")
        self.fields["new_password1"].help_text = PASSWORD_RULES
        self.fields["new_password2"].label = _("Ulangi kata sandi")
        self.fields["new_password2"].help_text = ""

    def clean(self) -> dict[str, Any] | None:
        """Set the new name first, so that the password is compared with it."""
        self.user.full_name = self.cleaned_data.get("full_name", self.user.full_name)
        return super().clean()
