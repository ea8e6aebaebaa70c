"""Portal views of the contracts that the vendor user may see."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.access import SignedInRequest
from portal.access import access_has_ended, rounds_of, vendor_only
from vendors.models import Contract


@vendor_only
@require_GET
def contracts(request: SignedInRequest) -> HttpResponse:
    own = Contract.objects.visible_to(request.user).select_related("vendor").prefetch_related("amendments")
    context = {"contracts": own, "access_has_ended": access_has_ended(request.user)}
    return render(request, "portal/contracts.html", context)


@vendor_only
@require_GET
def contract(request: SignedInRequest, pk: int) -> HttpResponse:
    own = Contract.objects.visible_to(request.user).select_related("vendor").prefetch_related("amendments")
    found = get_object_or_404(own, pk=pk)
    context = {"contract": found, "rounds": rounds_of(request.user).filter(contract=found)}
    return render(request, "portal/contract.html", context)
