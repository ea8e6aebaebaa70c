"""Who documents and who reviews the work of a round: asked by the verbs, and by the pages for what they offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from maintenance.reasons import Reason

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models import Round


def refuse_documenting(round_: Round, user: User, *, is_reached: bool = False) -> list[Reason]:
    """Seksi Operasional, also on a vendor's behalf; in a vendor's round the people of that vendor.

    `is_reached`: the round was fetched through `user`, so whether it is theirs need not be asked again.
    """
    if user.is_active and user.is_operational:
        return []
    if user.is_active and user.role == Role.VENDOR and (is_reached or round_.is_worked_by(user)):
        return []
    text = _("Pekerjaan %(executor)s hanya didokumentasikan oleh pelaksananya atau oleh Seksi Operasional.")
    return [Reason("executor", text % {"executor": round_.executor_name})]


def refuse_reviewing(user: User) -> list[Reason]:
    """Accepting, returning and closing is Seksi Operasional's, in rounds of either kind."""
    if user.is_active and user.is_operational:
        return []
    return [Reason("role", _("Pemeriksaan pekerjaan hanya dilakukan oleh Seksi Operasional atau kepalanya."))]
