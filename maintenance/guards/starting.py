"""Guards of SOP rows 3 and 7: a vendor round or an internal round can start, and the user gives a reason."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import format_date
from maintenance.reasons import Reason
from plans.recurrence.due_dates import RecurrenceBasis
from plans.schedule import count_work_orders_due
from vendors.models import Contract

if TYPE_CHECKING:
    from maintenance.models.cycle import Cycle


def vendor_round_can_start(cycle: Cycle) -> list[Reason]:
    """Rows 3 and 7 -> 4: requires valid dates, an active contract, and a vendor user who can sign in.

    The contract must be active on the first and on the last day of the round.
    """
    reasons = _window_reasons(cycle)
    contract: Contract | None = cycle.move_input("contract")
    if cycle.move_request is None:
        return reasons + _no_contract_reasons(cycle)
    if contract is None:
        return [*reasons, Reason("contract", _("Pilih kontrak yang menjadi dasar pekerjaan vendor."))]
    starts_on, ends_on = cycle.move_input("starts_on"), cycle.move_input("ends_on")
    url = contract.get_absolute_url()
    for day in (starts_on, ends_on):
        if day and (why := contract.why_not_active_on(day)):
            text = _("Pada %(date)s kontrak tidak aktif. %(why)s")
            reasons.append(Reason("contract_active", text % {"date": format_date(day), "why": why}, url))
            break
    if why := contract.vendor.why_nobody_can_sign_in():
        reasons.append(Reason("vendor_person", why, contract.vendor.get_absolute_url()))
    return reasons


def internal_round_can_start(cycle: Cycle) -> list[Reason]:
    """Rows 3 and 7 -> 5: requires valid dates and the name of the team."""
    reasons = _window_reasons(cycle)
    if cycle.move_request is not None and not str(cycle.move_input("team", "")).strip():
        reasons.append(Reason("team", _("Sebutkan tim internal yang mengerjakan putaran ini.")))
    return reasons


def decision_has_reason(cycle: Cycle) -> list[Reason]:
    """Rows 3 and 7: requires a reason for the decision. The reason is recorded in the journal."""
    if cycle.move_request is not None and not cycle.move_reason:
        return [Reason("reason", _("Tulis alasan keputusan ini; alasan itu dicatat di jurnal."))]
    return []


def _window_reasons(cycle: Cycle) -> list[Reason]:
    """Return the reasons why the round cannot have the submitted dates.

    The period of the cycle must not be over. The dates must lie in the period and after the previous round. Without
    a move request there are no dates yet; then the plan only needs a remaining window.
    """
    if cycle.is_over:
        text = _("Periode siklus telah berakhir %(date)s; putaran baru tidak dapat dimulai.")
        return [Reason("over", text % {"date": format_date(cycle.period_end)})]
    starts_on: date | None = cycle.move_input("starts_on")
    ends_on: date | None = cycle.move_input("ends_on")
    if cycle.move_request is None:
        if cycle.next_window() is None:
            return [Reason("window", _("Rencana tidak menyisakan jendela waktu untuk putaran berikutnya."))]
        return []
    if starts_on is None or ends_on is None or starts_on > ends_on:
        return [
            Reason("window_dates", _("Isi tanggal mulai dan berakhir putaran, dengan urutan yang benar."))
        ]
    reasons = []
    last = max(cycle.period_end, cycle.plan.ends_on)
    if starts_on < cycle.plan.starts_on or ends_on > last:
        text = _("Putaran harus berada di dalam periode rencana, %(start)s sampai %(end)s.")
        reasons.append(
            Reason(
                "window_period", text % {"start": format_date(cycle.plan.starts_on), "end": format_date(last)}
            )
        )
    previous = cycle.rounds.order_by("-number").first()
    if previous is not None and starts_on <= previous.ends_on:
        text = _("Putaran ini harus mulai sesudah putaran %(number)s berakhir, %(date)s.")
        reasons.append(
            Reason(
                "window_overlap", text % {"number": previous.number, "date": format_date(previous.ends_on)}
            )
        )
    return reasons or _no_work_due_reasons(cycle, starts_on, ends_on)


def _no_work_due_reasons(cycle: Cycle, starts_on: date, ends_on: date) -> list[Reason]:
    """Return a reason if no work is due between the dates, otherwise [].

    A round without due work would pass row 4 or 5 although nothing was done.
    """
    follows_completion = cycle.plan.works.filter(basis=RecurrenceBasis.AFTER_COMPLETION).exists()
    if follows_completion or count_work_orders_due(cycle.plan, starts_on, ends_on):
        return []
    text = _("Tidak ada pekerjaan terencana yang jatuh tempo antara %(start)s dan %(end)s.")
    url = reverse("plans:preview", args=[cycle.plan_id])
    return [
        Reason("window_empty", text % {"start": format_date(starts_on), "end": format_date(ends_on)}, url)
    ]


def _no_contract_reasons(cycle: Cycle) -> list[Reason]:
    """Return a reason if no contract is active on the first day of the next window, otherwise [].

    This check is used before the user has chosen a contract.
    """
    window = cycle.next_window()
    day = max(window[0], timezone.localdate()) if window else timezone.localdate()
    if Contract.objects.active_on(day):
        return []
    text = _("Tidak ada kontrak yang aktif pada %(date)s.")
    return [Reason("contract", text % {"date": format_date(day)}, reverse_lazy("vendors:contracts"))]
