"""Sign-in pages that carry a submitted form, so that an expired session loses nothing that was typed."""

from __future__ import annotations

from typing import Any, Final

from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from accounts import demo_logins
from accounts.forms import SignInForm
from core.http.expired_session import SubmittedForm, resend_page

SUBMITTED_FORM_KEY: Final = "typed"  # of the sign-in form and of the session


class SignInView(LoginView):  # type: ignore[misc]
    """allauth's sign-in page; a form that was submitted without a session is carried through it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        submitted = self._submitted(request)
        if submitted and request.user.is_authenticated:  # signed in in another tab
            return resend_page(request, submitted)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: SignInForm) -> HttpResponseBase:
        submitted = self._submitted(self.request)
        if submitted:  # the password is correct, so this user may use the session
            self.request.session[SUBMITTED_FORM_KEY] = submitted.signed()
        response: HttpResponseBase = super().form_valid(form)
        return response

    def get_success_url(self) -> str:
        if self._submitted(self.request):
            return reverse("resume")
        address: str = super().get_success_url()
        return address

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        submitted = self._submitted(self.request)
        carried = {"signed_form": submitted.signed(), "submitted": submitted} if submitted else {}
        return {**super().get_context_data(**context), "demo_sign_ins": demo_logins.offered(), **carried}

    @staticmethod
    def _submitted(request: HttpRequest) -> SubmittedForm | None:
        text = request.POST.get(SUBMITTED_FORM_KEY)
        return None if text is None else SubmittedForm.from_signed(text)


def sign_in_to_continue(request: HttpRequest) -> HttpResponse:
    """Answer a form that was submitted without a session: a sign-in page, status 401, that carries the form."""
    submitted = SubmittedForm.of(request)
    context = {
        "form": SignInForm(request=request),
        "submitted": submitted,
        "signed_form": submitted.signed() if submitted.fits else "",
        "demo_sign_ins": demo_logins.offered(),
    }
    return render(request, "account/login.html", context, status=401)
