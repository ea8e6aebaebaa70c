"""Middleware that answers an uncaught `Refused` with a page or JSON: 403 or 409, with all reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from core.http.negotiation import wants_json
from maintenance.reasons import MayNot, Refused


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refusal_page(request, exception) if isinstance(exception, Refused) else None


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"reasons": [str(each) for each in refusal.reasons]}, status=refusal.status)
    reasons = refusal.reasons
    if not getattr(request.user, "is_staff_side", False):  # the URLs lead to staff pages
        reasons = [replace(each, url="") for each in reasons]
    context = {
        "reasons": reasons,
        "may_not": isinstance(refusal, MayNot),
        "back": request.headers.get("referer", "/"),
    }
    return render(request, "maintenance/refused.html", context, status=refusal.status)
