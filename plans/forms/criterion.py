"""Forms for acceptance criteria: edit one criterion, or copy several criteria from the library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms.empty_labels import set_empty_labels
from core.forms.optimistic import OptimisticLockForm
from core.forms.widgets import FigureInput
from plans.models import AcceptanceCriterion, CriterionTemplate, Plan

MIN_WEIGHT, MAX_WEIGHT = Decimal("0.01"), Decimal(100)
WEIGHT_OUT_OF_RANGE = _("Bobot harus lebih dari 0 dan sebanyak-banyaknya 100.")


class CriterionForm(OptimisticLockForm[AcceptanceCriterion]):
    class Meta:
        model = AcceptanceCriterion
        fields = (
            "code",
            "text",
            "measure",
            "kind",
            "operator",
            "target",
            "target_max",
            "unit",
            "weight",
            "is_mandatory",
            "method",
            "evidence",
        )
        widgets = {"target": FigureInput(), "target_max": FigureInput(), "weight": FigureInput()}
        error_messages = {"weight": {"min_value": WEIGHT_OUT_OF_RANGE, "max_value": WEIGHT_OUT_OF_RANGE}}
        help_texts = {
            "measure": _("Nilai yang dihitung sistem diusulkan saat evaluasi dan dikonfirmasi oleh penilai."),
            "target_max": _("Hanya untuk rentang."),
            "weight": _("Jumlah bobot semua kriteria harus tepat 100 %."),
            "is_mandatory": _("Bila tidak terpenuhi, putaran tidak memenuhi kriteria, berapa pun nilainya."),
            "method": _("Bagaimana nilainya diperoleh, misalnya alat ukur atau laporan."),
            "evidence": _("Bukti yang ditunjukkan, misalnya foto alat ukur."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_empty_labels(self, kind=_("Pilih jenis"))

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        others = self.instance.plan.criteria.exclude(pk=self.instance.pk)
        if others.filter(code=code).exists():
            raise forms.ValidationError(_("Kode ini sudah dipakai kriteria lain dalam rencana ini."))
        return code


@dataclass(frozen=True)
class LibraryRow:
    template: CriterionTemplate
    is_chosen: forms.BoundField
    weight: forms.BoundField


class CriteriaLibraryForm(forms.Form):
    """Form with a checkbox and a weight for each offered criterion of the library."""

    def __init__(self, *args: Any, templates: Sequence[CriterionTemplate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.templates = templates
        for template in templates:
            self.fields[f"take_{template.pk}"] = forms.BooleanField(label=template.text, required=False)
            self.fields[f"weight_{template.pk}"] = forms.DecimalField(
                label=_("Bobot (%)"),
                min_value=MIN_WEIGHT,
                max_value=MAX_WEIGHT,
                max_digits=5,
                decimal_places=2,
                initial=template.default_weight,
                widget=FigureInput(
                    {"class": "form-control weight-input", "aria-label": f"{template.text}: %"}
                ),
                error_messages={"min_value": WEIGHT_OUT_OF_RANGE, "max_value": WEIGHT_OUT_OF_RANGE},
                required=False,
            )

    def rows(self) -> Iterator[LibraryRow]:
        for template in self.templates:
            yield LibraryRow(template, self[f"take_{template.pk}"], self[f"weight_{template.pk}"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        taken = [template for template in self.templates if cleaned.get(f"take_{template.pk}")]
        for template in taken:
            field = f"weight_{template.pk}"
            if field not in self.errors and cleaned.get(field) is None:
                self.add_error(field, _("Isi bobot kriteria yang dipilih."))
        if not taken:
            raise forms.ValidationError(_("Pilih sedikitnya satu kriteria."))
        return cleaned

    def add_to(self, plan: Plan) -> int:
        """Copy the chosen criteria into the plan; return the number of copied criteria."""
        chosen = [
            (template, self.cleaned_data[f"weight_{template.pk}"])
            for template in self.templates
            if self.cleaned_data[f"take_{template.pk}"]
        ]
        for template, weight in chosen:
            AcceptanceCriterion.from_template(template, plan=plan, weight=weight).save(force_insert=True)
        return len(chosen)
