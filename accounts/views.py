"""Views of accounts: resuming a submitted form, answering an invitation, profile and language."""

from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django.views.i18n import set_language

from accounts import invitations
from accounts.access import SignedInRequest, anyone_signed_in, public
from accounts.forms import InvitationForm
from accounts.invitations import UnusableInvitation
from accounts.models import CalendarAddress
from accounts.sign_in import SUBMITTED_FORM_KEY
from core.http.expired_session import SubmittedForm, resend_page
from core.http.language import Language

INVITATION_KEY = "invitation"  # of the session


@anyone_signed_in
def resume(request: SignedInRequest) -> HttpResponseBase:
    """Offer the form that was submitted before signing in for sending again."""
    submitted = SubmittedForm.from_signed(request.session.get(SUBMITTED_FORM_KEY, ""))
    return resend_page(request, submitted) if submitted else redirect("home")


@public
@never_cache
@require_GET
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Move the token of an invitation link into the session, so that no address, log or referrer contains it."""
    try:
        invitations.invitation_of(token)
    except UnusableInvitation as unusable:
        return _unusable(request, unusable)
    request.session[INVITATION_KEY] = token
    return redirect("invitation_answer")


@public
@never_cache
@require_http_methods(["GET", "POST"])
def invitation_answer(request: HttpRequest) -> HttpResponseBase:
    """Ask an invited user for name and password, then sign the user in."""
    try:
        found = invitations.invitation_of(request.session.get(INVITATION_KEY, ""))
        form = InvitationForm(found.user, request.POST or None)
        if request.method == "POST" and form.is_valid():
            name, password = form.cleaned_data["full_name"], form.cleaned_data["new_password1"]
            user = invitations.accept(found, full_name=name, password=password)
            del request.session[INVITATION_KEY]
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
    """Set the language of this browser, and of mail for a signed-in user."""
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in Language.values:
        request.user.set_language(chosen)
    return set_language(request)
