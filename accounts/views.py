"""Signing in with a typed form in hand, and the person's own page."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import SignedInRequest, anyone_signed_in
from accounts.demo import DEMO_SIGN_INS
from accounts.forms import SignInForm
from core.expired import Typed, resend_page

TYPED = "typed"


class SignIn(LoginView):  # type: ignore[misc]
    """The library's sign-in; a form that arrived without a session is carried through it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        typed = self._typed(request)
        if typed and request.user.is_authenticated:  # signed in meanwhile, in another tab
            return resend_page(request, typed)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def form_valid(self, form: SignInForm) -> HttpResponseBase:
        typed = self._typed(self.request)
        if typed:  # the password is right by now, so this person may use the session
            self.request.session[TYPED] = typed.sealed()
        response: HttpResponseBase = super().form_valid(form)
        return response

    def get_success_url(self) -> str:
        if self._typed(self.request):
            return reverse("resume")
        address: str = super().get_success_url()
        return address

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        demo = DEMO_SIGN_INS if settings.DEMO else ()
        typed = self._typed(self.request)
        carried = {"sealed": typed.sealed(), "typed": typed} if typed else {}
        return {**super().get_context_data(**context), "demo_sign_ins": demo, **carried}

    @staticmethod
    def _typed(request: HttpRequest) -> Typed | None:
        return Typed.opened(request.POST[TYPED]) if TYPED in request.POST else None


def sign_in_to_continue(request: HttpRequest) -> HttpResponse:
    """Answers a form that came without a session: sign in here, and it is offered for sending again."""
    typed = Typed.of(request)
    context = {
        "form": SignInForm(request=request),
        "typed": typed,
        "sealed": typed.sealed() if typed.fits else "",
        "demo_sign_ins": DEMO_SIGN_INS if settings.DEMO else (),
    }
    return render(request, "account/login.html", context, status=401)


@anyone_signed_in
def resume(request: SignedInRequest) -> HttpResponseBase:
    """After signing in: the form that was on its way."""
    typed = Typed.opened(request.session.get(TYPED, ""))
    return resend_page(request, typed) if typed else redirect("home")


@anyone_signed_in
def profile(request: SignedInRequest) -> HttpResponseBase:
    return render(request, "accounts/profile.html")
