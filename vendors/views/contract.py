"""Contract views: list, detail page with the history of the terms, form, amendments."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import STAFF, SignedInRequest, roles
from core.db.conflicts import retry_on_conflict
from core.lists.listing import CsvColumn, Filter, Listing, Sort
from vendors.forms import AmendmentForm, ContractForm
from vendors.models import (
    NOTICE_DAYS,
    Amendment,
    Contract,
    ContractStatus,
    Vendor,
    describe_change,
    terms_history,
)
from vendors.models.contract import ContractQuerySet
from vendors.tables import CONTRACTS
from vendors.views.vendor import EDITORS, form_status


def _with_status(contracts: QuerySet[Any], status: str) -> QuerySet[Any]:
    assert isinstance(contracts, ContractQuerySet)
    return contracts.with_status(status)


@roles(*STAFF)
@require_GET
def contract_list(request: SignedInRequest) -> HttpResponseBase:
    contracts = Contract.objects.visible_to(request.user).with_terms_on(timezone.localdate())
    ending = Contract.objects.with_status(ContractStatus.ENDING).count()
    return Listing(
        contracts,
        request,
        search=("number__icontains", "title__icontains", "vendor__name__icontains"),
        placeholder=_("Nomor, judul, atau vendor"),
        filters=[Filter("status", _("Keadaan"), ContractStatus.choices, apply=_with_status)],
        sorts=[
            Sort("end", _("Berakhir"), ("-current_end", "number")),
            Sort("number", _("Nomor"), ("number",)),
            Sort("vendor", _("Vendor"), ("vendor__name", "number")),
            Sort("value", _("Nilai"), ("current_value", "number")),
        ],
        table=CONTRACTS,
        csv_columns=[
            CsvColumn(_("Nomor"), "number"),
            CsvColumn(_("Judul"), "title"),
            CsvColumn(_("Vendor"), "vendor__name"),
            CsvColumn(_("Mulai"), "starts_on"),
            CsvColumn(_("Berakhir"), "current_end"),
            CsvColumn(_("Nilai (Rp)"), "current_value"),
        ],
        filename="kontrak",
    ).respond("vendors/contract_list.html", {"ending": ending, "notice_days": NOTICE_DAYS})


@roles(*STAFF)
@require_GET
def contract_detail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    contract = get_object_or_404(_contracts(request), pk=pk)
    context = {"contract": contract, "history": list(terms_history(contract)), "today": timezone.localdate()}
    return render(request, "vendors/contract_detail.html", context)


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def contract_create(request: SignedInRequest, pk: int) -> HttpResponseBase:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    form = ContractForm(request.POST or None, instance=Contract(vendor=vendor))
    if request.method == "POST" and form.is_valid():
        contract = form.save()
        messages.success(request, gettext("Kontrak %(number)s tercatat.") % {"number": contract.number})
        return redirect(contract)
    return render(
        request, "vendors/contract_form.html", {"form": form, "vendor": vendor}, status=form_status(form)
    )


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def contract_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    contract = get_object_or_404(_contracts(request), pk=pk)
    number = contract.number
    form = ContractForm(request.POST or None, instance=contract)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Kontrak %(number)s tersimpan.") % {"number": contract.number})
        return redirect(contract)
    context = {"form": form, "vendor": contract.vendor, "contract": contract, "number": number}
    return render(request, "vendors/contract_form.html", context, status=form_status(form))


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def amendment_create(request: SignedInRequest, pk: int) -> HttpResponseBase:
    contract = get_object_or_404(_contracts(request), pk=pk)
    initial = {"effective_on": timezone.localdate()}
    form = AmendmentForm(request.POST or None, instance=Amendment(contract=contract), initial=initial)
    if request.method == "POST" and form.is_valid():
        day = form.instance.effective_on
        change = describe_change(
            form.instance, old_end=contract.end_on(day), old_value=contract.value_on(day)
        )
        contract.amend(form.instance)
        messages.success(request, change)
        return redirect(contract)
    context = {"form": form, "contract": contract}
    return render(request, "vendors/amendment_form.html", context, status=form_status(form))


def _contracts(request: SignedInRequest) -> QuerySet[Contract]:
    visible = Contract.objects.visible_to(request.user)
    return visible.select_related("vendor").prefetch_related("amendments")
