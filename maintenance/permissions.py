"""Who may make a move: each rule answers with the reasons against it, and django-fsm asks the same rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from core.i18n.formats import format_date
from maintenance.reasons import Reason

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models.cycle import Cycle

Rule = Callable[["Cycle", "User"], list[Reason]]


def operational_staff(cycle: Cycle, user: User) -> list[Reason]:
    """Seksi Operasional or its head."""
    if user.is_active and user.is_operational:
        return []
    return [Reason("role", _("Langkah ini hanya dapat dilakukan oleh Seksi Operasional atau kepalanya."))]


def may_hand_over(cycle: Cycle, user: User) -> list[Reason]:
    """Row 4: a person of the round's vendor; Seksi Operasional on the vendor's behalf."""
    if not operational_staff(cycle, user):
        return []
    round_ = cycle.current_round
    if user.is_active and user.role == Role.VENDOR and round_ is not None and round_.is_worked_by(user):
        return []
    return [
        Reason(
            "vendor",
            _(
                "Serah terima dilakukan oleh orang dari vendor yang mengerjakan putaran ini, atau Seksi Operasional."
            ),
        )
    ]


def may_conclude_evaluation(cycle: Cycle, user: User) -> list[Reason]:
    """Row 6: nobody judges the own work, unless the installation is a section of one."""
    reasons = operational_staff(cycle, user)
    round_ = cycle.current_round
    if reasons or settings.EVALUATOR_MAY_BE_WORKER or round_ is None or not round_.was_documented_by(user):
        return reasons
    return [
        Reason(
            "own_work",
            _(
                "Anda ikut mengerjakan putaran ini; evaluasi disimpulkan oleh anggota Seksi Operasional yang lain."
            ),
        )
    ]


def may_end_cycle(cycle: Cycle, user: User) -> list[Reason]:
    """Row 7: Seksi Operasional once the period is over; before that the head only."""
    reasons = operational_staff(cycle, user)
    if reasons or cycle.is_over or user.role == Role.HEAD:
        return reasons
    text = _(
        "Periode baru berakhir %(date)s; sebelum itu hanya Kepala Seksi Operasional yang dapat mengakhiri siklus."
    )
    return [Reason("before_end", text % {"date": format_date(cycle.period_end)})]
