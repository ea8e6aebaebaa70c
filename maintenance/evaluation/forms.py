"""Forms of the evaluation page (SOP row 6): one form for each criterion, and one form for the conclusion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maintenance.activities.fields import MeasuredField
from maintenance.models import CriterionResult, Verdict
from plans.models import CriterionKind


class ResultForm(forms.Form):
    """Form for the judgement of one criterion. An empty form does not count as a judgement."""

    value = MeasuredField(label=_("Nilai terukur"))
    yes = forms.TypedChoiceField(
        label=_("Terpenuhi"),
        required=False,
        choices=[("", _("Pilih")), ("1", _("Ya")), ("0", _("Tidak"))],
        coerce=lambda text: text == "1",
        empty_value=None,
    )
    not_applicable = forms.BooleanField(label=_("Tidak dapat dinilai pada putaran ini"), required=False)
    note = forms.CharField(label=_("Catatan"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    @classmethod
    def for_result(cls, result: CriterionResult, data: Any) -> ResultForm:
        """Return the form for a criterion result. The form is bound if `data` is given.

        The initial values are the saved judgement, or the computed value if the criterion is not judged yet.
        """
        initial = {
            "value": result.value,
            "yes": {True: "1", False: "0", None: ""}[result.yes],
            "not_applicable": result.verdict == Verdict.NOT_APPLICABLE,
            "note": result.note,
        }
        form = cls(data, initial=initial, prefix=f"c{result.criterion_id}")
        form.result = result
        del form.fields["value" if result.criterion.kind == CriterionKind.YES_NO else "yes"]
        return form

    result: CriterionResult

    @property
    def has_new_judgement(self) -> bool:
        """Whether the form contains a judgement that must be saved.

        An unchanged judgement is not saved again, so that the result still names the user who made the judgement.
        """
        return self.has_judgement and (self.has_changed() or not self.result.judged_at)

    @property
    def has_judgement(self) -> bool:
        given = self.cleaned_data
        return given.get("value") is not None or given.get("yes") is not None or given["not_applicable"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        value, result = cleaned.get("value"), self.result
        if result.criterion.is_computed_percentage and value is not None and not 0 <= value <= 100:
            self.add_error("value", _("Bagian dari seluruhnya berada antara 0 dan 100 persen."))
        why = result.why_note_is_required(value, not_applicable=cleaned["not_applicable"])
        if why and self.has_new_judgement and not cleaned.get("note", "").strip():
            self.add_error("note", why)
        return cleaned


class ConclusionForm(forms.Form):
    conclusion = forms.CharField(
        label=_("Kesimpulan evaluasi"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
