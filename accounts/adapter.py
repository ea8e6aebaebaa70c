"""Adapter of allauth: no public registration, mail through `core.mail`, error messages that say what to do."""

from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.emails import NewPasswordEmail
from accounts.models import User
from core.http.language import set_language_cookie
from core.mail import enqueue


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Alamat surel atau kata sandinya tidak cocok. Periksa keduanya; bila lupa kata sandi, buatlah yang baru."
        ),
        "enter_current_password": _(
            "Ini bukan kata sandi Anda yang sekarang. Tuliskan yang dipakai untuk masuk."
        ),
        "incorrect_password": _("Kata sandi ini tidak cocok. Tuliskan yang Anda pakai untuk masuk."),
        "too_many_login_attempts": _(
            "Terlalu banyak percobaan masuk yang gagal, untuk akun ini atau dari jaringan Anda. Demi keamanan "
            "percobaan berikutnya ditolak, juga dengan kata sandi yang benar. Coba lagi sepuluh menit lagi; bila "
            "lupa kata sandi, buatlah yang baru."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send to the stored address of the user, never to the address that was typed."""
        email_ = NewPasswordEmail(path=urlsplit(context["password_reset_url"]).path)
        enqueue(email_, to=[user], event_key=uuid4().hex)

    def post_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse:
        """Set the language cookie to the user's language if this browser has none."""
        response: HttpResponse = super().post_login(request, user, **login)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            set_language_cookie(response, user.language)
        return response
