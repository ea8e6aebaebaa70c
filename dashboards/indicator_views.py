"""Page with the indicators of a budget year."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.access import STAFF, SignedInRequest, roles
from dashboards.year_overview import YearOverview


@roles(*STAFF)
@require_GET
def indicators(request: SignedInRequest) -> HttpResponse:
    overview = YearOverview.load(request.GET.get("year", ""), with_evidence=True)
    return render(request, "dashboards/indicators.html", {"overview": overview})
