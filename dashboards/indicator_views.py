"""The indicators of a budget year on a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, SignedInRequest, roles
from dashboards.year_overview import Overview


@roles(*STAFF)
@require_GET
def indicators(request: SignedInRequest) -> HttpResponse:
    """Every indicator of a budget year, with what it counts; cycle by cycle below."""
    overview = Overview.of(request.GET.get("year", ""), with_evidence=True)
    return render(request, "dashboards/indicators.html", {"overview": overview})
