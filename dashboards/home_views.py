"""The home page: what must I do today? One answer per role."""

from __future__ import annotations

from typing import Final

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, anyone_signed_in
from accounts.models import Role, User
from dashboards.to_do import Agenda
from dashboards.year_overview import Overview
from organization.models import Institution
from reports.models import Document, SignatureLine

SHOWN: Final = 6


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
    context = {"agenda": Agenda(request.user), "to_sign": _to_sign(request.user)}
    return render(request, "dashboards/home_operations.html", context)


def _to_sign(user: User) -> QuerySet[SignatureLine]:
    """The first of the documents that wait for this person's signature, the longest waiting first."""
    lines = SignatureLine.objects.waiting_for(user).select_related("document").defer("document__snapshot")
    return lines.order_by("document__issued_at", "pk")[:SHOWN]


def _to_acknowledge(user: User) -> QuerySet[Document]:
    """Issued reports that this manager has not acknowledged, the newest first."""
    reports = Document.objects.visible_to(user).unacknowledged_by(user)
    return reports.defer("snapshot").order_by("-issued_at")[:SHOWN]


def _manager(request: SignedInRequest) -> HttpResponse:
    context = {
        "overview": Overview.of(request.GET.get("year", "")),
        "to_sign": _to_sign(request.user),
        "reports": _to_acknowledge(request.user),
    }
    return render(request, "dashboards/home_manager.html", context)


def _administrator(request: SignedInRequest) -> HttpResponse:
    counts = dict(User.objects.filter(is_active=True).order_by().values_list("role").annotate(n=Count("pk")))
    institution = Institution.current()
    context = {
        "people": [(role.label, counts.get(role, 0), role) for role in Role],
        "to_sign": _to_sign(request.user),
        "institution": institution,
        "has_signatories": len(institution.signatories) == 3,
    }
    return render(request, "dashboards/home_administrator.html", context)
