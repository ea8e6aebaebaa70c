"""Permission to document and to review the work of a round. Services enforce it; pages use it to show actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from maintenance.reasons import Reason

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models import Round


def reasons_against_documenting(round_: Round, user: User, *, is_reached: bool = False) -> list[Reason]:
    """Permit Seksi Operasional, and in a vendor's round the users of that vendor. Return the reasons against others.

    `is_reached` means that the round was fetched with `visible_to(user)`, so this check is skipped.
    """
    if user.is_active and user.is_operational:
        return []
    if user.is_active and user.role == Role.VENDOR and (is_reached or round_.is_worked_by(user)):
        return []
    text = _("Pekerjaan %(executor)s hanya didokumentasikan oleh pelaksananya atau oleh Seksi Operasional.")
    return [Reason("executor", text % {"executor": round_.executor_name})]


def reasons_against_reviewing(user: User) -> list[Reason]:
    """Permit Seksi Operasional to accept, return and close. Return the reasons against others."""
    if user.is_active and user.is_operational:
        return []
    return [Reason("role", _("Pemeriksaan pekerjaan hanya dilakukan oleh Seksi Operasional atau kepalanya."))]
