"""Access checks of the vendor portal: decorator for vendor users, and the rounds that a vendor user may see."""

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
    """Return the rounds that the user may see, with cycle, plan, contract, vendor and evaluation in one query."""
    return Round.objects.visible_to(user).select_related("cycle__plan", "contract__vendor", "evaluation")


def access_has_ended(user: User) -> Any:
    """Return a lazy boolean: true if the user has no access to any vendor today.

    Only pages without content evaluate the boolean, so other pages save the query.
    """
    return SimpleLazyObject(lambda: not vendors_of(user, timezone.localdate()).exists())


def round_of(user: User, pk: int) -> Round:
    """Return the round with the primary key `pk` if the user may see the round; otherwise raise Http404."""
    return get_object_or_404(rounds_of(user), pk=pk)
