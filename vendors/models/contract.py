"""Contracts and their amendments (adendum): one definition of when a contract is active."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar, cast

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.formats import tanggal
from vendors.models.vendor import Vendor

if TYPE_CHECKING:
    from accounts.models import User

Term = TypeVar("Term", date, Decimal)


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, user: User) -> ContractQuerySet:
        if user.is_staff_side:
            return self
        return self.filter(vendor__memberships__user=user, vendor__memberships__is_active=True)

    def active_on(self, day: date) -> list[Contract]:
        """The contracts for which `is_active_on(day)` holds; there are hundreds at most, so each is asked."""
        started = self.filter(starts_on__lte=day).select_related("vendor").prefetch_related("amendments")
        return [contract for contract in started if contract.is_active_on(day)]


class Contract(models.Model):
    """An agreement with a vendor. `ends_on` and `value` are as first signed; amendments change them from a date on."""

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="contracts", verbose_name=_("vendor"))
    number = models.CharField(_("nomor kontrak"), max_length=80, unique=True)
    title = models.CharField(_("judul"), max_length=200)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir"))
    value = models.DecimalField(_("nilai (Rp)"), max_digits=17, decimal_places=2)
    scope = models.TextField(_("ruang lingkup"), blank=True)
    service_levels = models.TextField(_("tingkat layanan"), blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("kontrak")
        verbose_name_plural = _("kontrak")
        ordering = ["-starts_on", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contract_dates_in_order"),
            models.CheckConstraint(condition=Q(value__gte=0), name="contract_value_not_negative"),
        ]
        indexes = [models.Index(fields=["vendor", "starts_on"], name="contract_by_vendor")]

    def __str__(self) -> str:
        return f"{self.number} – {self.vendor.name}"

    def get_absolute_url(self) -> str:
        return reverse("vendors:contract_detail", args=[self.pk])

    def end_on(self, day: date) -> date:
        """The last day of the contract, by the amendments in effect on `day`."""
        return self._amended("new_end", self.ends_on, day)

    def value_on(self, day: date) -> Decimal:
        """The value in rupiah, by the amendments in effect on `day`."""
        return self._amended("new_value", self.value, day)

    def is_active_on(self, day: date) -> bool:
        """The one definition of "active": begun, and not past the end that holds on that day."""
        return self.starts_on <= day <= self.end_on(day)

    def why_not_active_on(self, day: date) -> str:
        """A sentence for whoever is refused; empty when the contract is active on `day`."""
        if day < self.starts_on:
            return gettext("Kontrak %(number)s baru mulai %(date)s.") % {
                "number": self.number,
                "date": tanggal(self.starts_on),
            }
        if day > (end := self.end_on(day)):
            return gettext("Kontrak %(number)s telah berakhir %(date)s.") % {
                "number": self.number,
                "date": tanggal(end),
            }
        return ""

    @property
    def days_left(self) -> int:
        """Days until the end that holds today; 0 on the last day, negative afterwards."""
        today = timezone.localdate()
        return (self.end_on(today) - today).days

    def _amended(self, field: str, original: Term, day: date) -> Term:
        in_effect = [
            a for a in self.amendments.all() if a.effective_on <= day and getattr(a, field) is not None
        ]
        latest = max(in_effect, key=lambda a: (a.effective_on, a.pk), default=None)
        return original if latest is None else cast(Term, getattr(latest, field))


class Amendment(models.Model):
    """An *adendum*: from `effective_on` on, the contract has a new end, a new value, or both."""

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="amendments", verbose_name=_("kontrak")
    )
    number = models.CharField(_("nomor adendum"), max_length=80)
    effective_on = models.DateField(_("berlaku mulai"))
    new_end = models.DateField(_("berakhir menjadi"), null=True, blank=True)
    new_value = models.DecimalField(
        _("nilai menjadi (Rp)"), max_digits=17, decimal_places=2, null=True, blank=True
    )
    reason = models.TextField(_("alasan"))

    class Meta:
        verbose_name = _("adendum")
        verbose_name_plural = _("adendum")
        ordering = ["effective_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="amendment_number_once"),
            models.CheckConstraint(
                condition=Q(new_end__isnull=False) | Q(new_value__isnull=False),
                name="amendment_changes_something",
            ),
            models.CheckConstraint(
                condition=Q(new_value__isnull=True) | Q(new_value__gte=0), name="amendment_value_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.number
