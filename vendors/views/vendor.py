"""Vendor views: list, detail page, form."""

from django.contrib import messages
from django.db.models import OuterRef, Prefetch
from django.forms import BaseForm
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import STAFF, SignedInRequest, roles
from accounts.models import Role
from core.db.conflicts import retry_on_conflict
from core.db.functions import count_related
from core.lists.listing import CsvColumn, Filter, Listing, Sort
from vendors.forms import VendorForm
from vendors.models import Contract, Membership, Vendor
from vendors.tables import VENDORS

EDITORS = (Role.OPERATOR, Role.HEAD)


def form_status(form: BaseForm) -> int:
    """Return the HTTP status of a page with a form: 422 if the form has errors, else 200."""
    return 422 if form.errors else 200


@roles(*STAFF)
@require_GET
def vendor_list(request: SignedInRequest) -> HttpResponseBase:
    active = Contract.objects.active_on(timezone.localdate()).filter(vendor=OuterRef("pk"))
    members = Membership.objects.active().filter(vendor=OuterRef("pk"))
    vendors = Vendor.objects.visible_to(request.user).annotate(
        active_contracts=count_related(active), persons=count_related(members)
    )
    return Listing(
        vendors,
        request,
        search=("name__icontains", "tax_number__icontains", "address__icontains"),
        placeholder=_("Nama, NPWP, atau alamat"),
        filters=[Filter("is_active", _("Keadaan"), [("True", _("Aktif")), ("False", _("Tidak aktif"))])],
        sorts=[
            Sort("name", _("Nama"), ("name",)),
            Sort("contracts", _("Kontrak aktif"), ("active_contracts", "name")),
            Sort("persons", pgettext_lazy("several", "Orang"), ("persons", "name")),
        ],
        table=VENDORS,
        csv_columns=[
            CsvColumn(_("Nama"), "name"),
            CsvColumn(_("NPWP"), "tax_number"),
            CsvColumn(_("Alamat"), "address"),
            CsvColumn(_("Telepon"), "phone"),
            CsvColumn(_("Surel"), "email"),
            CsvColumn(_("Kontrak aktif"), "active_contracts"),
            CsvColumn(pgettext_lazy("several", "Orang"), "persons"),
            CsvColumn(_("Aktif"), "is_active"),
        ],
        filename="vendor",
    ).respond("vendors/vendor_list.html")


@roles(*STAFF)
@require_GET
def vendor_detail(request: SignedInRequest, pk: int) -> HttpResponseBase:
    contracts = Contract.objects.prefetch_related("amendments")
    vendors = Vendor.objects.visible_to(request.user).prefetch_related(Prefetch("contracts", contracts))
    vendor = get_object_or_404(vendors, pk=pk)
    memberships = vendor.memberships.select_related("user").prefetch_related("user__invitations")
    today = timezone.localdate()
    context = {
        "vendor": vendor,
        "memberships": memberships.order_by("-is_active", "user__full_name"),
        "opens_portal": any(contract.end_on(today) >= today for contract in vendor.contracts.all()),
    }
    return render(request, "vendors/vendor_detail.html", context)


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def vendor_create(request: SignedInRequest) -> HttpResponseBase:
    form = VendorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        vendor = form.save()
        messages.success(request, gettext("%(vendor)s tercatat sebagai vendor.") % {"vendor": vendor.name})
        return redirect(vendor)
    return render(request, "vendors/vendor_form.html", {"form": form}, status=form_status(form))


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def vendor_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    vendor = get_object_or_404(Vendor.objects.visible_to(request.user), pk=pk)
    name = vendor.name
    form = VendorForm(request.POST or None, instance=vendor)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Data %(vendor)s tersimpan.") % {"vendor": vendor.name})
        return redirect(vendor)
    context = {"form": form, "vendor": vendor, "name": name}
    return render(request, "vendors/vendor_form.html", context, status=form_status(form))
