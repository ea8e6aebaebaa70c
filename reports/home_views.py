"""The home page: what must I do today? One answer per role."""

from __future__ import annotations

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, anyone_signed_in
from accounts.models import Role, User
from reports.agenda import Agenda
from reports.models import Document, Institution
from reports.overview import Overview


@anyone_signed_in
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    """Operators and heads see their agenda, managers the year, administrators the people; vendors have the portal."""
    role = request.user.role
    if role == Role.VENDOR:
        return redirect("/portal/")
    if role == Role.MANAGER:
        return _manager(request)
    if role == Role.ADMINISTRATOR:
        return _administrator(request)
    return render(request, "reports/home_operations.html", {"agenda": Agenda(request.user)})


def _manager(request: SignedInRequest) -> HttpResponse:
    reports = Document.objects.visible_to(request.user).unacknowledged_by(request.user)
    context = {
        "overview": Overview.of(request.GET.get("year", "")),
        "reports": reports.defer("snapshot").order_by("-issued_at")[:6],
    }
    return render(request, "reports/home_manager.html", context)


def _administrator(request: SignedInRequest) -> HttpResponse:
    counts = dict(User.objects.filter(is_active=True).order_by().values_list("role").annotate(n=Count("pk")))
    institution = Institution.current()
    context = {
        "people": [(role.label, counts.get(role, 0), role) for role in Role],
        "institution": institution,
        "has_signatories": len(institution.signatories) == 3,
    }
    return render(request, "reports/home_administrator.html", context)
