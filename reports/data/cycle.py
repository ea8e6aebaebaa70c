"""Reads a cycle into facts, in a number of queries that does not grow with it; words are Indonesian, as in print."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import override

from core.i18n.formats import format_period
from maintenance import sop
from maintenance.models import Cycle, JournalEntry, Round
from plans.models import PlanBasis, Plan
from indicators.indicators import (of_tally)
from organization.models import Institution
from reports.data import cycle_data as f
from reports.data import rounds as in_rounds
from reports.data import photo_selection, work_orders
from indicators.statistics import by_round, total


def take(cycle_id: int) -> f.Facts:
    """The facts of the cycle as they are now; inside `gate.holding` nothing changes meanwhile."""
    cycle = Cycle.objects.select_related("plan__contract__vendor").get(pk=cycle_id)
    with override("id"):
        return _take(cycle)


def _take(cycle: Cycle) -> f.Facts:
    plan, institution = cycle.plan, Institution.current()
    tallies = by_round(Round.objects.filter(cycle=cycle))
    orders = work_orders.Orders.of(cycle)
    rounds = in_rounds.rounds(cycle, tallies, orders)
    period = format_period(plan.starts_on, plan.ends_on)
    return f.Facts(
        code=cycle.code,
        state=str(cycle.state),
        ended_on=cycle.ended_on,
        grounds_for_end=cycle.grounds_for_end,
        closing_evaluation=cycle.closing_evaluation,
        recommendations=cycle.recommendations,
        grace_days=settings.ON_TIME_GRACE_DAYS,
        on_plan_target=institution.on_plan_target,
        plan=plan_facts(cycle.plan),
        indicators=of_tally(total(tallies.values()), period=period, budget=plan.budget),
        assets=orders.assets(),
        works=orders.works(),
        rounds=rounds,
        criteria=in_rounds.criteria(cycle),
        findings=orders.findings(),
        performers=in_rounds.performers(cycle, rounds),
        orders=orders.facts(),
        activities=orders.activities(),
        evidence=orders.evidence(),
        reviews=orders.reviews(),
        scenes=photo_selection.scenes(orders),
        journal=_journal(cycle),
    )


def sop_facts() -> f.SopFacts:
    return f.SopFacts(sop.NUMBER, sop.TITLE, str(sop.SUCCESS_INDICATOR))


def letterhead(institution: Institution) -> f.Letterhead:
    return f.Letterhead(
        institution=institution.name,
        directorate=institution.directorate,
        unit=institution.unit,
        address=institution.address,
        city=institution.city,
        logo=institution.logo,
    )


def plan_facts(plan: Plan) -> f.PlanFacts:
    contract = f"{plan.contract.number} ({plan.contract.vendor.name})" if plan.contract else ""
    architecture = [str(document) for document in plan.architecture.all()]
    if plan.uses_map:
        architecture.append("Peta ketergantungan dari daftar aset")
    return f.PlanFacts(
        title=plan.title,
        basis=str(PlanBasis(plan.basis).label),
        budget_year=plan.budget_year,
        contract=contract,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        round_months=plan.round_months,
        objective=plan.objective,
        passing_score=plan.passing_score,
        budget=plan.budget,
        frozen_at=plan.frozen_at,
        architecture=architecture,
    )


def _journal(cycle: Cycle) -> list[f.JournalFacts]:
    entries = JournalEntry.objects.filter(cycle=cycle).select_related("by").order_by("sequence")
    return [
        f.JournalFacts(
            sequence=entry.sequence,
            at=entry.at,
            move=str(entry.get_move_display()),
            source=str(entry.get_source_display()),
            target=str(entry.get_target_display()),
            round=entry.round_number,
            by=str(entry.by),
            role=str(entry.get_role_display()),
            ground=entry.ground,
            hash=entry.hash,
        )
        for entry in entries
    ]
