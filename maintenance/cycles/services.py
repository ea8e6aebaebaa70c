"""Create, copy and discard cycles. A cycle can be discarded only before its plan is submitted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models.functions import Length

from maintenance import gate
from maintenance.models import Cycle
from maintenance.permissions import require_operational_staff
from maintenance.reasons import MayNot
from maintenance.sop import State
from plans.models import Plan, PlanBasis
from plans.plan_copy import CopyResult, copy_contents

if TYPE_CHECKING:
    from accounts.models import User
    from vendors.models import Contract


def open_cycle(
    *,
    by: User,
    title: str,
    basis: PlanBasis,
    starts_on: date,
    ends_on: date,
    budget_year: int | None = None,
    contract: Contract | None = None,
    objective: str = "",
    budget: Decimal = Decimal(0),
    round_months: int = 3,
    passing_score: Decimal = Decimal(80),
    copied_from: Plan | None = None,
) -> Cycle:
    """Create a cycle in SOP row 1 with an empty plan.

    `budget` is in rupiah. The first and the last day belong to the period. Raises `ValidationError` with errors by
    field name if the dates do not match the basis of the plan (budget year or contract).
    """
    plan = Plan(
        title=title,
        basis=basis,
        budget_year=budget_year,
        contract=contract,
        starts_on=starts_on,
        ends_on=ends_on,
        objective=objective,
        budget=budget,
        round_months=round_months,
        passing_score=passing_score,
        copied_from=copied_from,
        created_by=by,
    )
    return open_cycle_for_plan(plan, by=by)


@transaction.atomic
def open_cycle_for_plan(plan: Plan, *, by: User) -> Cycle:
    """Save an unsaved plan, for example from a form, and create the cycle of the plan."""
    plan.created_by = by
    plan.full_clean(exclude=["created_by"])
    plan.save()
    cycle: Cycle
    for _attempt in range(5):
        try:
            with transaction.atomic():
                cycle = Cycle(plan=plan, code=_next_code(plan.starts_on.year), created_by=by)
                cycle.save(force_insert=True)
                return cycle
        except IntegrityError:  # another request used the same number
            continue
    raise RuntimeError("no free cycle number after five attempts")


@transaction.atomic
def copy_cycle(plan: Plan, *, source: Plan, by: User) -> tuple[Cycle, CopyResult]:
    """Save `plan`, create the cycle of the plan, and copy scope, planned work and criteria from the plan `source`.

    Dates are shifted into the period of the new plan. Return the cycle and the `CopyResult`.
    """
    cycle = open_cycle_for_plan(plan, by=by)
    return cycle, copy_contents(source, cycle.plan)


def discard_cycle(cycle_id: int, *, by: User) -> None:
    """Delete a cycle and its plan. Raises `MayNot`, or raises `NotYet` if the plan was submitted."""
    with gate.locked_cycle(cycle_id, State.PLANNING) as cycle:
        if reasons := require_operational_staff(cycle, by):
            raise MayNot(reasons)
        plan = cycle.plan
        cycle.delete()
        plan.delete()


def _next_code(year: int) -> str:
    """Return the next unused cycle code, such as SIK-2026-001.

    The year in the code is the year of the first day of the period.
    """
    prefix = f"SIK-{year}-"
    codes = Cycle.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    last = codes.order_by(Length("code").desc(), "-code").first()  # sorts 1000 after 999
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:03}"
