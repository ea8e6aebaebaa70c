"""Vendor model: company data, signatory and members."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User
from core.db.constraints import CaseInsensitiveUnique

if TYPE_CHECKING:
    from vendors.models.membership import Membership


class VendorQuerySet(models.QuerySet["Vendor"]):
    def visible_to(self, user: User) -> VendorQuerySet:
        if user.is_staff_side:
            return self
        return self.filter(pk__in=user.memberships.with_access_on(timezone.localdate()).values("vendor"))


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
        return reverse("vendors:detail", args=[self.pk])

    def why_nobody_can_sign_in(self) -> str:
        """Return a sentence that explains why nobody can sign in for this vendor, or an empty string if somebody can.

        Somebody can sign in with a password or with a valid invitation.
        """
        members = self.memberships.active().select_related("user").prefetch_related("user__invitations")
        expired = [each.user for each in members if each.has_expired_invitation]
        if len(members) > len(expired):
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
    def add_person(self, *, email: str, full_name: str, position: str = "") -> Membership:
        """Create or reactivate the membership of a person and notify the person by e-mail; return the membership.

        An existing vendor user with this e-mail address keeps the stored name and password. Otherwise a user is
        created and invited.
        """
        user = User.objects.filter(email=email.lower(), role=Role.VENDOR).first()
        if user is None:
            user = User.objects.create_user(
                email, None, full_name=full_name, position=position, role=Role.VENDOR
            )
        membership, is_new = self.memberships.get_or_create(user=user)
        if is_new:
            membership.send_invitation()
        else:
            membership.resume()
        return membership
