"""Private calendar addresses: anybody who knows the address can read the user's dates."""

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
        """Create a new secret and return it; it cannot be read again, and the earlier address stops working."""
        token = secrets.token_urlsafe(SECRET_BYTES)
        values = {"token_hash": _hash(token), "created_at": timezone.now()}
        self.update_or_create(user=user, defaults=values)
        return token

    def revoke(self, user: User) -> None:
        self.filter(user=user).delete()

    def owner(self, token: str) -> User | None:
        """Return the active user of the secret, or None."""
        return User.objects.filter(calendar_address__token_hash=_hash(token), is_active=True).first()


def _hash(token: str) -> str:
    # The secret is long and random, so an unsalted hash is safe. The database does not contain the secret.
    return hashlib.sha256(token.encode()).hexdigest()


class CalendarAddress(models.Model):
    """At most one address per user; renewing or revoking it disconnects every calendar program that uses it."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="calendar_address", verbose_name=_("orang")
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("dibuat"))

    objects = CalendarAddressManager()

    class Meta:
        verbose_name = _("alamat kalender")
        verbose_name_plural = _("alamat kalender")

    def __str__(self) -> str:
        return f"{self.user}"
