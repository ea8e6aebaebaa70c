"""Memberships of users in vendors; access to the portal ends with the last contract of the vendor."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import invitations
from accounts.models import User
from core.mail import enqueue
from vendors.emails import WelcomeEmail
from vendors.models.contract import Contract
from vendors.models.vendor import Vendor

if TYPE_CHECKING:
    from accounts.models import Invitation


class MembershipState(models.TextChoices):
    INVITED = "invited", _("Diundang")
    EXPIRED = "expired", _("Undangan kedaluwarsa")
    ACTIVE = "active", _("Aktif")
    ENDED = "ended", _("Berakhir")


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> MembershipQuerySet:
        """Return memberships that have not ended and whose user account is active; contracts are not considered."""
        return self.filter(is_active=True, user__is_active=True)

    def with_access_on(self, day: date) -> MembershipQuerySet:
        """Return active memberships of vendors that have a contract that is active on `day` or starts later."""
        return self.active().filter(vendor__in=Contract.objects.not_ended_on(day).values("vendor"))


class Membership(models.Model):
    """Membership of a user in a vendor: the user acts for the vendor in the portal.

    Ended memberships are not deleted, because the history refers to them.
    """

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="memberships", verbose_name=_("vendor"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("orang")
    )
    is_active = models.BooleanField(_("aktif"), default=True)
    since = models.DateField(_("sejak"), auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("keanggotaan vendor")
        verbose_name_plural = _("keanggotaan vendor")
        ordering = ["vendor", "user"]
        constraints = [models.UniqueConstraint(fields=["vendor", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.vendor}"

    @property
    def invitation(self) -> Invitation | None:
        """Open invitation of the user, or None; taken from the prefetched `user__invitations`."""
        return next((each for each in self.user.invitations.all() if each.is_open), None)

    @property
    def state(self) -> MembershipState:
        if not (self.is_active and self.user.is_active):
            return MembershipState.ENDED
        if self.user.has_usable_password():
            return MembershipState.ACTIVE
        invitation = self.invitation
        return (
            MembershipState.INVITED if invitation and not invitation.is_expired else MembershipState.EXPIRED
        )

    @property
    def has_expired_invitation(self) -> bool:
        return self.state == MembershipState.EXPIRED

    @property
    def is_invited(self) -> bool:
        """Whether the membership is active and the user has never signed in; the invitation may have expired."""
        return self.state in (MembershipState.INVITED, MembershipState.EXPIRED)

    def send_invitation(self) -> None:
        """Send an invitation to a user without a password, or a welcome e-mail to a user who can already sign in."""
        if not self.user.has_usable_password():
            invitations.invite(self.user, on_behalf_of=self.vendor.name)
        else:
            # The time makes the mail unique, because a user may return to a vendor several times.
            event_key = f"{self.pk} {timezone.now().isoformat()}"
            enqueue(WelcomeEmail(path="/", vendor=self.vendor.name), to=[self.user], event_key=event_key)

    @transaction.atomic
    def end(self) -> None:
        """End the membership; if the user has no other active membership, also withdraw the open invitation."""
        self.is_active = False
        self.save(update_fields=["is_active"])
        if not Membership.objects.filter(user=self.user, is_active=True).exists():
            invitations.withdraw(self.user)

    @transaction.atomic
    def resume(self) -> None:
        """Reactivate an ended membership and send the user an e-mail; an active membership stays unchanged."""
        reactivated = Membership.objects.filter(pk=self.pk, is_active=False).update(is_active=True)
        self.is_active = True
        if reactivated:
            self.send_invitation()


def users_of(vendor: Vendor) -> models.QuerySet[User]:
    """Return the users with an active membership in the vendor, who receive the e-mails to the vendor."""
    return User.objects.filter(pk__in=Membership.objects.active().filter(vendor=vendor).values("user"))


def vendors_of(user: User, day: date) -> models.QuerySet[Vendor]:
    """Return the vendors to which `user` has access on `day`.

    All visibility rules of the portal are based on this rule.
    """
    return Vendor.objects.filter(
        pk__in=Membership.objects.with_access_on(day).filter(user=user).values("vendor")
    )
