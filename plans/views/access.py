"""Access to plans: visibility, and decorators for views that change an unlocked plan."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast

from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from accounts.access import SignedInRequest
from accounts.models import Role
from core.http.errors import conflict_page
from plans.models import FrozenPlanError, Plan

P = ParamSpec("P")

EDITORS: Final = (Role.OPERATOR, Role.HEAD)


def visible_plan(request: SignedInRequest, pk: int) -> Plan:
    """Return the plan if the user may see it; otherwise raise Http404."""
    plans = Plan.objects.visible_to(request.user).select_related("contract__vendor", "cycle", "frozen_by")
    plan: Plan = get_object_or_404(plans, pk=pk)
    return plan


def changes_plan(
    view: Callable[Concatenate[SignedInRequest, Plan, P], HttpResponseBase],
) -> Callable[Concatenate[SignedInRequest, int, P], HttpResponseBase]:
    """Decorate a view that changes the plan (SOP row 1): respond with 409 once the plan is submitted."""
    return _guarded(view, lambda plan: plan.why_locked)


def changes_criteria(
    view: Callable[Concatenate[SignedInRequest, Plan, P], HttpResponseBase],
) -> Callable[Concatenate[SignedInRequest, int, P], HttpResponseBase]:
    """Decorate a view that changes the criteria (SOP row 2): respond with 409 once the plan is frozen."""
    return _guarded(view, lambda plan: plan.why_criteria_are_locked)


def _guarded(
    view: Callable[Concatenate[SignedInRequest, Plan, P], HttpResponseBase],
    lock_reason_of: Callable[[Plan], FrozenPlanError | None],
) -> Callable[Concatenate[SignedInRequest, int, P], HttpResponseBase]:
    @wraps(view)
    def guarded(request: SignedInRequest, pk: int, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        writes = request.method == "POST"
        with transaction.atomic() if writes else nullcontext():
            if writes:  # locks the row, so that this change and a submit or freeze wait for each other
                get_object_or_404(Plan.objects.select_for_update(of=("self",)), pk=pk)
            plan = visible_plan(request, pk)
            if (reason := lock_reason_of(plan)) is not None:
                return conflict_page(request, locked=reason.messages[0], back=plan.get_absolute_url())
            return view(request, plan, *args, **kwargs)

    return cast("Callable[Concatenate[SignedInRequest, int, P], HttpResponseBase]", guarded)
