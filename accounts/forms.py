"""The forms of coming in: signing in, asking for a new password, answering an invitation."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.invitations import invite_again
from accounts.letters import NewPasswordLetter
from accounts.models import User
from core import outbox


class SignInForm(LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("login", _("Alamat surel")), ("password", _("Kata sandi"))):
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs.pop("placeholder", None)


class NewPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    """Answers alike, and in like time, whether the address is an account, an invited person, or nobody."""

    @transaction.atomic
    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        person: User | None = next(iter(self.users), None)
        if person and person.has_usable_password():
            super().save(request, **kwargs)
        elif not (person and invite_again(person)):
            stranger = User(pk=0, email=self.cleaned_data["email"])
            outbox.rehearse(NewPasswordLetter(path=request.path), to=stranger)
        email: str = self.cleaned_data["email"]
        return email


class InvitationForm(SetPasswordForm[User]):
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
        self.fields["new_password2"].label = _("Ulangi kata sandi")

    def clean(self) -> dict[str, Any] | None:
        """So that the password is compared with the name as it will be."""
        self.user.full_name = self.cleaned_data.get("full_name", self.user.full_name)
        return super().clean()
