"""The facts of what was ordered, done and found: work orders, activities, evidence, findings, assets in scope."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from maintenance.models import Activity, Cycle, Evidence, Finding, WorkOrder, WorkOrderState
from reports.data import work_order_data as f
from reports.data.reviews import facts_of, with_all_said

Totals = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Orders:
    """All work orders of a cycle, read once; every other fact finds its work order by id here."""

    cycle: Cycle
    by_id: Mapping[int, WorkOrder]

    @classmethod
    def of(cls, cycle: Cycle) -> Orders:
        rows = (
            WorkOrder.objects.filter(round__cycle=cycle)
            .select_related("round__cycle", "planned_work", "asset")
            .order_by("round__number", "due_on", "sequence")
        )
        return cls(cycle, {order.pk: order for order in rows})

    def facts(self) -> list[f.OrderFacts]:
        done, pieces = self._done(), self.evidence_counts()
        nothing: Mapping[str, Any] = {"n": 0, "downtime": 0, "cost": Decimal(0)}
        return [
            _order(order, done.get(order.pk, nothing), pieces.get(order.pk, 0))
            for order in self.by_id.values()
        ]

    def _done(self) -> Totals:
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

    def activities(self) -> list[f.ActivityFacts]:
        rows = Activity.objects.filter(work_order__round__cycle=self.cycle).order_by("started_at", "pk")
        return [
            f.ActivityFacts(
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

    def evidence(self) -> list[f.EvidenceFacts]:
        rows = Evidence.objects.filter(activity__work_order__round__cycle=self.cycle).select_related(
            "activity"
        )
        return [
            f.EvidenceFacts(
                order=self.by_id[evidence.activity.work_order_id].code,
                purpose=str(evidence.get_purpose_display()),
                name=evidence.caption or evidence.original_name,
                size=evidence.size,
                sha256=evidence.sha256,
            )
            for evidence in rows.order_by("activity__work_order", "pk")
        ]

    def reviews(self) -> list[f.ReviewFacts]:
        rows = with_all_said().filter(work_order__round__cycle=self.cycle)
        return [facts_of(review, self.by_id[review.work_order_id].code) for review in rows]

    def findings(self) -> list[f.FindingFacts]:
        rows = (
            Finding.objects.filter(work_order__round__cycle=self.cycle)
            .prefetch_related("follow_ups")
            .order_by("opened_at", "pk")
        )
        return [_finding(finding, self.by_id[finding.work_order_id]) for finding in rows]

    def assets(self) -> list[f.AssetFacts]:
        counts = Counter(order.asset_id for order in self.by_id.values())
        rows = self.cycle.plan.assets.select_related("category", "location").order_by("code")
        return [
            f.AssetFacts(
                code=asset.code,
                name=asset.name,
                category=asset.category.name,
                location=str(asset.location or ""),
                criticality=str(asset.get_criticality_display()),
                orders=counts[asset.pk],
            )
            for asset in rows
        ]

    def works(self) -> list[f.WorkFacts]:
        states = Counter((order.planned_work_id, order.state) for order in self.by_id.values())
        ordered = Counter(order.planned_work_id for order in self.by_id.values())
        rows = self.cycle.plan.works.annotate(n=Count("assets"))
        return [
            f.WorkFacts(
                title=work.title,
                recurrence=work.recurrence.describe(),
                assets=work.n,
                orders=ordered[work.pk],
                accepted=states[work.pk, str(WorkOrderState.ACCEPTED)],
                not_done=states[work.pk, str(WorkOrderState.NOT_DONE)],
            )
            for work in rows
        ]


def _order(order: WorkOrder, done: Mapping[str, Any], evidence: int) -> f.OrderFacts:
    return f.OrderFacts(
        code=order.code,
        round=order.round.number,
        work=order.planned_work.title,
        asset=str(order.asset),
        due_on=order.due_on,
        completed_on=order.completed_on,
        state=str(order.state),
        state_label=str(order.get_state_display()),
        is_on_time=False if order.state == WorkOrderState.NOT_DONE else order.is_on_time,
        reason_not_done=order.reason_not_done,
        activities=done["n"],
        evidence=evidence,
        downtime_minutes=done["downtime"],
        cost=done["cost"],
    )


def _finding(finding: Finding, order: WorkOrder) -> f.FindingFacts:
    return f.FindingFacts(
        order=order.code,
        asset=str(order.asset),
        title=finding.title,
        severity=str(finding.get_severity_display()),
        opened_at=finding.opened_at,
        follow_up=finding.follow_up,
        follow_up_due=finding.follow_up_due,
        notes=[note.text for note in finding.follow_ups.all()],
        closed_at=finding.closed_at,
        closing_note=finding.closing_note,
    )
