"""Forms of what belongs to something else, in the form of what it belongs to."""

from __future__ import annotations

from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import InlineForeignKeyField

M = TypeVar("M", bound=Model)


class InlineModelForm(forms.ModelForm[M]):
    """Asks the constraints that name what the part belongs to, too; Django leaves them to the database."""

    def validate_unique(self) -> None:
        super().validate_unique()
        owners = [field for field in self.fields.values() if isinstance(field, InlineForeignKeyField)]
        if self.has_changed() and all(owner.parent_instance.pk for owner in owners):
            try:
                self.instance.validate_constraints(exclude=self._get_validation_exclusions())  # type: ignore[attr-defined]
            except ValidationError as refusal:
                self._update_errors(refusal)  # type: ignore[attr-defined]
