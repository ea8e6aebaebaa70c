"""Pages of the benchmark: every list, filter, detail, search, dashboard, create page and CSV export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from assets.models import Asset, Category
from demo.benchmark.baseline import BASELINES, ROWS
from maintenance.models import Cycle, Finding, WorkOrder, WorkOrderState
from maintenance.sop import State
from reports.models import Document
from vendors.models import Contract, Vendor


class Kind(Enum):
    """Kind of page, with the highest allowed ratio: time of the page divided by time of its baseline page."""

    LIST = "list", 2.5
    FILTER = "filter", 2.5
    DETAIL = "detail", 3.0
    SEARCH = "search", 3.0
    DASHBOARD = "dashboard", 6.0
    CREATE = "create", 4.0
    CSV = "CSV", 3.0

    def __init__(self, word: str, aim: float) -> None:
        self.word, self.aim = word, aim


@dataclass(frozen=True)
class Page:
    """Page to measure.

    `baseline` is the URL of the baseline page. If `data` is given, the page is requested by POST.
    """

    kind: Kind
    name: str
    url: str
    baseline: str
    role: Role = Role.OPERATOR
    data: Mapping[str, str] = field(default_factory=dict)


_numbers = count(1)


def new_asset_data() -> dict[str, str]:
    """Return form data for an asset with an unused code."""
    category = Category.objects.order_by("pk").values_list("pk", flat=True)[0]
    formset = {"dependencies-TOTAL_FORMS": "0", "dependencies-INITIAL_FORMS": "0"}
    return {
        "code": f"UKUR-{next(_numbers):06}",
        "name": "Aset ukur",
        "category": str(category),
        "status": "active",
        "criticality": "medium",
        **formset,
    }


def all_pages() -> list[Page]:
    return [*_lists(), *_details(), *_dashboards(), *_creates(), *_exports()]


def _rows(name: str) -> str:
    """Return the URL of the baseline list.

    If the model has fewer than `ROWS` rows, the baseline list shows assets instead.
    """
    is_list = BASELINES[name].model._default_manager.count() >= ROWS
    return reverse("baseline-rows", args=[name if is_list else "assets"])


def _lists() -> list[Page]:
    plain = {
        "assets": reverse("assets:list"),
        "vendors": reverse("vendors:list"),
        "contracts": reverse("vendors:contracts"),
        "plans": reverse("plans:list"),
        "cycles": reverse("maintenance:cycles"),
        "work-orders": reverse("maintenance:all_work_orders"),
        "findings": reverse("maintenance:findings"),
        "reports": reverse("reports:list"),
    }
    category = Category.objects.get(code="server").pk
    busiest = Cycle.objects.order_by("-pk").filter(rounds__isnull=False)[0]
    narrowed = [
        (Kind.LIST, "assets, last page", "assets", f"{plain['assets']}?page=100"),
        (Kind.LIST, "assets by location", "assets", f"{plain['assets']}?sort=location"),
        (Kind.LIST, "work orders, page 500", "work-orders", f"{plain['work-orders']}?state=&page=500"),
        (
            Kind.LIST,
            "work orders of a cycle",
            "work-orders",
            reverse("maintenance:work_orders", args=[busiest.pk]),
        ),
        (Kind.LIST, "review queue", "work-orders", reverse("maintenance:review_queue")),
        (Kind.LIST, "locations", "assets", reverse("assets:locations")),
        (Kind.LIST, "categories", "assets", reverse("assets:categories")),
        (Kind.FILTER, "assets of a category", "assets", f"{plain['assets']}?category={category}"),
        (Kind.FILTER, "assets in repair", "assets", f"{plain['assets']}?status=repair"),
        (Kind.FILTER, "contracts that have ended", "contracts", f"{plain['contracts']}?standing=ended"),
        (Kind.FILTER, "cycles at work", "cycles", f"{plain['cycles']}?state=internal_work"),
        (Kind.FILTER, "work orders accepted", "work-orders", f"{plain['work-orders']}?state=accepted"),
        (Kind.FILTER, "work orders late", "work-orders", f"{plain['work-orders']}?late=1"),
        (Kind.FILTER, "findings of any state", "findings", f"{plain['findings']}?state="),
        (Kind.FILTER, "work orders of any state", "work-orders", f"{plain['work-orders']}?state="),
        (Kind.SEARCH, "assets: one word, many hits", "assets", f"{plain['assets']}?q=server"),
        (Kind.SEARCH, "assets: two words", "assets", f"{plain['assets']}?q=dell+poweredge"),
        (Kind.SEARCH, "assets: one code", "assets", f"{plain['assets']}?q={_a_code()}"),
        (Kind.SEARCH, "assets: no hit", "assets", f"{plain['assets']}?q=xyzzyx"),
        (Kind.SEARCH, "work orders: a code", "work-orders", f"{plain['work-orders']}?state=&q={_a_code()}"),
        (Kind.SEARCH, "work orders: many hits", "work-orders", f"{plain['work-orders']}?state=&q=server"),
        (Kind.SEARCH, "findings", "findings", f"{plain['findings']}?state=&q=kipas"),
        (Kind.SEARCH, "cycles", "cycles", f"{plain['cycles']}?q=wilayah"),
        (Kind.SEARCH, "contracts", "contracts", f"{plain['contracts']}?q=wilayah"),
    ]
    return [
        *(Page(Kind.LIST, name.replace("-", " "), url, _rows(name)) for name, url in plain.items()),
        *(Page(kind, name, url, _rows(baseline)) for kind, name, baseline, url in narrowed),
    ]


def _a_code() -> str:
    return Asset.objects.order_by("pk").values_list("code", flat=True)[Asset.objects.count() // 2]


def _details() -> list[Page]:
    cycle = Cycle.objects.filter(state=State.FINISHED).order_by("-pk")[0]
    order = WorkOrder.objects.filter(state=WorkOrderState.ACCEPTED).order_by("-pk")[0]
    at = {
        "asset": ("assets", Asset.objects.get(pk=order.asset_id).get_absolute_url()),
        "dependency map": ("assets", reverse("assets:map")),
        "vendor": ("vendors", Vendor.objects.order_by("pk")[0].get_absolute_url()),
        "contract": ("contracts", Contract.objects.order_by("pk")[0].get_absolute_url()),
        "plan": ("plans", cycle.plan.get_absolute_url()),
        "plan, preview": ("plans", reverse("plans:preview", args=[cycle.plan_id])),
        "plan, scope": ("plans", reverse("plans:scope", args=[cycle.plan_id])),
        "plan, works": ("plans", reverse("plans:works", args=[cycle.plan_id])),
        "plan, criteria": ("plans", reverse("plans:criteria", args=[cycle.plan_id])),
        "cycle": ("cycles", cycle.get_absolute_url()),
        "journal": ("cycles", reverse("maintenance:journal", args=[cycle.pk])),
        "evaluation": ("cycles", reverse("maintenance:evaluation", args=[cycle.pk])),
        "work order": ("work-orders", order.get_absolute_url()),
        "finding": ("findings", Finding.objects.order_by("-pk")[0].get_absolute_url()),
        "report": ("reports", Document.objects.order_by("-pk")[0].get_absolute_url()),
        "calendar": ("work-orders", reverse("calendar")),
        "calendar, a busy day": ("work-orders", _busy_day(order)),
    }
    return [Page(Kind.DETAIL, name, url, _rows(baseline)) for name, (baseline, url) in at.items()]


def _busy_day(order: WorkOrder) -> str:
    day = order.due_on
    return reverse("calendar_day", args=[day.year, day.month, day.day])


def _dashboards() -> list[Page]:
    home, last_year = reverse("home"), timezone.localdate().year - 1
    manager, operator = reverse("baseline-manager"), reverse("baseline-operator")
    return [
        Page(Kind.DASHBOARD, "home of an operator", home, operator),
        Page(Kind.DASHBOARD, "home of the head", home, operator, Role.HEAD),
        Page(Kind.DASHBOARD, "home of a manager", home, manager, Role.MANAGER),
        Page(
            Kind.DASHBOARD, "home of a manager, last year", f"{home}?year={last_year}", manager, Role.MANAGER
        ),
        Page(Kind.DASHBOARD, "indicators", reverse("indicators"), manager, Role.MANAGER),
        Page(Kind.DASHBOARD, "portal of a vendor", reverse("portal:home"), operator, Role.VENDOR),
    ]


def _creates() -> list[Page]:
    baseline, vendor = _rows("assets"), Vendor.objects.order_by("pk")[0].pk
    forms = {
        "asset, form": reverse("assets:create"),
        "vendor, form": reverse("vendors:create"),
        "contract, form": reverse("vendors:contract_create", args=[vendor]),
        "cycle, form": reverse("maintenance:cycle_new"),
    }
    if (order := WorkOrder.objects.in_work().order_by("pk").first()) is not None:
        address = reverse("maintenance:activity_create", args=[order.pk])
        forms["activity, form"] = f"{address}?key={uuid4()}"  # as its own redirect leads to
    sent = Page(
        Kind.CREATE, "asset, saved", reverse("assets:create"), reverse("baseline-insert"), data={"sent": "1"}
    )
    return [*(Page(Kind.CREATE, name, url, baseline) for name, url in forms.items()), sent]


def _exports() -> list[Page]:
    at = {
        "assets": reverse("assets:list"),
        "findings": reverse("maintenance:findings"),
        "work-orders": reverse("maintenance:all_work_orders"),
    }
    return [
        Page(
            Kind.CSV, name.replace("-", " "), f"{url}?state=&format=csv", reverse("baseline-csv", args=[name])
        )
        for name, url in at.items()
    ]
