"""Permission rules of moves. A rule returns the reasons against the user, or [] if the move is permitted.

They cover moves only; what a user may see is defined by the `visible_to` querysets.
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
    """Permit members of Seksi Operasional and its head."""
    if user.is_active and user.is_operational:
        return []
    return [Reason("role", _("Langkah ini hanya dapat dilakukan oleh Seksi Operasional atau kepalanya."))]


def require_round_executor(cycle: Cycle, user: User) -> list[Reason]:
    """Row 4: permit users of the round's vendor, and Seksi Operasional on behalf of the vendor."""
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
    """Row 6: refuse users who documented work of the round, unless `EVALUATOR_MAY_BE_WORKER` is set."""
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
    """Row 7: permit Seksi Operasional after the period is over; before that only its head."""
    reasons = require_operational_staff(cycle, user)
    if reasons or cycle.is_over or user.role == Role.HEAD:
        return reasons
    text = _(
        "Periode baru berakhir %(date)s; sebelum itu hanya Kepala Seksi Operasional yang dapat mengakhiri siklus."
    )
    return [Reason("before_end", text % {"date": format_date(cycle.period_end)})]
