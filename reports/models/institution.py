"""The letterhead and the signatories of documents: data that each installation enters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NUMBER_TEMPLATE = "LAP-{seq:03}/OPS/{roman_month}/{year}"
NUMBER_LENGTH = 80
SPEC = re.compile(r"(0?\d)?")


@dataclass(frozen=True)
class Signatory:
    """One line of the signature block; `act` says in which capacity ("Disusun oleh")."""

    act: str
    name: str
    position: str
    nip: str


def validate_number_template(template: str) -> None:
    """A template that makes two numbers alike, or none at all, is refused when it is entered."""
    try:
        pieces = [piece for piece in Formatter().parse(template) if piece[1] is not None]
        if not all(SPEC.fullmatch(spec or "") for _text, _name, spec, _conversion in pieces):
            raise ValueError("a width beyond two digits")
        fields = {str(name) for _text, name, _spec, _conversion in pieces}
        sample = template.format(seq=1, roman_month="XII", month=12, year=2026)
    except (ValueError, KeyError, IndexError, AttributeError):
        fields, sample = set(), ""
    if not {"seq", "year"} <= fields or not fields <= {"seq", "year", "month", "roman_month"}:
        raise ValidationError(
            _(
                "Pola nomor harus memuat {seq} dan {year}; selain itu hanya {month} dan {roman_month} yang dikenal."
            )
        )
    if len(sample) > NUMBER_LENGTH - 10:
        raise ValidationError(_("Pola nomor terlalu panjang."))


class Institution(models.Model):
    """One row, edited by the administrator. An issued report keeps what held on the day of its issue."""

    name = models.CharField(_("nama institusi"), max_length=160, default="Institut Teknologi Bandung")
    directorate = models.CharField(
        _("direktorat"), max_length=160, blank=True, default="Direktorat Sistem dan Teknologi Informasi"
    )
    unit = models.CharField(_("unit"), max_length=160, default="Seksi Operasional")
    address = models.TextField(_("alamat"), blank=True)
    city = models.CharField(_("kota"), max_length=80, default="Bandung")
    number_template = models.CharField(
        _("pola nomor laporan"),
        max_length=NUMBER_LENGTH,
        default=NUMBER_TEMPLATE,
        validators=[validate_number_template],
        help_text=_("Yang dikenal: {seq} nomor urut dalam tahun, {month}, {roman_month}, {year}."),
    )
    on_plan_target = models.DecimalField(
        _("batas “berjalan sesuai rencana” (%)"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(90),
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_(
            "Sebuah siklus berjalan sesuai rencana bila bagian pekerjaan tepat waktu mencapai batas ini."
        ),
    )
    prepared_name = models.CharField(_("penyusun: nama"), max_length=120, blank=True)
    prepared_position = models.CharField(_("penyusun: jabatan"), max_length=120, blank=True)
    prepared_nip = models.CharField(_("penyusun: NIP"), max_length=30, blank=True)
    checked_name = models.CharField(_("pemeriksa: nama"), max_length=120, blank=True)
    checked_position = models.CharField(_("pemeriksa: jabatan"), max_length=120, blank=True)
    checked_nip = models.CharField(_("pemeriksa: NIP"), max_length=30, blank=True)
    approved_name = models.CharField(_("pengesah: nama"), max_length=120, blank=True)
    approved_position = models.CharField(_("pengesah: jabatan"), max_length=120, blank=True)
    approved_nip = models.CharField(_("pengesah: NIP"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("institusi dan penandatangan")
        verbose_name_plural = _("institusi dan penandatangan")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="institution_only_one"),
            models.CheckConstraint(
                condition=Q(on_plan_target__gte=0, on_plan_target__lte=100), name="institution_target_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> Institution:
        """The entered row, or the defaults while nobody has entered one."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @property
    def signatories(self) -> list[Signatory]:
        """Prepared, checked, approved; whoever has neither name nor position is left out."""
        lines = [
            Signatory(str(act), *(getattr(self, f"{key}_{part}") for part in ("name", "position", "nip")))
            for key, act in (
                ("prepared", _("Disusun oleh")),
                ("checked", _("Diperiksa oleh")),
                ("approved", _("Disahkan oleh")),
            )
        ]
        return [line for line in lines if line.name or line.position]

    def number(self, sequence: int, day: date) -> str:
        """The number of the report with this sequence in the year of `day`."""
        return self.number_template.format(
            seq=sequence, month=day.month, roman_month=ROMAN_MONTHS[day.month - 1], year=day.year
        )
