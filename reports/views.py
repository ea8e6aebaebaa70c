"""Issued documents: the list, the page and the PDF of one edition, its acknowledgement, and ZIP archives of several."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access import STAFF, SignedInRequest, anyone_signed_in, roles
from accounts.models import Role
from core.http.headers import allow_being_framed, allow_frames
from core.http.responses import pdf_response
from core.lists.listing import CsvColumn, Filter, Listing, Sort
from indicators.budget_year import budget_years
from indicators.indicators import Indicator
from maintenance.reasons import Refused
from reports.data import UnknownVersion
from reports.forms import AcknowledgeForm, PasswordForm
from reports.jobs import request_archive
from reports.jobs.archive import MAX_DOCUMENTS, MAX_MB
from reports.jobs.progress import jobs_of_edition
from reports.models import Acknowledgement, Document, DocumentKind
from reports.models.document import DocumentQuerySet
from reports.models.document_kind import MANAGER_KINDS
from reports.signing.services import next_line
from reports.tables import DOCUMENTS
from reports.types.management_report import ManagementReportData
from reports.types.registry import DOCUMENT_TYPES


@roles(*STAFF)
@require_GET
def document_list(request: SignedInRequest) -> HttpResponseBase:
    """List all issued documents, including editions that a later edition has replaced."""
    context = {"years": budget_years(), "max_documents": MAX_DOCUMENTS, "max_mb": MAX_MB}
    return _document_listing(request).respond("reports/document_list.html", context)


@roles(*STAFF)
@require_POST
def create_archive(request: SignedInRequest) -> HttpResponse:
    """Request a ZIP archive of the selected documents, or with `all` of every document that matches the filters."""
    documents = _document_listing(request).queryset.defer("snapshot")
    if "all" not in request.POST:
        selected = [
            pk for pk in request.POST.getlist("document") if pk.isascii() and pk.isdigit() and len(pk) < 18
        ]
        documents = documents.filter(pk__in=selected)
    try:
        job = request_archive(list(documents.order_by("pk")[: MAX_DOCUMENTS + 1]), by=request.user)
    except Refused as refused:
        messages.error(request, " ".join(str(reason) for reason in refused.reasons))
        return redirect(f"{reverse('reports:list')}?{request.GET.urlencode()}")
    return redirect(job)


def _issue_years() -> list[tuple[int, str]]:
    """Return the years of issued documents as choices, newest first."""
    years = Document.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in years]


def _document_listing(request: SignedInRequest) -> Listing[Document]:
    visible = Document.objects.visible_to(request.user)
    known = [("1", _("Sudah diketahui")), ("0", _("Belum diketahui"))]
    editions = [("1", _("Berlaku")), ("0", _("Sudah diganti"))]
    return Listing(
        visible,
        request,
        annotate_rows=_with_acknowledgements,
        search=("number__icontains", "subject__icontains", "about__icontains"),
        placeholder=_("Nomor, kode siklus, atau judul"),
        filters=[
            Filter("kind", _("Jenis"), DocumentKind.choices),
            Filter("year", _("Tahun"), _issue_years()),
            Filter("known", _("Diketahui"), known, _filter_acknowledged),
            Filter("standing", _("Edisi"), editions, _filter_current),
        ],
        sorts=[
            Sort("issued", _("Diterbitkan"), ("-issued_at",)),
            Sort("number", _("Nomor"), ("year", "kind", "sequence", "edition")),
            Sort("subject", _("Perihal"), ("subject",)),
        ],
        table=DOCUMENTS,
        page_by_key=True,
        csv_columns=[
            CsvColumn(_("Nomor"), "number"),
            CsvColumn(_("Edisi"), "edition"),
            CsvColumn(_("Jenis"), "kind", labels=DocumentKind.choices),
            CsvColumn(_("Perihal"), "subject"),
            CsvColumn(_("Tentang"), "about"),
            CsvColumn(_("Diterbitkan"), "issued_at"),
            CsvColumn(_("Oleh"), "issued_by__full_name"),
            CsvColumn("SHA-256", "sha256"),
            CsvColumn(_("Diketahui oleh (orang)"), "acknowledged"),
        ],
        filename="dokumen",
    )


def _with_acknowledgements(documents: QuerySet[Document]) -> QuerySet[Document]:
    return cast(DocumentQuerySet, documents).with_acknowledgements()


def _filter_acknowledged(documents: QuerySet[Document], value: str) -> QuerySet[Document]:
    acknowledged = Acknowledgement.objects.values("document")
    if value == "1":
        return documents.filter(pk__in=acknowledged)
    return documents.filter(kind__in=MANAGER_KINDS).exclude(pk__in=acknowledged)


def _filter_current(documents: QuerySet[Document], value: str) -> QuerySet[Document]:
    return documents.filter(replaced_by__isnull=value == "1")


@anyone_signed_in
@require_GET
def document_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    return detail_page(request, pk)


@anyone_signed_in
@require_safe
def document_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return the PDF with all its signatures; `?download` sends it as an attachment.

    `?revision=0` returns the file as it was issued; `?revision=n` the file after the signature at place n.
    """
    document = get_object_or_404(Document.objects.visible_to(request.user).defer("snapshot"), pk=pk)
    number = request.GET.get("revision")
    revisions = [each for each in document.revisions if number is None or str(each.number) == number]
    if not revisions:
        raise Http404
    try:
        content = revisions[-1].read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = pdf_response(content, document.filename, attached="download" in request.GET)
    allow_being_framed(response)
    return response


@roles(Role.MANAGER)
@require_POST
def acknowledge(request: SignedInRequest, pk: int) -> HttpResponse:
    managed = Document.objects.visible_to(request.user).filter(kind__in=MANAGER_KINDS)
    document = get_object_or_404(managed, pk=pk)
    form = AcknowledgeForm(request.POST)
    if not form.is_valid():
        return detail_page(request, pk, form=form, status=422)
    document.acknowledge(by=request.user, note=form.cleaned_data["note"])
    messages.success(request, _("Anda tercatat mengetahui laporan %(number)s.") % {"number": document.number})
    return redirect(document)


def detail_page(
    request: SignedInRequest,
    pk: int,
    *,
    form: AcknowledgeForm | None = None,
    password_form: PasswordForm | None = None,
    status: int = 200,
) -> HttpResponse:
    documents = Document.objects.visible_to(request.user).select_related(
        "issued_by", "replaces", "replaced_by"
    )
    document = get_object_or_404(documents, pk=pk)
    acknowledgements = list(document.acknowledgements.select_related("manager"))
    may_acknowledge = (
        document.is_for_managers
        and request.user.role == Role.MANAGER
        and request.user.pk not in {each.manager_id for each in acknowledgements}
    )
    line = None if document.is_replaced else next_line(document)
    may_sign = line is not None and line.is_for(request.user)
    context = {
        "document": document,
        "indicators": _indicators(document),
        "acknowledgements": acknowledgements,
        "form": (form or AcknowledgeForm()) if may_acknowledge else None,
        "next_line": line,
        "password_form": (password_form or PasswordForm()) if may_sign else None,
        "verify_address": request.build_absolute_uri(document.verify_url),
        "jobs": jobs_of_edition(document, request.user),
    }
    response = render(request, "reports/document_detail.html", context, status=status)
    allow_frames(response)
    return response


def _indicators(document: Document) -> list[Indicator]:
    """Return the indicators stored in a management report.

    Returns an empty list for other documents, or when the snapshot has an unsupported version.
    """
    if document.kind != DocumentKind.REPORT:
        return []
    try:
        report: ManagementReportData = DOCUMENT_TYPES[document.document_kind].load(document.snapshot)
    except UnknownVersion:
        return []
    return report.facts.indicators
