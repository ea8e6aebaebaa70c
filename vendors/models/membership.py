"""Who acts for a vendor, and until when: access ends by itself with the vendor's last contract."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import invitations
from accounts.models import User
from core import mail as outbox
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
    def standing(self) -> MembershipQuerySet:
        """Not ended, of persons who are not deactivated; whether a contract holds is another question."""
        return self.filter(is_active=True, user__is_active=True)

    def in_force(self, day: date) -> MembershipQuerySet:
        """Standing, and the vendor has a contract that has not ended on `day`."""
        return self.standing().filter(vendor__in=Contract.objects.not_ended_on(day).values("vendor"))


class Membership(models.Model):
    """A person acts for a vendor. Ended memberships stay, because history names them."""

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
        """The one that the person has not answered yet; reads what `user__invitations` was fetched with."""
        return next((each for each in self.user.invitations.all() if each.is_open), None)

    @property
    def state(self) -> MembershipState:
        if not (self.is_active and self.user.is_active):
            return MembershipState.ENDED
        if self.user.has_usable_password():
            return MembershipState.ACTIVE
        open_one = self.invitation
        return MembershipState.INVITED if open_one and not open_one.is_expired else MembershipState.EXPIRED

    @property
    def has_expired_invitation(self) -> bool:
        return self.state == MembershipState.EXPIRED

    @property
    def is_invited(self) -> bool:
        """Never came in yet, in time or not."""
        return self.state in (MembershipState.INVITED, MembershipState.EXPIRED)

    def send_invitation(self) -> None:
        """Tells the person by mail: with an invitation, or in a word to somebody who signs in already."""
        if not self.user.has_usable_password():
            invitations.invite(self.user, on_behalf_of=self.vendor.name)
        else:
            # Each time anew, for a person may come back; who calls this has seen to it that it is news.
            about = f"{self.pk} {timezone.now().isoformat()}"
            outbox.enqueue(WelcomeEmail(path="/", vendor=self.vendor.name), to=[self.user], about=about)

    @transaction.atomic
    def end(self) -> None:
        """The person acts for the vendor no longer, and an unanswered invitation lets nobody in."""
        self.is_active = False
        self.save(update_fields=["is_active"])
        if not Membership.objects.filter(user=self.user, is_active=True).exists():
            invitations.withdraw(self.user)

    @transaction.atomic
    def resume(self) -> None:
        """As before, and the person is told as on the first day; nothing happens to who acts for the vendor already."""
        came_back = Membership.objects.filter(pk=self.pk, is_active=False).update(is_active=True)
        self.is_active = True
        if came_back:
            self.send_invitation()


def persons_of(vendor: Vendor) -> models.QuerySet[User]:
    """Those who act for the vendor: whom mail about its work goes to."""
    return User.objects.filter(pk__in=Membership.objects.standing().filter(vendor=vendor).values("user"))


def vendors_of(user: User, day: date) -> models.QuerySet[Vendor]:
    """The vendors for which `user` acts on `day`: the one answer to what a vendor's person may see."""
    return Vendor.objects.filter(pk__in=Membership.objects.in_force(day).filter(user=user).values("vendor"))
