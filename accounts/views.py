"""Coming in: signing in with a typed form in hand, answering an invitation; and the person's own page."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django.views.i18n import set_language

from accounts import demo_logins, invitations
from accounts.access import SignedInRequest, anyone_signed_in, public
from accounts.forms import InvitationForm, SignInForm
from accounts.invitations import UnusableInvitation
from accounts.models import CalendarAddress
from core.http.expired_session import SubmittedForm, resend_page
from core.http.language import Language

TYPED = "typed"
INVITATION = "invitation"


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
        typed = self._typed(self.request)
        carried = {"sealed": typed.sealed(), "typed": typed} if typed else {}
        return {**super().get_context_data(**context), "demo_sign_ins": demo_logins.shown(), **carried}

    @staticmethod
    def _typed(request: HttpRequest) -> SubmittedForm | None:
        return SubmittedForm.opened(request.POST[TYPED]) if TYPED in request.POST else None


def sign_in_to_continue(request: HttpRequest) -> HttpResponse:
    """Answers a form that came without a session: sign in here, and it is offered for sending again."""
    typed = SubmittedForm.of(request)
    context = {
        "form": SignInForm(request=request),
        "typed": typed,
        "sealed": typed.sealed() if typed.fits else "",
        "demo_sign_ins": demo_logins.shown(),
    }
    return render(request, "account/login.html", context, status=401)


@anyone_signed_in
def resume(request: SignedInRequest) -> HttpResponseBase:
    """After signing in: the form that was on its way."""
    typed = SubmittedForm.opened(request.session.get(TYPED, ""))
    return resend_page(request, typed) if typed else redirect("home")


@public
@never_cache
@require_GET
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """The link of an invitation; it moves into the session, so that no address, log or referrer keeps it."""
    try:
        invitations.opened(token)
    except UnusableInvitation as unusable:
        return _unusable(request, unusable)
    request.session[INVITATION] = token
    return redirect("invitation_answer")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_answer(request: HttpRequest) -> HttpResponseBase:
    """Name and password of somebody who was invited; then the person is in."""
    try:
        found = invitations.opened(request.session.get(INVITATION, ""))
        form = InvitationForm(found.user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            name, password = form.cleaned_data["full_name"], form.cleaned_data["new_password1"]
            user = invitations.accept(found, full_name=name, password=password)
            del request.session[INVITATION]
            response: HttpResponseBase = perform_login(request, user, email=user.email)
            return response
    except UnusableInvitation as unusable:
        return _unusable(request, unusable)
    status = 422 if form.errors else 200
    return render(request, "accounts/invitation.html", {"form": form, "invitation": found}, status=status)


def _unusable(request: HttpRequest, unusable: UnusableInvitation) -> HttpResponse:
    return render(
        request, "accounts/invitation_unusable.html", {"unusable": unusable}, status=unusable.status
    )


@anyone_signed_in
def profile(request: SignedInRequest) -> HttpResponseBase:
    calendar = CalendarAddress.objects.filter(user=request.user).first()
    context = {"languages": Language.choices, "calendar": calendar}
    return render(request, "accounts/profile.html", context)


@public
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """This browser's language; for somebody who is signed in, that of mail, too."""
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in Language.values:
        request.user.speak(chosen)
    return set_language(request)
