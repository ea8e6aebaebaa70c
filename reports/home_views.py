"""The home page: what must I do today? One answer per role."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest, anyone_signed_in
from accounts.models import Role, User
from reports.agenda import Agenda
from reports.models import Document, Institution, SignatureLine
from reports.overview import Overview

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
    return render(request, "reports/home_operations.html", context)


# What stands on a page that is kept while nothing has changed is not even asked for before (core/unchanged.py).


def _to_sign(user: User) -> Any:
    """The first of the documents that wait for this person's signature, the longest waiting first."""
    return SimpleLazyObject(
        lambda: (
            SignatureLine.objects.waiting_for(user)
            .select_related("document")
            .defer("document__snapshot")
            .order_by("document__issued_at", "pk")[:SHOWN]
        )
    )


def _to_acknowledge(user: User) -> Any:
    """Issued reports that this manager has not acknowledged, the newest first."""
    seen = Document.objects.visible_to(user)
    return SimpleLazyObject(
        lambda: seen.unacknowledged_by(user).defer("snapshot").order_by("-issued_at")[:SHOWN]
    )


def _manager(request: SignedInRequest) -> HttpResponse:
    context = {
        "overview": SimpleLazyObject(lambda: Overview.of(request.GET.get("year", ""))),
        "to_sign": _to_sign(request.user),
        "reports": _to_acknowledge(request.user),
    }
    return render(request, "reports/home_manager.html", context)


def _administrator(request: SignedInRequest) -> HttpResponse:
    counts = dict(User.objects.filter(is_active=True).order_by().values_list("role").annotate(n=Count("pk")))
    institution = Institution.current()
    context = {
        "people": [(role.label, counts.get(role, 0), role) for role in Role],
        "to_sign": _to_sign(request.user),
        "institution": institution,
        "has_signatories": len(institution.signatories) == 3,
    }
    return render(request, "reports/home_administrator.html", context)
