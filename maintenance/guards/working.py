"""Guards of SOP rows 4 and 5: all work orders are closed, and a handover on behalf of the vendor has a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from maintenance.reasons import Reason
from maintenance.work_order_state import WorkOrderState

if TYPE_CHECKING:
    from maintenance.models.cycle import Cycle


def all_work_orders_are_closed(cycle: Cycle) -> list[Reason]:
    """Rows 4 and 5: requires that every work order is closed.

    A work order is closed when it is accepted, or when it is marked as not done with a reason.
    """
    round_ = cycle.current_round
    if round_ is None:
        return [Reason("round", _("Tidak ada putaran yang sedang berjalan."))]
    counts = round_.count_by_state()
    url = reverse("maintenance:work_orders", args=[cycle.pk])
    sentences = {
        WorkOrderState.OPEN: (
            "open",
            ngettext_lazy(
                "%(n)s perintah kerja belum didokumentasikan.",
                "%(n)s perintah kerja belum didokumentasikan.",
                "n",
            ),
        ),
        WorkOrderState.RETURNED: (
            "returned",
            ngettext_lazy(
                "%(n)s perintah kerja dikembalikan dan menunggu perbaikan.",
                "%(n)s perintah kerja dikembalikan dan menunggu perbaikan.",
                "n",
            ),
        ),
        WorkOrderState.DOCUMENTED: (
            "unreviewed",
            ngettext_lazy(
                "%(n)s perintah kerja menunggu pemeriksaan Seksi Operasional.",
                "%(n)s perintah kerja menunggu pemeriksaan Seksi Operasional.",
                "n",
            ),
        ),
    }
    return [
        Reason(code, text % {"n": counts[state]}, f"{url}?state={state.value}")
        for state, (code, text) in sentences.items()
        if counts.get(state)
    ]


def handover_has_reason(cycle: Cycle) -> list[Reason]:
    """Row 4: requires a reason if Seksi Operasional hands over the round on behalf of the vendor."""
    on_behalf = cycle.move_request is not None and cycle.move_request.by.is_operational
    if on_behalf and not cycle.move_reason:
        return [Reason("reason", _("Tulis alasan mengapa serah terima dilakukan atas nama vendor."))]
    return []
