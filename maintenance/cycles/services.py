"""Opening a cycle: row 1 begins with an empty plan or a copied one, which may be discarded until it is submitted."""

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
    """A cycle standing in row 1 with its plan, yet to be filled. Money in rupiah; the period includes both days.

    Raises `ValidationError` naming the fields when basis and dates do not fit.
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
    """The cycle for a plan that is not saved yet, as a form has filled it."""
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
        except IntegrityError:  # somebody took the same number in this moment
            continue
    raise RuntimeError("no free cycle number after five attempts")


@transaction.atomic
def copy_cycle(plan: Plan, *, source: Plan, by: User) -> tuple[Cycle, CopyResult]:
    """The cycle for a new plan that takes over scope, works and criteria of `source`, with their dates moved along."""
    cycle = open_cycle_for_plan(plan, by=by)
    return cycle, copy_contents(source, cycle.plan)


def discard_cycle(cycle_id: int, *, by: User) -> None:
    """Deletes a cycle that nobody has submitted yet, with its plan. Raises `MayNot` or `NotYet`."""
    with gate.locked_cycle(cycle_id, State.PLANNING) as cycle:
        if reasons := require_operational_staff(cycle, by):
            raise MayNot(reasons)
        plan = cycle.plan
        cycle.delete()
        plan.delete()


def _next_code(year: int) -> str:
    """SIK-2026-001, counted per year in which the period begins."""
    prefix = f"SIK-{year}-"
    codes = Cycle.objects.filter(code__startswith=prefix).values_list("code", flat=True)
    last = codes.order_by(Length("code").desc(), "-code").first()  # 1000 comes after 999
    return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:03}"
