"""A vendor, and who may act for it in the portal."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Role, User


class VendorQuerySet(models.QuerySet["Vendor"]):
    def visible_to(self, user: User) -> VendorQuerySet:
        if user.is_staff_side:
            return self
        return self.filter(memberships__user=user, memberships__is_active=True)


class Vendor(models.Model):
    """A third party that maintains infrastructure under a contract (SOP chapter IV)."""

    name = models.CharField(
        _("nama"),
        max_length=160,
        unique=True,
        error_messages={"unique": _("Vendor dengan nama ini sudah tercatat.")},
    )
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

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("vendors:detail", args=[self.pk])

    def has_person_who_can_sign_in(self) -> bool:
        return self.memberships.filter(is_active=True, user__is_active=True).exists()

    @transaction.atomic
    def admit(self, *, email: str, full_name: str, position: str = "") -> Membership:
        """A new person who acts for this vendor; cannot sign in before choosing a password by invitation."""
        user = User.objects.create_user(email, None, full_name=full_name, position=position, role=Role.VENDOR)
        return self.memberships.create(user=user)


class Membership(models.Model):
    """A person acts for a vendor. Ended memberships stay, because history names them."""

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="memberships", verbose_name=_("vendor"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("orang")
    )
    is_active = models.BooleanField(_("aktif"), default=True)
    since = models.DateField(_("sejak"), auto_now_add=True)

    class Meta:
        verbose_name = _("keanggotaan vendor")
        verbose_name_plural = _("keanggotaan vendor")
        ordering = ["vendor", "user"]
        constraints = [models.UniqueConstraint(fields=["vendor", "user"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.vendor}"

    def end(self) -> None:
        """The person acts for the vendor no longer; what was done stays under the name."""
        self.is_active = False
        self.save(update_fields=["is_active"])

    def resume(self) -> None:
        self.is_active = True
        self.save(update_fields=["is_active"])
