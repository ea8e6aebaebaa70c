"""Scope of a plan (SOP row 1): assets and architecture."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import STAFF, SignedInRequest, roles
from assets.models import Asset
from assets.models.asset import MAINTAINABLE
from core.db.conflicts import retry_on_conflict
from core.lists.listing import Listing
from plans.forms.plan import ArchitectureForm
from plans.models import Plan
from plans.views.access import EDITORS, changes_plan, visible_plan
from plans.views.asset_selection import asset_selection_listing, report_selection, selected_assets


def _candidates(request: SignedInRequest, plan: Plan, *, may_change: bool = True) -> Listing[Asset]:
    """Return the list of assets that the user can add to or remove from the scope.

    The list has all maintainable assets, and assets in scope that are no longer maintainable.
    """
    in_scope = Q(pk__in=Plan.assets.through.objects.filter(plan=plan).values("asset"))
    assets = Asset.objects.visible_to(request.user).filter(MAINTAINABLE | in_scope)
    return asset_selection_listing(request, plan, assets, may_change=may_change)


@roles(*STAFF)
@require_GET
def scope(request: SignedInRequest, pk: int) -> HttpResponseBase:
    plan = visible_plan(request, pk)
    may_change = plan.why_locked is None and request.user.is_operational
    return _page(request, plan, ArchitectureForm(instance=plan) if may_change else None)


def _page(request: SignedInRequest, plan: Plan, form: ArchitectureForm | None) -> HttpResponseBase:
    """Render the scope page; without `form` the page is read-only."""
    context = {
        "plan": plan,
        "form": form,
        "count": Plan.assets.through.objects.filter(plan=plan).count(),
        "may_change": form is not None,
        "add_url": reverse("plans:scope_add", args=[plan.pk]),
        "remove_url": reverse("plans:scope_remove", args=[plan.pk]),
    }
    return _candidates(request, plan, may_change=form is not None).respond("plans/scope.html", context)


@roles(*EDITORS)
@require_POST
@changes_plan
def scope_add(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    n = plan.include_assets(selected_assets(request.POST, _candidates(request, plan)))
    text = ngettext("%(n)d aset masuk lingkup rencana.", "%(n)d aset masuk lingkup rencana.", n)
    report_selection(request, n, text)
    return _back(request, plan)


@roles(*EDITORS)
@require_POST
@changes_plan
def scope_remove(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    n = plan.exclude_assets(selected_assets(request.POST, _candidates(request, plan)))
    text = ngettext(
        "%(n)d aset keluar dari lingkup rencana dan dari pekerjaannya.",
        "%(n)d aset keluar dari lingkup rencana dan dari pekerjaannya.",
        n,
    )
    report_selection(request, n, text)
    return _back(request, plan)


def _back(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    """Redirect to the scope page with the same filters and page number."""
    return redirect(f"{reverse('plans:scope', args=[plan.pk])}?{request.GET.urlencode()}")


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
@changes_plan
def architecture(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    if request.method != "POST":  # links of the list on the page of an invalid form lead here
        return _back(request, plan)
    form = ArchitectureForm(request.POST, instance=plan)
    if not form.is_valid():
        page = _page(request, plan, form)
        page.status_code = 422
        return page
    form.save()
    messages.success(request, gettext("Arsitektur infrastruktur sebagai masukan baris 1 tersimpan."))
    return redirect("plans:scope", plan.pk)
