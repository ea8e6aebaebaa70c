"""Formset for the checklist of planned work; users can add and remove rows with and without JavaScript."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.forms.models import BaseInlineFormSet, inlineformset_factory

from core.forms.widgets import FigureInput
from plans.models import ChecklistItem, PlannedWork

EXTRA_ROWS = 3
MAX_ROWS = 100


class ChecklistItemForm(forms.ModelForm[ChecklistItem]):
    class Meta:
        model = ChecklistItem
        fields = ("text", "kind", "unit", "minimum", "maximum", "options", "is_required")
        widgets = {
            "text": forms.TextInput(attrs={"class": "form-control"}),
            "kind": forms.Select(attrs={"class": "form-select"}),
            "unit": forms.TextInput(attrs={"class": "form-control"}),
            "minimum": FigureInput({"class": "form-control"}),
            "maximum": FigureInput({"class": "form-control"}),
            "options": forms.Textarea(attrs={"class": "form-control", "rows": 3}),
        }

    def has_changed(self) -> bool:
        """Return False for a new row without text, so that the formset ignores the row."""
        return super().has_changed() and bool(self["text"].value() or self.instance.pk)


class BaseChecklistFormSet(BaseInlineFormSet[ChecklistItem, PlannedWork, ChecklistItemForm]):
    """Checklist formset that saves the order of the rows on the page as their positions."""

    def save_new(self, form: ChecklistItemForm, commit: bool = True) -> ChecklistItem:
        form.instance.position = self._position_of(form)
        return super().save_new(form, commit=commit)

    def save_existing(
        self, form: ChecklistItemForm, obj: ChecklistItem, commit: bool = True
    ) -> ChecklistItem:
        obj.position = self._position_of(form)
        return super().save_existing(form, obj, commit=commit)

    def _position_of(self, form: Any) -> int:
        return self.forms.index(form) + 1

    def with_more_rows(self) -> BaseChecklistFormSet:
        """Return a new formset with the submitted rows and EXTRA_ROWS more empty rows, at most MAX_ROWS in total."""
        more = min(self.total_form_count() + EXTRA_ROWS, MAX_ROWS)
        data = {**self.data, f"{self.prefix}-TOTAL_FORMS": str(more)}
        return type(self)(data, instance=self.instance, prefix=self.prefix)


ChecklistFormSet = cast(
    type[BaseChecklistFormSet],
    inlineformset_factory(
        PlannedWork,
        ChecklistItem,
        form=ChecklistItemForm,
        formset=BaseChecklistFormSet,
        extra=EXTRA_ROWS,
        max_num=MAX_ROWS,
        can_delete=True,
    ),
)
