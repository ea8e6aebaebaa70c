"""An invitation: the link by which a person without a password comes in, once and for some days."""

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
    """`on_behalf_of` is for whom the person will act, in words. The link is signed, so nothing secret is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="invitations", verbose_name=_("orang"))
    on_behalf_of = models.CharField(_("atas nama"), max_length=200)
    state = models.CharField(
        _("keadaan"), max_length=10, choices=InvitationState.choices, default=InvitationState.OPEN
    )
    sent_at = models.DateTimeField(_("dikirim"), default=timezone.now)
    expires_at = models.DateTimeField(_("berlaku sampai"))
    settled_at = models.DateTimeField(_("selesai"), null=True)

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
                condition=Q(state=InvitationState.OPEN, settled_at__isnull=True)
                | (~Q(state=InvitationState.OPEN) & Q(settled_at__isnull=False)),
                name="invitation_settled_or_open",
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
    def is_over(self) -> bool:
        """Not answered in time."""
        return self.is_open and timezone.now() >= self.expires_at

    def settle(self, state: InvitationState) -> None:
        self.state, self.settled_at = state, timezone.now()
        self.save(update_fields=["state", "settled_at"])
