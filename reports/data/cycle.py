"""Collects the data of a cycle, with Indonesian labels, in a constant number of queries."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import override

from core.i18n.formats import format_period
from indicators.counts import statistics_by_round, sum_statistics
from indicators.indicators import indicators_of
from maintenance import sop
from maintenance.models import Cycle, JournalEntry, Round
from organization.models import Institution
from plans.models import Plan, PlanBasis
from reports.data import cycle_data as data
from reports.data.photo_selection import select_photo_pairs
from reports.data.rounds import collect_criteria, collect_performers, collect_rounds
from reports.data.work_orders import WorkOrderReader


def collect_cycle(cycle_id: int) -> data.CycleData:
    """Return the current data of the cycle. Inside `gate.locked_cycle`, no other request can change this data."""
    cycle = Cycle.objects.select_related("plan__contract__vendor").get(pk=cycle_id)
    with override("id"):
        return _collect(cycle)


def _collect(cycle: Cycle) -> data.CycleData:
    plan, institution = cycle.plan, Institution.current()
    statistics = statistics_by_round(Round.objects.filter(cycle=cycle))
    reader = WorkOrderReader.for_cycle(cycle)
    rounds = collect_rounds(cycle, statistics, reader)
    period = format_period(plan.starts_on, plan.ends_on)
    return data.CycleData(
        code=cycle.code,
        state=str(cycle.state),
        ended_on=cycle.ended_on,
        grounds_for_end=cycle.early_end_reason,
        closing_evaluation=cycle.closing_evaluation,
        recommendations=cycle.recommendations,
        grace_days=settings.ON_TIME_GRACE_DAYS,
        on_plan_target=institution.on_plan_target,
        plan=collect_plan(plan),
        indicators=indicators_of(sum_statistics(statistics.values()), period=period, budget=plan.budget),
        assets=reader.assets(),
        works=reader.works(),
        rounds=rounds,
        criteria=collect_criteria(cycle),
        findings=reader.findings(),
        performers=collect_performers(cycle, rounds),
        orders=reader.work_orders(),
        activities=reader.activities(),
        evidence=reader.evidence(),
        reviews=reader.reviews(),
        scenes=select_photo_pairs(reader),
        journal=_collect_journal(cycle),
    )


def collect_sop() -> data.SopData:
    return data.SopData(sop.NUMBER, sop.TITLE, str(sop.SUCCESS_INDICATOR))


def collect_letterhead(institution: Institution) -> data.Letterhead:
    return data.Letterhead(
        institution=institution.name,
        directorate=institution.directorate,
        unit=institution.unit,
        address=institution.address,
        city=institution.city,
        logo=institution.logo,
    )


def collect_plan(plan: Plan) -> data.PlanData:
    contract = f"{plan.contract.number} ({plan.contract.vendor.name})" if plan.contract else ""
    architecture = [str(document) for document in plan.architecture.all()]
    if plan.uses_map:
        architecture.append("Peta ketergantungan dari daftar aset")
    return data.PlanData(
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


def _collect_journal(cycle: Cycle) -> list[data.JournalEntryData]:
    entries = JournalEntry.objects.filter(cycle=cycle).select_related("by").order_by("sequence")
    return [
        data.JournalEntryData(
            sequence=entry.sequence,
            at=entry.at,
            move=str(entry.get_move_display()),
            source=str(entry.get_source_display()),
            target=str(entry.get_target_display()),
            round=entry.round_number,
            by=str(entry.by),
            role=str(entry.get_role_display()),
            ground=entry.reason,
            hash=entry.hash,
        )
        for entry in entries
    ]
