"""Who comes in by this door: persons of a vendor, and what they may see of rounds and contracts."""

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
    """The rounds of the vendors for which the person acts, with the names that their pages say."""
    return Round.objects.visible_to(user).select_related("cycle__plan", "contract__vendor")


def access_is_over(user: User) -> Any:
    """Whether the person acts for no vendor any more; asked only by a page that has nothing to show."""
    return SimpleLazyObject(lambda: not vendors_of(user, timezone.localdate()).exists())


def round_of(user: User, pk: int) -> Round:
    """The round, reached through the person; a stranger gets 404."""
    return get_object_or_404(rounds_of(user), pk=pk)
