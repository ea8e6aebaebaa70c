"""Baseline of the benchmark: the same rows in minimal Django views, including sign-in and session.

Only the URL configuration of the benchmark (`demo.benchmark.baseline_urls`) contains these views.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Avg, Count, Model, QuerySet, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.utils import timezone

from assets.models import Asset
from maintenance.models import Activity, CriterionResult, Cycle, Finding, Round, WorkOrder, WorkOrderState
from plans.models import Plan
from reports.models import Document
from vendors.models import Contract, Vendor

ROWS = 50


class Echo:
    """File-like object that returns the text written to it, for streaming CSV."""

    def write(self, text: str) -> str:
        return text


@dataclass(frozen=True)
class Baseline:
    """Page with a table of `ROWS` rows of a model and nothing else."""

    model: type[Model]
    fields: tuple[str, ...]
    related: tuple[str, ...] = ()

    @cached_property
    def template(self) -> Any:
        cells = "".join(f"<td>{{{{ row.{field} }}}}</td>" for field in self.fields)
        return engines["django"].from_string(
            f"<!doctype html><title>.</title><table>{{% for row in rows %}}<tr>{cells}</tr>{{% endfor %}}</table>"
        )

    def rows(self) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows.select_related(*self.related) if self.related else rows


BASELINES = {
    "assets": Baseline(
        Asset,
        (
            "code",
            "name",
            "category.name",
            "location.path",
            "maker",
            "model",
            "criticality",
            "status",
            "warranty_end",
        ),
        ("category", "location"),
    ),
    "vendors": Baseline(Vendor, ("name", "phone", "email", "is_active")),
    "contracts": Baseline(
        Contract, ("number", "title", "vendor.name", "starts_on", "ends_on", "value"), ("vendor",)
    ),
    "plans": Baseline(Plan, ("title", "basis", "starts_on", "ends_on", "budget", "frozen_at")),
    "cycles": Baseline(Cycle, ("code", "plan.title", "state", "state_since", "created_at"), ("plan",)),
    "work-orders": Baseline(
        WorkOrder,
        ("sequence", "round.cycle.code", "planned_work.title", "asset.code", "asset.name", "due_on", "state"),
        ("round__cycle", "planned_work", "asset"),
    ),
    "findings": Baseline(
        Finding,
        (
            "title",
            "severity",
            "work_order.asset.code",
            "work_order.round.cycle.code",
            "opened_at",
            "resolved_at",
        ),
        ("work_order__asset", "work_order__round__cycle"),
    ),
    "reports": Baseline(Document, ("number", "subject", "issued_at", "issued_by.full_name"), ("issued_by",)),
}


@login_required
def rows(request: HttpRequest, name: str) -> HttpResponse:
    baseline = BASELINES[name]
    queryset = baseline.rows()
    if name == "reports":
        queryset = queryset.defer("snapshot")
    return HttpResponse(baseline.template.render({"rows": queryset[:ROWS]}, request))


@login_required
def manager_figures(request: HttpRequest) -> HttpResponse:
    """Return the figures of the manager's dashboard for all cycles of the year, with one aggregate query per figure."""
    cycles = Cycle.objects.filter(plan__starts_on__year=timezone.localdate().year)
    orders = WorkOrder.objects.filter(round__cycle__in=cycles)
    per_cycle: list[QuerySet[Any]] = [
        orders.values("round__cycle", "state").order_by().annotate(n=Count("pk")),
        orders.filter(completed_on__isnull=False).values("round__cycle").order_by().annotate(n=Count("pk")),
        Activity.objects.filter(work_order__in=orders)
        .values("work_order__round__cycle")
        .order_by()
        .annotate(cost=Sum("cost"), downtime=Sum("downtime_minutes")),
        Finding.objects.filter(work_order__in=orders)
        .values("work_order__round__cycle")
        .order_by()
        .annotate(n=Count("pk"), closed=Count("resolved_at")),
        CriterionResult.objects.filter(evaluation__round__cycle__in=cycles)
        .values("evaluation__round__cycle", "verdict")
        .order_by()
        .annotate(n=Count("pk")),
        Round.objects.filter(cycle__in=cycles)
        .values("cycle")
        .order_by()
        .annotate(score=Avg("evaluation__score")),
    ]
    return HttpResponse("".join(f"<p>{row}" for figures in per_cycle for row in figures))


@login_required
def operator_figures(request: HttpRequest) -> HttpResponse:
    """The figures of the operator's home page over all work orders, one count query each."""
    today = timezone.localdate()
    orders = WorkOrder.objects.all()
    figures = [
        orders.in_work().filter(due_on__lt=today).count(),
        orders.in_work().filter(due_on__gte=today).count(),
        orders.awaiting_review().count(),
        orders.filter(state=WorkOrderState.RETURNED).count(),
        Finding.objects.open().count(),
        Cycle.objects.under_way().count(),
        Contract.objects.filter(ends_on__gte=today).count(),
    ]
    return HttpResponse("".join(f"<p>{figure}" for figure in figures))


@login_required
def plain_csv(request: HttpRequest, name: str) -> HttpResponseBase:
    """The same rows as streamed CSV, written with the csv module only."""
    baseline = BASELINES[name]
    paths = [field.replace(".", "__") for field in baseline.fields]
    values = baseline.model._default_manager.values_list(*paths).iterator(chunk_size=500)

    def lines() -> Iterator[str]:
        echo = Echo()
        writer = csv.writer(echo)
        for row in values:
            yield writer.writerow(row)

    return StreamingHttpResponse(lines(), content_type="text/csv")


@login_required
def insert(request: HttpRequest) -> HttpResponse:
    """Insert an asset without a form and without validation."""
    Asset.objects.create(
        code=request.POST["code"], name=request.POST["name"], category_id=int(request.POST["category"])
    )
    return redirect("baseline-rows", "assets")
