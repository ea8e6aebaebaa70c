"""The private address under which a calendar program fetches a person's dates; whoever holds it reads them."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User

SECRET_BYTES: Final = 32


class CalendarAddressManager(models.Manager["CalendarAddress"]):
    def renew(self, user: User) -> str:
        """Makes the secret of a new address, which is told this once; an earlier one stops working."""
        token = secrets.token_urlsafe(SECRET_BYTES)
        fresh = {"token_hash": _hashed(token), "made_at": timezone.now()}
        self.update_or_create(user=user, defaults=fresh)
        return token

    def revoke(self, user: User) -> None:
        self.filter(user=user).delete()

    def owner(self, token: str) -> User | None:
        """The person behind the secret; nobody once the person may not sign in any more."""
        return User.objects.filter(calendar_address__token_hash=_hashed(token), is_active=True).first()


def _hashed(token: str) -> str:
    # The secret is random and long, so a plain hash of it tells nothing; the database never holds the secret.
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarAddress(models.Model):
    """At most one for each person; who renews or revokes it cuts off every program that used it."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="calendar_address", verbose_name=_("orang")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("dibuat"))

    objects = CalendarAddressManager()

    class Meta:
        verbose_name = _("alamat kalender")
        verbose_name_plural = _("alamat kalender")

    def __str__(self) -> str:
        return f"{self.user}"
