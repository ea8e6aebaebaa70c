"""Access to the vendor portal: vendor users only, with the rounds that they may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.access import roles
from accounts.models import Role
from maintenance.models import Round
from vendors.models import vendors_of

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models.round import RoundQuerySet

vendor_only = roles(Role.VENDOR)


def rounds_of(user: User) -> RoundQuerySet:
    """Return the rounds of the vendors for which the user acts, with cycle, plan, contract and vendor."""
    return Round.objects.visible_to(user).select_related("cycle__plan", "contract__vendor", "evaluation")


def access_has_ended(user: User) -> Any:
    """Return lazily whether the user acts for no vendor any more; only pages without content read it."""
    return SimpleLazyObject(lambda: not vendors_of(user, timezone.localdate()).exists())


def round_of(user: User, pk: int) -> Round:
    """Return the round if the user may see it, else raise 404."""
    return get_object_or_404(rounds_of(user), pk=pk)
