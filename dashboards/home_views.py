"""Home page, depending on the role of the user: to-do list, year overview or administration.

Vendor users are redirected to the vendor portal.
"""

from __future__ import annotations

from typing import Final

from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, anyone_signed_in
from accounts.models import Role, User
from dashboards.to_do import ToDoList
from dashboards.year_overview import YearOverview
from organization.models import Institution
from reports.models import Document, SignatureLine

MAX_ITEMS: Final = 6


@anyone_signed_in
@require_GET
def home(request: SignedInRequest) -> HttpResponse:
    role = request.user.role
    if role == Role.VENDOR:
        return redirect("/portal/")
    if role == Role.MANAGER:
        return _manager_home(request)
    if role == Role.ADMINISTRATOR:
        return _administrator_home(request)
    context = {"to_do": ToDoList(request.user), "to_sign": _lines_to_sign(request.user)}
    return render(request, "dashboards/home_operations.html", context)


def _lines_to_sign(user: User) -> QuerySet[SignatureLine]:
    """Return the signature lines that this user can sign now. Lines of the oldest document come first."""
    lines = SignatureLine.objects.waiting_for(user).select_related("document").defer("document__snapshot")
    return lines.order_by("document__issued_at", "pk")[:MAX_ITEMS]


def _reports_to_acknowledge(user: User) -> QuerySet[Document]:
    """Return the issued reports that this manager has not acknowledged yet, newest report first."""
    reports = Document.objects.visible_to(user).unacknowledged_by(user)
    return reports.defer("snapshot").order_by("-issued_at")[:MAX_ITEMS]


def _manager_home(request: SignedInRequest) -> HttpResponse:
    context = {
        "overview": YearOverview.load(request.GET.get("year", "")),
        "to_sign": _lines_to_sign(request.user),
        "reports": _reports_to_acknowledge(request.user),
    }
    return render(request, "dashboards/home_manager.html", context)


def _administrator_home(request: SignedInRequest) -> HttpResponse:
    counts = dict(User.objects.filter(is_active=True).order_by().values_list("role").annotate(n=Count("pk")))
    institution = Institution.current()
    context = {
        "people": [(role.label, counts.get(role, 0), role) for role in Role],
        "to_sign": _lines_to_sign(request.user),
        "institution": institution,
        "has_signatories": len(institution.signatories) == 3,
    }
    return render(request, "dashboards/home_administrator.html", context)
