"""Model forms for inline formsets."""

from __future__ import annotations

from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import InlineForeignKeyField

M = TypeVar("M", bound=Model)


class InlineModelForm(forms.ModelForm[M]):
    """Form of an inline formset that also validates constraints with the parent's foreign key.

    Django excludes that foreign key from validation, so a violation would otherwise reach the database.
    """

    def validate_unique(self) -> None:
        super().validate_unique()
        parent_keys = [field for field in self.fields.values() if isinstance(field, InlineForeignKeyField)]
        if self.has_changed() and all(key.parent_instance.pk for key in parent_keys):
            try:
                self.instance.validate_constraints(exclude=self._get_validation_exclusions())  # type: ignore[attr-defined]
            except ValidationError as error:
                self._update_errors(error)  # type: ignore[attr-defined]
