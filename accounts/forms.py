"""The forms of coming in: signing in, passwords, the second factor, answering an invitation."""

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
from core import mail as outbox

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
    """Puts our words into a form of the library: labels, and the rules of a password.

    `refusal` heads what is wrong with a form that saves nothing.
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
    """For somebody who is signed in."""


class SetPasswordForm(TranslatedMessages, account.SetPasswordForm):  # type: ignore[misc]
    """For somebody who has none."""


class PasswordFromLinkForm(TranslatedMessages, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """For somebody who comes by the link in the mail."""


class PasswordAgainForm(TranslatedMessages, account.ReauthenticateForm):  # type: ignore[misc]
    refusal = _("Belum dapat dilanjutkan")


class CodeForm(TranslatedMessages, mfa.AuthenticateForm):  # type: ignore[misc]
    refusal = _("Anda belum masuk")


class CodeAgainForm(TranslatedMessages, mfa.ReauthenticateForm):  # type: ignore[misc]
    refusal = _("Belum dapat dilanjutkan")


class SetUpCodeForm(TranslatedMessages, ActivateTOTPForm):  # type: ignore[misc]
    refusal = _("Belum aktif")


class NewPasswordForm(TranslatedMessages, account.ResetPasswordForm):  # type: ignore[misc]
    """Answers alike, and in like time, whether the address is an account, an invited person, or nobody."""

    refusal = _("Tautan belum dikirim")

    @transaction.atomic
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        person: User | None = next(iter(self.users), None)
        if person and person.has_usable_password():
            super().save(request, **kwargs)
        elif not (person and resend_invitation(person)):
            stranger = User(pk=0, email=self.cleaned_data["email"])
            outbox.preview(NewPasswordEmail(path=request.path), to=stranger)
        email: str = self.cleaned_data["email"]
        return email


class InvitationForm(auth.SetPasswordForm[User]):
    """The invited person's name and first password."""

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
        """So that the password is compared with the name as it will be."""
        self.user.full_name = self.cleaned_data.get("full_name", self.user.full_name)
        return super().clean()
