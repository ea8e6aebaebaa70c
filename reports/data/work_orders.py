"""Collects work orders, activities, evidence, reviews, findings, assets and planned work of a cycle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from maintenance.models import Activity, Cycle, Evidence, Finding, WorkOrder, WorkOrderState
from reports.data import work_order_data as data
from reports.data.reviews import review_data, reviews_with_details

Totals = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class WorkOrderReader:
    """Reads the work orders of a cycle once, and collects all data that refers to these work orders.

    Other rows look up their work order by id in `by_id`, which avoids further queries.
    """

    cycle: Cycle
    by_id: Mapping[int, WorkOrder]

    @classmethod
    def for_cycle(cls, cycle: Cycle) -> WorkOrderReader:
        rows = (
            WorkOrder.objects.filter(round__cycle=cycle)
            .select_related("round__cycle", "planned_work", "asset")
            .order_by("round__number", "due_on", "sequence")
        )
        return cls(cycle, {work_order.pk: work_order for work_order in rows})

    def work_orders(self) -> list[data.WorkOrderData]:
        totals, evidence = self._activity_totals(), self.evidence_counts()
        no_activity: Mapping[str, Any] = {"n": 0, "downtime": 0, "cost": Decimal(0)}
        return [
            _work_order_data(
                work_order, totals.get(work_order.pk, no_activity), evidence.get(work_order.pk, 0)
            )
            for work_order in self.by_id.values()
        ]

    def _activity_totals(self) -> Totals:
        rows = (
            Activity.objects.filter(work_order__round__cycle=self.cycle)
            .order_by()
            .values("work_order")
            .annotate(n=Count("pk"), downtime=Sum("downtime_minutes"), total=Sum("cost"))
        )
        return {
            row["work_order"]: {"n": row["n"], "downtime": row["downtime"], "cost": row["total"]}
            for row in rows
        }

    def evidence_counts(self) -> Mapping[int, int]:
        rows = (
            Evidence.objects.filter(activity__work_order__round__cycle=self.cycle)
            .order_by()
            .values_list("activity__work_order")
            .annotate(n=Count("pk"))
        )
        return dict(rows)

    def activities(self) -> list[data.ActivityData]:
        rows = Activity.objects.filter(work_order__round__cycle=self.cycle).order_by("started_at", "pk")
        return [
            data.ActivityData(
                order=self.by_id[activity.work_order_id].code,
                started_at=activity.started_at,
                ended_at=activity.ended_at,
                description=activity.description,
                people=activity.people or str(activity.performed_by),
                downtime_minutes=activity.downtime_minutes,
                cost=activity.cost,
            )
            for activity in rows.select_related("performed_by")
        ]

    def evidence(self) -> list[data.EvidenceData]:
        rows = Evidence.objects.filter(activity__work_order__round__cycle=self.cycle).select_related(
            "activity"
        )
        return [
            data.EvidenceData(
                order=self.by_id[evidence.activity.work_order_id].code,
                purpose=str(evidence.get_purpose_display()),
                name=evidence.caption or evidence.original_name,
                size=evidence.size,
                sha256=evidence.sha256,
            )
            for evidence in rows.order_by("activity__work_order", "pk")
        ]

    def reviews(self) -> list[data.ReviewData]:
        rows = reviews_with_details().filter(work_order__round__cycle=self.cycle)
        return [review_data(review, self.by_id[review.work_order_id].code) for review in rows]

    def findings(self) -> list[data.FindingData]:
        rows = (
            Finding.objects.filter(work_order__round__cycle=self.cycle)
            .prefetch_related("follow_ups")
            .order_by("opened_at", "pk")
        )
        return [_finding_data(finding, self.by_id[finding.work_order_id]) for finding in rows]

    def assets(self) -> list[data.AssetData]:
        counts = Counter(work_order.asset_id for work_order in self.by_id.values())
        rows = self.cycle.plan.assets.select_related("category", "location").order_by("code")
        return [
            data.AssetData(
                code=asset.code,
                name=asset.name,
                category=asset.category.name,
                location=str(asset.location or ""),
                criticality=str(asset.get_criticality_display()),
                orders=counts[asset.pk],
            )
            for asset in rows
        ]

    def works(self) -> list[data.PlannedWorkData]:
        states = Counter((work_order.planned_work_id, work_order.state) for work_order in self.by_id.values())
        counts = Counter(work_order.planned_work_id for work_order in self.by_id.values())
        rows = self.cycle.plan.works.annotate(n=Count("assets"))
        return [
            data.PlannedWorkData(
                title=work.title,
                recurrence=work.recurrence.describe(),
                assets=work.n,
                orders=counts[work.pk],
                accepted=states[work.pk, str(WorkOrderState.ACCEPTED)],
                not_done=states[work.pk, str(WorkOrderState.NOT_DONE)],
            )
            for work in rows
        ]


def _work_order_data(work_order: WorkOrder, totals: Mapping[str, Any], evidence: int) -> data.WorkOrderData:
    return data.WorkOrderData(
        code=work_order.code,
        round=work_order.round.number,
        work=work_order.planned_work.title,
        asset=str(work_order.asset),
        due_on=work_order.due_on,
        completed_on=work_order.completed_on,
        state=str(work_order.state),
        state_label=str(work_order.get_state_display()),
        is_on_time=False if work_order.state == WorkOrderState.NOT_DONE else work_order.is_on_time,
        reason_not_done=work_order.reason_not_done,
        activities=totals["n"],
        evidence=evidence,
        downtime_minutes=totals["downtime"],
        cost=totals["cost"],
    )


def _finding_data(finding: Finding, work_order: WorkOrder) -> data.FindingData:
    return data.FindingData(
        order=work_order.code,
        asset=str(work_order.asset),
        title=finding.title,
        severity=str(finding.get_severity_display()),
        opened_at=finding.opened_at,
        follow_up=finding.follow_up,
        follow_up_due=finding.follow_up_due,
        notes=[note.text for note in finding.follow_ups.all()],
        closed_at=finding.resolved_at,
        closing_note=finding.resolution,
    )
