"""Admin pages for vendors with their users and contracts with their amendments."""

from django.contrib import admin

from core.db.conflicts import RetryOnConflictMixin
from core.forms.inline import InlineModelForm
from vendors.models import Amendment, Contract, Membership, Vendor


class AmendmentInline(admin.TabularInline[Amendment, Contract]):
    model = Amendment
    extra = 0


class MembershipInline(admin.TabularInline[Membership, Vendor]):
    model = Membership
    form = InlineModelForm[Membership]
    extra = 0
    autocomplete_fields = ("user",)


@admin.register(Vendor)
class VendorAdmin(RetryOnConflictMixin, admin.ModelAdmin[Vendor]):
    list_display = ("name", "tax_number", "phone", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "tax_number")
    inlines = (MembershipInline,)


@admin.register(Contract)
class ContractAdmin(RetryOnConflictMixin, admin.ModelAdmin[Contract]):
    list_display = ("number", "vendor", "title", "starts_on", "ends_on")
    list_select_related = ("vendor",)
    list_filter = ("vendor",)
    search_fields = ("number", "title", "vendor__name")
    date_hierarchy = "starts_on"
    inlines = (AmendmentInline,)
