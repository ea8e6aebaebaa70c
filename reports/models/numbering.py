"""Numbers of documents: from a template that each institution may set for each kind, counted within a year."""

from __future__ import annotations

import re
from datetime import date
from string import Formatter

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from reports.models.document_kind import DocumentKind

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
NUMBER_LENGTH = 80
SPEC = re.compile(r"(0?\d)?")


def validate_number_template(template: str) -> None:
    """A template that makes two numbers alike, or none at all, is refused when it is entered."""
    try:
        pieces = [piece for piece in Formatter().parse(template) if piece[1] is not None]
        if not all(SPEC.fullmatch(spec or "") for _text, _name, spec, _conversion in pieces):
            raise ValueError("a width beyond two digits")
        fields = {str(name) for _text, name, _spec, _conversion in pieces}
        sample = _filled(template, 1, date(2026, 12, 1))
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


class NumberTemplate(models.Model):
    """The template of one kind; a kind without a row has the default."""

    kind = models.CharField(_("jenis dokumen"), max_length=40, unique=True, choices=DocumentKind.choices)
    template = models.CharField(
        _("pola nomor"),
        max_length=NUMBER_LENGTH,
        unique=True,
        validators=[validate_number_template],
        help_text=_("Yang dikenal: {seq} nomor urut dalam tahun, {month}, {roman_month}, {year}."),
    )

    class Meta:
        verbose_name = _("pola nomor dokumen")
        verbose_name_plural = _("pola nomor dokumen")
        ordering = ["kind"]
        constraints = [choices_constraint("kind", DocumentKind, name="number_template_kind_valid")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.template}"


def default_template(kind: DocumentKind) -> str:
    return f"{kind.code}-{{seq:03}}/OPS/{{roman_month}}/{{year}}"


def number(kind: DocumentKind, sequence: int, day: date) -> str:
    """The number of the document with this sequence among those of its kind in the year of `day`."""
    row = NumberTemplate.objects.filter(kind=kind).first()
    return _filled(row.template if row else default_template(kind), sequence, day)


def _filled(template: str, sequence: int, day: date) -> str:
    return template.format(
        seq=sequence, month=day.month, roman_month=ROMAN_MONTHS[day.month - 1], year=day.year
    )
