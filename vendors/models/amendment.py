"""Contract amendments (*adendum*), which change the end or the value of a contract from a given date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.db.constraints import CaseInsensitiveUnique
from core.i18n.formats import format_date, format_rupiah
from vendors.models.contract import Contract, check_gap


class Amendment(models.Model):
    """Contract amendment (*adendum*): from `effective_on` on, the contract has a new end, a new value, or both."""

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="amendments", verbose_name=_("kontrak")
    )
    number = models.CharField(_("nomor adendum"), max_length=80)
    effective_on = models.DateField(_("berlaku mulai"))
    new_end = models.DateField(_("berakhir menjadi"), null=True, blank=True)
    new_value = models.DecimalField(
        _("nilai menjadi (Rp)"),
        max_digits=17,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    reason = models.TextField(_("alasan"))

    class Meta:
        verbose_name = _("adendum")
        verbose_name_plural = _("adendum")
        ordering = ["effective_on", "pk"]
        constraints = [
            CaseInsensitiveUnique(
                Lower("number"),
                "contract",
                name="amendment_number_once",
                violation_error_message=_("Kontrak ini sudah mempunyai adendum dengan nomor tersebut."),
            ),
            models.CheckConstraint(
                condition=Q(new_end__isnull=False) | Q(new_value__isnull=False),
                name="amendment_changes_something",
                violation_error_message=_("Isi tanggal berakhir yang baru, nilai yang baru, atau keduanya."),
            ),
            models.CheckConstraint(
                condition=Q(new_end__isnull=True) | Q(new_end__gte=F("effective_on")),
                name="amendment_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(new_value__isnull=True) | Q(new_value__gte=0), name="amendment_value_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        super().clean()
        if self.effective_on is None or self.contract.starts_on is None:  # the form could not parse a date
            return
        if self.effective_on < self.contract.starts_on:
            message = _("Adendum tidak dapat berlaku sebelum kontrak mulai, %(date)s.")
            raise _field_error("effective_on", message, self.contract.starts_on)
        end = self.contract.end_on(self.effective_on)
        if self.effective_on > end + timedelta(days=1):
            message = _(
                "Kontrak telah berakhir %(date)s; adendum harus berlaku selambat-lambatnya sehari sesudahnya."
            )
            raise _field_error("effective_on", message, end)
        if self.new_end is not None and self.new_end < self.effective_on:
            message = _("Tanggal berakhir yang baru tidak boleh sebelum adendum berlaku, %(date)s.")
            raise _field_error("new_end", message, self.effective_on)
        self._check_gap()

    def _check_gap(self) -> None:
        if self.new_end is not None:
            later = Amendment.objects.filter(contract=self.contract_id, effective_on__gt=self.effective_on)
            check_gap("new_end", self.new_end, later.exclude(pk=self.pk).order_by("effective_on", "pk"))


def _field_error(field: str, message: object, day: date) -> ValidationError:
    return ValidationError({field: ValidationError(str(message), params={"date": format_date(day)})})


@dataclass(frozen=True)
class Terms:
    """End date and value of a contract from the date `since`; `amendment` is None for the original contract."""

    since: date
    end: date
    value: Decimal
    amendment: Amendment | None = None
    change: str = ""


def terms_history(contract: Contract) -> Iterator[Terms]:
    """Yield the terms of a contract in the order in which they take effect."""
    terms = Terms(contract.starts_on, contract.ends_on, contract.value)
    yield terms
    for amendment in sorted(contract.amendments.all(), key=lambda a: (a.effective_on, a.pk)):
        end = terms.end if amendment.new_end is None else amendment.new_end
        value = terms.value if amendment.new_value is None else amendment.new_value
        change = describe_change(amendment, old_end=terms.end, old_value=terms.value)
        terms = Terms(amendment.effective_on, end, value, amendment, change)
        yield terms


def describe_change(amendment: Amendment, *, old_end: date, old_value: Decimal) -> str:
    """Return one sentence that describes the amendment, for example on the contract page.

    The sentence names the date from which the contract has a new end, a new value or both, with the old and the new
    values.
    """
    parts = {
        "since": format_date(amendment.effective_on),
        "end": format_date(amendment.new_end) if amendment.new_end else "",
        "old_end": format_date(old_end),
        "value": format_rupiah(amendment.new_value) if amendment.new_value is not None else "",
        "old_value": format_rupiah(old_value),
    }
    if amendment.new_end is None:
        sentence = gettext("Mulai %(since)s nilai kontrak menjadi %(value)s, semula %(old_value)s.")
    elif amendment.new_value is None:
        sentence = gettext("Mulai %(since)s kontrak berakhir %(end)s, semula %(old_end)s.")
    else:
        sentence = gettext(
            "Mulai %(since)s kontrak berakhir %(end)s, semula %(old_end)s, "
            "dan nilainya menjadi %(value)s, semula %(old_value)s."
        )
    return sentence % parts
