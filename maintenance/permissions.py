"""Permission rules of moves (state transitions of a cycle).

A rule returns the reasons why the user may not make the move, or []. The `visible_to` querysets define which
records a user may see.
"""

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


def require_operational_staff(cycle: Cycle, user: User) -> list[Reason]:
    """Permit members and the head of Seksi Operasional."""
    if user.is_active and user.is_operational:
        return []
    return [Reason("role", _("Langkah ini hanya dapat dilakukan oleh Seksi Operasional atau kepalanya."))]


def require_round_executor(cycle: Cycle, user: User) -> list[Reason]:
    """Row 4: permit users of the vendor of the round. Seksi Operasional is permitted on behalf of the vendor."""
    if not require_operational_staff(cycle, user):
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


def require_independent_evaluator(cycle: Cycle, user: User) -> list[Reason]:
    """Row 6: permit Seksi Operasional, except users who documented work of the round.

    If the setting `EVALUATOR_MAY_BE_WORKER` is true, these users are permitted, too.
    """
    reasons = require_operational_staff(cycle, user)
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


def require_head_before_period_end(cycle: Cycle, user: User) -> list[Reason]:
    """Row 7: permit Seksi Operasional when the period is over. Before, permit only the head of Seksi Operasional."""
    reasons = require_operational_staff(cycle, user)
    if reasons or cycle.is_over or user.role == Role.HEAD:
        return reasons
    text = _(
        "Periode baru berakhir %(date)s; sebelum itu hanya Kepala Seksi Operasional yang dapat mengakhiri siklus."
    )
    return [Reason("before_end", text % {"date": format_date(cycle.period_end)})]
