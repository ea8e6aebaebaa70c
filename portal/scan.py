"""View for the URL in the QR code of an asset label."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, anyone_signed_in
from assets.models import Asset
from maintenance.models import WorkOrder


@anyone_signed_in
@require_safe
def scan(request: SignedInRequest, token: str) -> HttpResponseBase:
    """Redirect staff to the asset, and a vendor user to the open work order of the user for the asset.

    If a vendor user has no such work order or several, the view shows a page with a list of them. Anonymous users get
    the sign-in page for every token, so the response does not reveal which tokens exist.
    """
    if request.user.is_staff_side:
        return redirect(get_object_or_404(Asset.objects.visible_to(request.user), label_token=token))
    work_orders = list(
        WorkOrder.objects.visible_to(request.user)
        .filter(asset__label_token=token, round__completed_at__isnull=True)
        .not_closed()
        .with_names()
        .order_by("due_on", "pk")
    )
    if len(work_orders) == 1:
        return redirect("portal:work_order", work_orders[0].pk)
    # The same response for an asset of another vendor, an asset without work and an unknown token.
    return render(
        request, "portal/scan.html", {"work_orders": work_orders}, status=200 if work_orders else 404
    )
