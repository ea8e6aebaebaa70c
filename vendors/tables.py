"""Tables of the lists of vendors and contracts."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.html import NOTHING, join_html, link, tag
from core.lists.table import Cells, Table, TableColumn
from core.templatetags.siklus import format_date, format_number, format_rupiah
from vendors.templatetags.contracts import contract_status


def _vendor(vendor: Any) -> Cells:
    return (
        link(reverse("vendors:detail", args=[vendor.pk]), vendor.name),
        vendor.phone or vendor.email or NOTHING,
        format_number(vendor.active_contracts),
        format_number(vendor.persons),
        tag(gettext("Aktif"), "good") if vendor.is_active else tag(gettext("Tidak aktif")),
    )


VENDORS: Final = Table(
    columns=(
        TableColumn(sort="name"),
        TableColumn(_("Kontak")),
        TableColumn(sort="contracts", css="num"),
        TableColumn(sort="persons", css="num"),
        TableColumn(_("Keadaan")),
    ),
    row=_vendor,
    fields=("pk", "name", "phone", "email", "active_contracts", "persons", "is_active"),
)


def _contract(contract: Any) -> Cells:
    return (
        link(reverse("vendors:contract_detail", args=[contract.pk]), contract.number, contract.title),
        link(reverse("vendors:detail", args=[contract.vendor_id]), contract.vendor__name),
        format_date(contract.starts_on),
        format_date(contract.current_end),
        format_rupiah(contract.current_value),
        join_html(contract_status(contract.starts_on, contract.current_end)),
    )


CONTRACTS: Final = Table(
    columns=(
        TableColumn(sort="number"),
        TableColumn(sort="vendor"),
        TableColumn(_("Mulai")),
        TableColumn(sort="end"),
        TableColumn(sort="value", css="num"),
        TableColumn(_("Keadaan")),
    ),
    row=_contract,
    fields=(
        *("pk", "number", "title", "vendor_id", "vendor__name", "starts_on"),
        *("current_end", "current_value"),
    ),
)
