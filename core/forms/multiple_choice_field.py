"""Several records to choose from a list of boxes."""

from __future__ import annotations

from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

M = TypeVar("M", bound=Model)


class SafeModelMultipleChoiceField(forms.ModelMultipleChoiceField[M]):
    """Refuses a number that no database could hold as what it is: not one of the choices."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:  # Django guards a single choice against it, and not several
            raise ValidationError(self.error_messages["invalid_choice"], params={"value": "?"}) from None
