"""Invitations: a link with which a user without a password signs in for the first time, once and for some days."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from core.db.constraints import choices_constraint


class InvitationState(models.TextChoices):
    OPEN = "open", _("Menunggu")
    ACCEPTED = "accepted", _("Diterima")
    WITHDRAWN = "withdrawn", _("Ditarik")
    REPLACED = "replaced", _("Diganti undangan baru")


class Invitation(models.Model):
    """An invitation of one user. `on_behalf_of` names the vendor in words. No secret is stored: the link is signed."""

    user = models.ForeignKey(User, models.PROTECT, related_name="invitations", verbose_name=_("orang"))
    on_behalf_of = models.CharField(_("atas nama"), max_length=200)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=InvitationState.choices, default=InvitationState.OPEN
    )
    sent_at = models.DateTimeField(_("dikirim"), default=timezone.now)
    expires_at = models.DateTimeField(_("berlaku sampai"))
    closed_at = models.DateTimeField(_("selesai"), null=True)

    class Meta:
        verbose_name = _("undangan")
        verbose_name_plural = _("undangan")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            choices_constraint("state", InvitationState, "invitation_state_valid"),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("sent_at")), name="invitation_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(state=InvitationState.OPEN, closed_at__isnull=True)
                | (~Q(state=InvitationState.OPEN) & Q(closed_at__isnull=False)),
                name="invitation_closed_or_open",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state=InvitationState.OPEN),
                name="invitation_one_open_per_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.on_behalf_of}"

    @property
    def is_open(self) -> bool:
        return self.state == InvitationState.OPEN

    @property
    def is_expired(self) -> bool:
        """Return whether the invitation was not answered in time."""
        return self.is_open and timezone.now() >= self.expires_at

    def close(self, state: InvitationState) -> None:
        self.state, self.closed_at = state, timezone.now()
        self.save(update_fields=["state", "closed_at"])
