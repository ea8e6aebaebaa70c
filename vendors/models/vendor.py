"""A vendor, and who may act for it in the portal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.addresses import record_url
from core.db.constraints import CaseInsensitiveUnique

if TYPE_CHECKING:
    from vendors.models.membership import Membership


class VendorQuerySet(models.QuerySet["Vendor"]):
    def visible_to(self, user: User) -> VendorQuerySet:
        if user.is_staff_side:
            return self
        from vendors.models.membership import vendors_of

        return self.filter(pk__in=vendors_of(user, timezone.localdate()))


class Vendor(models.Model):
    """A third party that maintains infrastructure under a contract (SOP chapter IV)."""

    name = models.CharField(_("nama"), max_length=160)
    tax_number = models.CharField(_("NPWP"), max_length=30, blank=True)
    address = models.TextField(_("alamat"), blank=True)
    phone = models.CharField(_("telepon"), max_length=40, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    signatory_name = models.CharField(_("penandatangan"), max_length=120, blank=True)
    signatory_position = models.CharField(_("jabatan penandatangan"), max_length=120, blank=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Membership", related_name="vendors", verbose_name=_("orang")
    )

    objects = VendorQuerySet.as_manager()

    class Meta:
        verbose_name = _("vendor")
        verbose_name_plural = _("vendor")
        ordering = ["name"]
        constraints = [
            CaseInsensitiveUnique(
                Lower("name"),
                name="vendor_name_once",
                violation_error_message=_("Vendor dengan nama ini sudah tercatat: %(other)s."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return record_url("vendors:detail", self.pk)

    def why_nobody_can_sign_in(self) -> str:
        """A sentence for whoever is refused; empty while somebody can, by a password or an invitation that holds."""
        from vendors.models.membership import MembershipState

        standing = self.memberships.standing().select_related("user").prefetch_related("user__invitations")
        expired = [each.user for each in standing if each.state == MembershipState.EXPIRED]
        if len(standing) > len(expired):
            return ""
        if not expired:
            return gettext("%(vendor)s belum mempunyai orang yang dapat masuk ke portal.") % {
                "vendor": self.name
            }
        text = gettext(
            "Undangan bagi orang %(vendor)s sudah kedaluwarsa: %(people)s. Kirim ulang undangannya dari halaman vendor."
        )
        return text % {"vendor": self.name, "people": ", ".join(map(str, expired))}

    @transaction.atomic
    def admit(self, *, email: str, full_name: str, position: str = "") -> Membership:
        """Somebody acts for this vendor from now on, and is told by mail.

        A person whom another vendor has brought keeps name and password; anybody else is invited.
        """
        user = User.objects.filter(email=email.lower(), role=Role.VENDOR).first()
        if user is None:
            user = User.objects.create_user(
                email, None, full_name=full_name, position=position, role=Role.VENDOR
            )
        membership, is_new = self.memberships.get_or_create(user=user)
        if is_new:
            membership.welcome()
        else:
            membership.resume()
        return membership
