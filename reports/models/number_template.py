"""Templates for document numbers, one per document kind. The sequence number starts again every year."""

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
MAX_NUMBER_LENGTH = 80
WIDTH_SPEC = re.compile(r"(0?\d)?")


def validate_number_template(template: str) -> None:
    """Reject templates that cannot give a unique number for each document."""
    try:
        pieces = [piece for piece in Formatter().parse(template) if piece[1] is not None]
        if not all(WIDTH_SPEC.fullmatch(spec or "") for _text, _name, spec, _conversion in pieces):
            raise ValueError("a width beyond two digits")
        fields = {str(name) for _text, name, _spec, _conversion in pieces}
        sample = _fill_template(template, 1, date(2026, 12, 1))
    except (ValueError, KeyError, IndexError, AttributeError):
        fields, sample = set(), ""
    if not {"seq", "year"} <= fields or not fields <= {"seq", "year", "month", "roman_month"}:
        raise ValidationError(
            _(
                "Pola nomor harus memuat {seq} dan {year}; selain itu hanya {month} dan {roman_month} yang dikenal."
            )
        )
    if len(sample) > MAX_NUMBER_LENGTH - 10:
        raise ValidationError(_("Pola nomor terlalu panjang."))


class NumberTemplate(models.Model):
    """Number template of a document kind. A kind without a row uses `default_template`."""

    kind = models.CharField(_("jenis dokumen"), max_length=40, unique=True, choices=DocumentKind.choices)
    template = models.CharField(
        _("pola nomor"),
        max_length=MAX_NUMBER_LENGTH,
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


def build_number(kind: DocumentKind, sequence: int, day: date) -> str:
    """Build the document number from a sequence number and the year of `day`."""
    row = NumberTemplate.objects.filter(kind=kind).first()
    return _fill_template(row.template if row else default_template(kind), sequence, day)


def _fill_template(template: str, sequence: int, day: date) -> str:
    return template.format(
        seq=sequence, month=day.month, roman_month=ROMAN_MONTHS[day.month - 1], year=day.year
    )
