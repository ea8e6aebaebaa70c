"""Contracts; status, end and value on a day follow the amendments (*adendum*) in effect on that day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.db.constraints import CaseInsensitiveUnique
from core.i18n.formats import format_date
from vendors.models.vendor import Vendor

if TYPE_CHECKING:
    from accounts.models import User
    from vendors.models.amendment import Amendment

Term = TypeVar("Term", date, Decimal)

# A contract is shown as ending soon from this many days before its end.
NOTICE_DAYS: Final = 90


class ContractStatus(models.TextChoices):
    """Status of a contract on a given day, computed from the dates of the contract and never stored."""

    UPCOMING = "upcoming", _("Belum mulai")
    ACTIVE = "active", _("Aktif")
    ENDING = "ending", _("Segera berakhir")
    ENDED = "ended", _("Sudah berakhir")


def status_on(day: date, starts_on: date, ends_on: date) -> ContractStatus:
    """Return the status of a contract on `day`; `ends_on` is the end date in effect on `day`."""
    if day < starts_on:
        return ContractStatus.UPCOMING
    if day > ends_on:
        return ContractStatus.ENDED
    return ContractStatus.ENDING if ends_on <= day + timedelta(days=NOTICE_DAYS) else ContractStatus.ACTIVE


class ContractQuerySet(models.QuerySet["Contract"]):
    def visible_to(self, user: User) -> ContractQuerySet:
        if user.is_staff_side:
            return self
        return self.filter(vendor__in=user.memberships.with_access_on(timezone.localdate()).values("vendor"))

    def with_end_on(self, day: date) -> ContractQuerySet:
        """Annotate each contract with `current_end`, the result of `Contract.end_on(day)`."""
        return self.annotate(current_end=_in_effect("new_end", "ends_on", day))

    def with_terms_on(self, day: date) -> ContractQuerySet:
        """Annotate each contract with `current_end` and `current_value`.

        The values equal `Contract.end_on(day)` and `Contract.value_on(day)`.
        """
        return self.with_end_on(day).annotate(current_value=_in_effect("new_value", "value", day))

    def active_on(self, day: date) -> ContractQuerySet:
        """Return the contracts for which `is_active_on(day)` is true."""
        return self.with_end_on(day).filter(Q(current_end__gte=day), starts_on__lte=day)

    def not_ended_on(self, day: date) -> ContractQuerySet:
        """Return the contracts that are active on `day` or start later."""
        return self.with_end_on(day).filter(Q(current_end__gte=day))

    def with_status(self, status: str) -> ContractQuerySet:
        """Return the contracts whose `Contract.status` is `status` today."""
        today = timezone.localdate()
        soon = today + timedelta(days=NOTICE_DAYS)
        conditions = {
            ContractStatus.UPCOMING: Q(starts_on__gt=today),
            ContractStatus.ACTIVE: Q(starts_on__lte=today, current_end__gt=soon),
            ContractStatus.ENDING: Q(starts_on__lte=today, current_end__range=(today, soon)),
            ContractStatus.ENDED: Q(starts_on__lte=today, current_end__lt=today),
        }
        return self.with_end_on(today).filter(conditions[ContractStatus(status)])


def _in_effect(field: str, original: str, day: date) -> Coalesce:
    """Return a database expression for an amended column of a contract on `day`.

    The expression takes `field` from the latest amendment in effect on `day` that sets `field`. Without such an
    amendment it takes the contract column `original`.
    """
    amendments: models.QuerySet[Any] = apps.get_model("vendors", "Amendment")._default_manager.all()
    latest = amendments.filter(
        contract=OuterRef("pk"), effective_on__lte=day, **{f"{field}__isnull": False}
    ).order_by("-effective_on", "-pk")
    return Coalesce(Subquery(latest.values(field)[:1]), F(original))


class Contract(models.Model):
    """Contract with a vendor.

    `ends_on` and `value` are the terms of the original contract; amendments do not update these columns. Use
    `end_on()` and `value_on()` for the terms on a given day.
    """

    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="contracts", verbose_name=_("vendor"))
    number = models.CharField(_("nomor kontrak"), max_length=80)
    title = models.CharField(_("judul"), max_length=200)
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir"))
    value = models.DecimalField(
        _("nilai (Rp)"), max_digits=17, decimal_places=2, validators=[MinValueValidator(0)]
    )
    scope = models.TextField(_("ruang lingkup"), blank=True)
    service_levels = models.TextField(_("tingkat layanan"), blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("kontrak")
        verbose_name_plural = _("kontrak")
        ordering = ["-starts_on", "number"]
        constraints = [
            CaseInsensitiveUnique(
                Lower("number"),
                name="contract_number_once",
                violation_error_message=_("Nomor kontrak ini sudah tercatat: %(other)s."),
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contract_dates_in_order"),
            models.CheckConstraint(condition=Q(value__gte=0), name="contract_value_not_negative"),
        ]
        indexes = [models.Index(fields=["vendor", "starts_on"], name="contract_by_vendor")]

    def __str__(self) -> str:
        return f"{self.number} – {self.vendor.name}"

    def get_absolute_url(self) -> str:
        return reverse("vendors:contract_detail", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("Kontrak tidak dapat berakhir sebelum mulai.")})
        if self.pk and self.starts_on and self.ends_on:
            self._check_amendments(list(self.amendments.order_by("effective_on", "pk")))

    def _check_amendments(self, amendments: list[Amendment]) -> None:
        """Raise `ValidationError` if the period of the contract does not fit the amendments.

        The contract must start on or before the day on which the first amendment takes effect. When an amendment
        takes effect, the contract must have ended no earlier than the day before (`check_gap`).
        """
        if amendments and amendments[0].effective_on < self.starts_on:
            message = _("Adendum %(number)s berlaku mulai %(date)s; kontrak tidak dapat mulai sesudahnya.")
            raise _amendment_error(amendments[0], "starts_on", str(message))
        check_gap("ends_on", self.ends_on, amendments)

    def end_on(self, day: date) -> date:
        """Return the last day of the contract according to the amendments in effect on `day`."""
        return self._amended("new_end", self.ends_on, day)

    def value_on(self, day: date) -> Decimal:
        """Return the value in rupiah according to the amendments in effect on `day`."""
        return self._amended("new_value", self.value, day)

    def is_active_on(self, day: date) -> bool:
        """Return whether `day` lies from the start of the contract to the end in effect on `day` (both inclusive)."""
        return self.starts_on <= day <= self.end_on(day)

    def why_not_active_on(self, day: date) -> str:
        """Return a sentence that tells the user why the contract is not active on `day`.

        Returns an empty string if the contract is active on `day`.
        """
        if day < self.starts_on:
            return gettext("Kontrak %(number)s baru mulai %(date)s.") % {
                "number": self.number,
                "date": format_date(self.starts_on),
            }
        if day > (end := self.end_on(day)):
            return gettext("Kontrak %(number)s berakhir %(date)s.") % {
                "number": self.number,
                "date": format_date(end),
            }
        return ""

    @property
    def end_today(self) -> date:
        return self.end_on(timezone.localdate())

    @property
    def value_today(self) -> Decimal:
        return self.value_on(timezone.localdate())

    @property
    def days_left(self) -> int:
        """Return the number of days from today to the end of the contract; 0 on the last day, negative afterwards."""
        return (self.end_today - timezone.localdate()).days

    @property
    def status(self) -> ContractStatus:
        return status_on(timezone.localdate(), self.starts_on, self.end_today)

    def locked(self) -> Contract:
        """Return the contract from the database with a row lock.

        Until the transaction ends, no other request can change the terms of the contract.
        """
        return Contract.objects.select_for_update().get(pk=self.pk)

    @transaction.atomic
    def amend(self, amendment: Amendment) -> None:
        """Lock the contract, validate the new amendment against the stored terms, and save the amendment."""
        amendment.contract = self.locked()
        amendment.clean()
        amendment.save(force_insert=True)

    def _amended(self, field: str, original: Term, day: date) -> Term:
        amendments: Iterable[Any] = self.amendments.all() if self.pk else ()
        in_effect = [a for a in amendments if a.effective_on <= day and getattr(a, field) is not None]
        latest = max(in_effect, key=lambda a: (a.effective_on, a.pk), default=None)
        return original if latest is None else cast(Term, getattr(latest, field))


def check_gap(field: str, end: date, later: Iterable[Amendment]) -> None:
    """Raise `ValidationError` for `field` if an amendment takes effect more than one day after `end`.

    The contract would not cover the days in between. `later` contains the amendments in the order of `effective_on`.
    The check stops at the first amendment with a new end, because that end replaces `end`.
    """
    for amendment in later:
        if amendment.effective_on > end + timedelta(days=1):
            message = _(
                "Adendum %(number)s berlaku mulai %(date)s; sampai sehari sebelumnya kontrak harus berlaku."
            )
            raise _amendment_error(amendment, field, str(message))
        if amendment.new_end is not None:
            return


def _amendment_error(amendment: Amendment, field: str, message: str) -> ValidationError:
    params = {"number": amendment.number, "date": format_date(amendment.effective_on)}
    return ValidationError({field: ValidationError(message, params=params)})
