"""Rules for who may document and who may review the work of a round.

Services enforce these rules. Pages use the same rules to decide which actions to show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from maintenance.reasons import Reason

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models import Round


def reasons_against_documenting(round_: Round, user: User, *, is_reached: bool = False) -> list[Reason]:
    """Return the reasons why the user may not document work of the round, or [] if the user may.

    Seksi Operasional may document all rounds. Users of a vendor may document the rounds of that vendor.
    `is_reached` means that the round was read with `visible_to(user)`; the check of the vendor is then skipped.
    """
    if user.is_active and user.is_operational:
        return []
    if user.is_active and user.role == Role.VENDOR and (is_reached or round_.is_worked_by(user)):
        return []
    text = _("Pekerjaan %(executor)s hanya didokumentasikan oleh pelaksananya atau oleh Seksi Operasional.")
    return [Reason("executor", text % {"executor": round_.executor_name})]


def reasons_against_reviewing(user: User) -> list[Reason]:
    """Return the reasons why the user may not accept, send back or close work, or [] if the user may.

    Only Seksi Operasional may.
    """
    if user.is_active and user.is_operational:
        return []
    return [Reason("role", _("Pemeriksaan pekerjaan hanya dilakukan oleh Seksi Operasional atau kepalanya."))]
