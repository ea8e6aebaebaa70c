"""Tables of assets, work orders of an asset, and architecture documents."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assets.models import Criticality, Status, Warranty
from assets.models.asset import warranty_status
from core.html import NOTHING, choice_label, link, tag
from core.lists.table import Cells, Table, TableColumn
from core.templatetags.siklus import format_date, format_number, format_short_date

TONES: Final = {Status.ACTIVE: "good", Status.REPAIR: "warn", Status.STANDBY: "info"}
ORDER_TONES: Final = {"accepted": "good", "returned": "warn", "not_done": "bad", "documented": "info"}
SHOWN_OF_TEXT: Final = 120


def _asset(asset: Any) -> Cells:
    return (
        link(reverse("assets:detail", args=[asset.pk]), asset.code, asset.name),
        asset.category__name,
        asset.location__path or NOTHING,
        choice_label(Criticality, asset.criticality),
        tag(choice_label(Status, asset.status), TONES.get(asset.status, "")),
        _warranty(asset),
    )


def _warranty(asset: Any) -> object:
    """Return the last day of the warranty, with the status as HTML if the warranty ends soon or has ended."""
    stands = warranty_status(asset.warranty_end, timezone.localdate())
    day = format_short_date(asset.warranty_end)
    if stands not in (Warranty.ENDING, Warranty.ENDED):
        return day
    return format_html('{}<span class="sub warranty-{}">{}</span>', day, stands, stands.label)


ASSETS: Final = Table(
    columns=tuple(
        TableColumn(sort=key) for key in ("code", "category", "location", "criticality", "status", "warranty")
    ),
    row=_asset,
    fields=(
        *("pk", "code", "name", "category__name", "location__path"),
        *("criticality", "status", "warranty_end"),
    ),
)


def _order(order: Any) -> Cells:
    """Return the cells of a work order.

    This app may not import the app of the work orders, so the URL comes from `get_absolute_url()`.
    """
    return (
        link(order.get_absolute_url(), order.planned_work, order.code),
        format_date(order.due_on),
        format_date(order.completed_on),
        tag(order.get_state_display(), ORDER_TONES.get(order.state, "")),
    )


HISTORY: Final = Table(
    columns=(
        TableColumn(pgettext_lazy("one", "Perintah kerja")),
        TableColumn(sort="due"),
        TableColumn(_("Dikerjakan")),
        TableColumn(_("Keadaan")),
    ),
    row=_order,
)


def _document(document: Any) -> Cells:
    text = Truncator(document.description).chars(SHOWN_OF_TEXT)
    return (
        link(reverse("assets:architecture_detail", args=[document.pk]), document.title, text),
        format_number(document.version_count),
        format_date(document.updated_at),
    )


DOCUMENTS: Final = Table(
    columns=(TableColumn(sort="title"), TableColumn(_("Versi"), css="num"), TableColumn(sort="updated")),
    row=_document,
    fields=("pk", "title", "description", "version_count", "updated_at"),
)
