"""Plans: list, page, form and schedule preview."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import STAFF, SignedInRequest, roles
from assets.models import ArchitectureDocument, Category
from core.db.conflicts import retry_on_conflict
from core.db.functions import count_related
from core.lists.filters import years
from core.lists.listing import CsvColumn, Filter, Listing, Sort
from plans.forms.plan import PlanForm
from plans.models import AcceptanceCriterion, Plan, PlanBasis, PlannedWork, PlanStage
from plans.schedule import Schedule
from plans.tables import PLANS
from plans.views.access import EDITORS, changes_plan, visible_plan


@roles(*STAFF)
@require_GET
def plan_list(request: SignedInRequest) -> HttpResponseBase:
    plans = Plan.objects.visible_to(request.user)
    return Listing(
        plans.annotate(asset_count=count_related(Plan.assets.through.objects.filter(plan=OuterRef("pk")))),
        request,
        annotate_rows=lambda plans: plans.annotate(
            work_count=count_related(PlannedWork.objects.filter(plan=OuterRef("pk")))
        ),
        search=("title__icontains", "contract__number__icontains", "cycle__code__icontains"),
        placeholder=_("Judul, nomor kontrak, atau kode siklus"),
        filters=[
            Filter("stage", _("Keadaan"), PlanStage.choices, apply=_in_stage),
            Filter("basis", _("Dasar"), PlanBasis.choices),
            Filter("year", _("Tahun"), years(Plan.objects.all(), "starts_on"), "starts_on__year"),
        ],
        sorts=[
            Sort("start", _("Periode"), ("-starts_on", "title")),
            Sort("title", _("Judul"), ("title",)),
            Sort("assets", _("Aset"), ("asset_count", "title")),
            Sort("budget", _("Anggaran"), ("budget", "title")),
        ],
        table=PLANS,
        csv_columns=[
            CsvColumn(_("Judul"), "title"),
            CsvColumn(_("Siklus"), "cycle__code"),
            CsvColumn(_("Dasar"), "basis", labels=PlanBasis.choices),
            CsvColumn(_("Tahun anggaran"), "budget_year"),
            CsvColumn(_("Kontrak"), "contract__number"),
            CsvColumn(_("Mulai"), "starts_on"),
            CsvColumn(_("Berakhir"), "ends_on"),
            CsvColumn(_("Anggaran (Rp)"), "budget"),
            CsvColumn(_("Aset"), "asset_count"),
            CsvColumn(_("Pekerjaan"), "work_count"),
            CsvColumn(_("Dibekukan"), "frozen_at"),
        ],
        filename="rencana",
    ).respond("plans/plan_list.html")


def _in_stage(plans: QuerySet[Plan], stage: str) -> QuerySet[Plan]:
    return plans.filter(pk__in=Plan.objects.in_stage(stage).values("pk"))


@roles(*STAFF)
@require_GET
def plan_detail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    plan = visible_plan(request, pk)
    context = {"plan": plan, "schedule": Schedule(plan), "summary": Summary(plan)}
    return render(request, "plans/plan_detail.html", context)


class Summary:
    """Related records that the page of a plan shows."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    @cached_property
    def categories(self) -> list[Any]:
        """Categories of the assets in scope, each with the number of assets `n`; the largest number comes first."""
        categories = Category.objects.filter(assets__plans=self.plan).annotate(n=Count("assets"))
        return list(categories.order_by("-n", "name"))

    @cached_property
    def documents(self) -> list[ArchitectureDocument]:
        return list(self.plan.architecture.all())

    @cached_property
    def criteria(self) -> list[AcceptanceCriterion]:
        return list(self.plan.criteria.all())

    @property
    def weight(self) -> Decimal:
        return sum((criterion.weight for criterion in self.criteria), Decimal(0))


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
@changes_plan
def plan_edit(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    title = plan.title
    form = PlanForm(request.POST or None, instance=plan)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Rencana tersimpan."))
        return redirect(plan)
    context = {"plan": plan, "title": title, "form": form}
    return render(request, "plans/plan_form.html", context, status=422 if form.errors else 200)


@roles(*STAFF)
@require_GET
def preview(request: SignedInRequest, pk: int) -> HttpResponseBase:
    plan = visible_plan(request, pk)
    return render(request, "plans/preview.html", {"plan": plan, "schedule": Schedule(plan)})
