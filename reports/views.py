"""Pages of reports: the list, one report with who acknowledged it, the indicators of a budget year."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import SignedInRequest, roles
from accounts.models import Role
from core.listing import Column, Filter, Listing, Sort
from reports.forms import AcknowledgeForm
from reports.models import Acknowledgement, ManagementReport
from reports.models.report import ManagementReportQuerySet
from reports.overview import Overview
from reports.snapshot import load
from reports.tables import REPORTS

STAFF = (Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR)


@roles(*STAFF)
@require_GET
def reports(request: SignedInRequest) -> HttpResponseBase:
    visible = ManagementReport.objects.visible_to(request.user)
    years = visible.order_by("-year").values_list("year", flat=True).distinct()
    known = [("1", _("Sudah diketahui")), ("0", _("Belum diketahui"))]
    return Listing(
        visible,
        request,
        shown=_with_what_is_shown,
        search=("number__icontains", "cycle__code__icontains", "cycle__plan__title__icontains"),
        placeholder=_("Nomor, kode siklus, atau judul"),
        filters=[
            Filter("year", _("Tahun"), [(year, str(year)) for year in years]),
            Filter("known", _("Status"), known, _acknowledged),
        ],
        sorts=[
            Sort("issued", _("Diterbitkan"), ("-issued_at",)),
            Sort("number", _("Nomor"), ("year", "sequence")),
            Sort("cycle", _("Siklus"), ("cycle__code",)),
        ],
        table=REPORTS,
        columns=[
            Column(_("Nomor"), "number"),
            Column(_("Siklus"), "cycle__code"),
            Column(_("Rencana"), "cycle__plan__title"),
            Column(_("Diterbitkan"), "issued_at"),
            Column(_("Oleh"), "issued_by__full_name"),
            Column("SHA-256", "sha256"),
            Column(_("Diketahui oleh (orang)"), "acknowledged"),
        ],
        filename="laporan",
    ).respond("reports/list.html")


def _with_what_is_shown(reports: QuerySet[ManagementReport]) -> QuerySet[ManagementReport]:
    return cast(ManagementReportQuerySet, reports).with_acknowledgements()


def _acknowledged(reports: QuerySet[ManagementReport], value: str) -> QuerySet[ManagementReport]:
    known = Acknowledgement.objects.values("report")
    return reports.filter(pk__in=known) if value == "1" else reports.exclude(pk__in=known)


@roles(*STAFF)
@require_GET
def detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return _detail(request, pk, AcknowledgeForm())


@roles(Role.MANAGER)
@require_POST
def acknowledge(request: SignedInRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(ManagementReport.objects.visible_to(request.user), pk=pk)
    form = AcknowledgeForm(request.POST)
    if not form.is_valid():
        return _detail(request, pk, form, status=422)
    report.acknowledge(by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Anda tercatat mengetahui laporan %(number)s.") % {"number": report.number})
    return redirect(report)


def _detail(request: SignedInRequest, pk: int, form: AcknowledgeForm, *, status: int = 200) -> HttpResponse:
    reports = ManagementReport.objects.visible_to(request.user).select_related("cycle__plan", "issued_by")
    report = get_object_or_404(reports, pk=pk)
    acknowledgements = list(report.acknowledgements.select_related("manager"))
    may = request.user.role == Role.MANAGER and request.user.pk not in {
        each.manager_id for each in acknowledgements
    }
    context = {
        "report": report,
        "facts": load(report.snapshot).facts,
        "acknowledgements": acknowledgements,
        "form": form if may else None,
        "verify_address": request.build_absolute_uri(report.verify_url),
    }
    return render(request, "reports/detail.html", context, status=status)


@roles(*STAFF)
@require_GET
def indicators(request: SignedInRequest) -> HttpResponse:
    """Every indicator of a budget year, with what it counts; cycle by cycle below."""
    overview = Overview.of(request.GET.get("year", ""), with_evidence=True)
    return render(request, "reports/indicators.html", {"overview": overview})
