"""Rows 3 and 7: a round that may start, by a vendor or by the internal team, and a decision that says why."""

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
    """Rows 3 and 7 -> 4: a window in the period, a contract active throughout it, a person who can sign in."""
    reasons = _window_is_open(cycle)
    contract: Contract | None = cycle.move_input("contract")
    if cycle.move_request is None:
        return reasons + _some_contract_fits(cycle)
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
    """Rows 3 and 7 -> 5: a window in the period, and a team that is named."""
    reasons = _window_is_open(cycle)
    if cycle.move_request is not None and not str(cycle.move_input("team", "")).strip():
        reasons.append(Reason("team", _("Sebutkan tim internal yang mengerjakan putaran ini.")))
    return reasons


def decision_has_reason(cycle: Cycle) -> list[Reason]:
    """Rows 3 and 7 are decisions, recorded with their reason."""
    if cycle.move_request is not None and not cycle.move_reason:
        return [Reason("reason", _("Tulis alasan keputusan ini; alasan itu dicatat di jurnal."))]
    return []


def _window_is_open(cycle: Cycle) -> list[Reason]:
    """The period is not over, and the window (given or the plan's next) lies in it, after the round before."""
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
    return reasons or _work_is_due(cycle, starts_on, ends_on)


def _work_is_due(cycle: Cycle, starts_on: date, ends_on: date) -> list[Reason]:
    """A round without a work order would pass row 4 or 5 with nothing done."""
    follows_completion = cycle.plan.works.filter(basis=RecurrenceBasis.AFTER_COMPLETION).exists()
    if follows_completion or count_work_orders_due(cycle.plan, starts_on, ends_on):
        return []
    text = _("Tidak ada pekerjaan terencana yang jatuh tempo antara %(start)s dan %(end)s.")
    url = reverse("plans:preview", args=[cycle.plan_id])
    return [
        Reason("window_empty", text % {"start": format_date(starts_on), "end": format_date(ends_on)}, url)
    ]


def _some_contract_fits(cycle: Cycle) -> list[Reason]:
    """Without a choice made yet: is there any contract at all that could carry the next round?"""
    window = cycle.next_window()
    day = max(window[0], timezone.localdate()) if window else timezone.localdate()
    if Contract.objects.active_on(day):
        return []
    text = _("Tidak ada kontrak yang aktif pada %(date)s.")
    return [Reason("contract", text % {"date": format_date(day)}, reverse_lazy("vendors:contracts"))]
