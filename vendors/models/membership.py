"""Memberships: which users act for a vendor. Access ends with the last contract of the vendor."""

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
        """Return memberships that have not ended, of active users; contracts are not considered."""
        return self.filter(is_active=True, user__is_active=True)

    def with_access_on(self, day: date) -> MembershipQuerySet:
        """Return active memberships whose vendor has a contract that has not ended on `day`."""
        return self.active().filter(vendor__in=Contract.objects.not_ended_on(day).values("vendor"))


class Membership(models.Model):
    """A user acts for a vendor. Ended memberships are kept, because the history names them."""

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
        """Return the open invitation of the user, from the prefetched `user__invitations`."""
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
        """Return whether the user has never signed in, whether or not the invitation has expired."""
        return self.state in (MembershipState.INVITED, MembershipState.EXPIRED)

    def send_invitation(self) -> None:
        """Send an invitation, or a short welcome mail to a user who can sign in already."""
        if not self.user.has_usable_password():
            invitations.invite(self.user, on_behalf_of=self.vendor.name)
        else:
            # The time makes the mail unique, because a user may return to a vendor several times.
            event_key = f"{self.pk} {timezone.now().isoformat()}"
            enqueue(WelcomeEmail(path="/", vendor=self.vendor.name), to=[self.user], event_key=event_key)

    @transaction.atomic
    def end(self) -> None:
        """End the membership, and withdraw the open invitation of a user without any other vendor."""
        self.is_active = False
        self.save(update_fields=["is_active"])
        if not Membership.objects.filter(user=self.user, is_active=True).exists():
            invitations.withdraw(self.user)

    @transaction.atomic
    def resume(self) -> None:
        """Reactivate an ended membership and mail the user again; do nothing if it is active."""
        reactivated = Membership.objects.filter(pk=self.pk, is_active=False).update(is_active=True)
        self.is_active = True
        if reactivated:
            self.send_invitation()


def users_of(vendor: Vendor) -> models.QuerySet[User]:
    """Return the users who act for the vendor and receive its mail."""
    return User.objects.filter(pk__in=Membership.objects.active().filter(vendor=vendor).values("user"))


def vendors_of(user: User, day: date) -> models.QuerySet[Vendor]:
    """Return the vendors for which `user` acts on `day`; all visibility in the portal is based on it."""
    return Vendor.objects.filter(
        pk__in=Membership.objects.with_access_on(day).filter(user=user).values("vendor")
    )
