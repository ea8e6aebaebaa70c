"""Condition of a criterion and evaluation of a measured value."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.i18n.formats import format_number


class CriterionKind(models.TextChoices):
    NUMBER = "number", _("Angka")
    RANGE = "range", _("Rentang")
    PERCENTAGE = "percentage", _("Persentase")
    YES_NO = "yes_no", _("Ya/tidak")


class Operator(models.TextChoices):
    AT_LEAST = "ge", _("sekurang-kurangnya (≥)")
    AT_MOST = "le", _("sebanyak-banyaknya (≤)")
    EQUAL = "eq", _("sama dengan (=)")
    BETWEEN = "between", _("di antara")


class Measure(models.TextChoices):
    """Source of the measured value; except for MANUAL, the system proposes the value and a user confirms it."""

    MANUAL = "manual", _("Diukur dan diisi penilai")
    ON_TIME = "on_time", _("Dihitung: pekerjaan tepat waktu (%)")
    COMPLETION = "completion", _("Dihitung: pekerjaan selesai (%)")
    EVIDENCE = "evidence", _("Dihitung: kelengkapan bukti (%)")
    CHECKLIST = "checklist", _("Dihitung: hasil periksa dalam batas (%)")
    DOWNTIME = "downtime", _("Dihitung: lama henti (jam)")
    OPEN_FINDINGS = "open_findings", _("Dihitung: temuan terbuka (jumlah)")


SIGNS: Final = {Operator.AT_LEAST: "≥", Operator.AT_MOST: "≤", Operator.EQUAL: "="}

#: Kind and unit of each value that the system computes.
COMPUTED: Final = {
    Measure.ON_TIME: (CriterionKind.PERCENTAGE, "%"),
    Measure.COMPLETION: (CriterionKind.PERCENTAGE, "%"),
    Measure.EVIDENCE: (CriterionKind.PERCENTAGE, "%"),
    Measure.CHECKLIST: (CriterionKind.PERCENTAGE, "%"),
    Measure.DOWNTIME: (CriterionKind.NUMBER, _("jam")),
    Measure.OPEN_FINDINGS: (CriterionKind.NUMBER, _("temuan")),
}


class CriterionDefinition(models.Model):
    """Abstract base class of plan criteria and library criteria: text, condition and measurement."""

    text = models.CharField(_("kriteria"), max_length=300)
    kind = models.CharField(_("jenis"), max_length=12, choices=CriterionKind.choices)
    operator = models.CharField(
        _("syarat"), max_length=8, choices=Operator.choices, default=Operator.AT_LEAST
    )
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=4, null=True, blank=True)
    target_max = models.DecimalField(_("sampai"), max_digits=14, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("satuan"), max_length=20, blank=True)
    measure = models.CharField(
        _("sumber nilai"), max_length=15, choices=Measure.choices, default=Measure.MANUAL
    )
    method = models.CharField(_("cara mengukur"), max_length=300, blank=True)
    evidence = models.CharField(_("bukti"), max_length=300, blank=True)
    is_mandatory = models.BooleanField(_("wajib dipenuhi"), default=False)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self._clean_measure()
        if self.kind == CriterionKind.YES_NO:
            self.operator, self.target, self.target_max, self.unit = Operator.EQUAL, None, None, ""
            return
        if self.target is None:
            raise ValidationError({"target": _("Isi target yang harus dicapai.")})
        if self.kind == CriterionKind.RANGE:
            self.operator = Operator.BETWEEN
        if self.is_range:
            self._clean_range(self.target)
        else:
            self.target_max = None
        if self.kind == CriterionKind.PERCENTAGE:
            self._clean_percentage()

    def _clean_measure(self) -> None:
        """If the system computes the value of the criterion, check the kind and set the unit."""
        computed = COMPUTED.get(Measure(self.measure)) if self.measure in Measure.values else None
        if computed is None:
            return
        kind, unit = computed
        if self.kind != kind:
            message = _("Nilai yang dihitung sistem ini berjenis “%(kind)s”.")
            raise ValidationError({"kind": ValidationError(message, params={"kind": kind.label})})
        self.unit = str(unit)

    def _clean_range(self, target: Decimal) -> None:
        if self.target_max is None or self.target_max < target:
            raise ValidationError({"target_max": _("Isi batas atas rentang, tidak di bawah batas bawahnya.")})

    def _clean_percentage(self) -> None:
        self.unit = "%"
        for field in ("target", "target_max"):
            value = getattr(self, field)
            if value is not None and not 0 <= value <= 100:
                raise ValidationError({field: _("Persentase berada antara 0 dan 100.")})

    @property
    def is_computed_percentage(self) -> bool:
        """Whether the system computes the value as a percentage; other computed values are hours or counts."""
        return self.measure != Measure.MANUAL and self.kind == CriterionKind.PERCENTAGE

    @property
    def is_range(self) -> bool:
        return self.kind == CriterionKind.RANGE or self.operator == Operator.BETWEEN

    @property
    def requirement(self) -> str:
        """Condition as text: "≥ 95 %", "18 – 24 °C", "Ya"."""
        if self.kind == CriterionKind.YES_NO:
            return gettext("Ya")
        if self.target is None:
            return gettext("belum ditentukan")
        if self.is_range:
            upper = "…" if self.target_max is None else format_number(self.target_max)
            return self.with_unit(f"{format_number(self.target)} – {upper}")
        return self.with_unit(f"{SIGNS[Operator(self.operator)]} {format_number(self.target)}")

    def with_unit(self, figure: str) -> str:
        unit = "%" if self.kind == CriterionKind.PERCENTAGE else self.unit
        return f"{figure} {unit}".rstrip()

    def is_met_by(self, *, value: Decimal | None = None, yes: bool | None = None) -> bool | None:
        """Return whether a measured value meets the criterion; None if there is no value.

        `value` is a number in the unit of the criterion. `yes` is the answer to a yes/no criterion.
        """
        if self.kind == CriterionKind.YES_NO:
            return yes
        if value is None or self.target is None:
            return None
        if self.is_range:
            return self.target_max is not None and self.target <= value <= self.target_max
        comparison = {
            Operator.AT_LEAST: value >= self.target,
            Operator.AT_MOST: value <= self.target,
            Operator.EQUAL: value == self.target,
        }
        return comparison[Operator(self.operator)]
