"""Sets the text that a choice field shows while nothing is chosen, in place of Django's dashes."""

from typing import Any

from django import forms
from django.utils.functional import Promise


def set_empty_labels(form: forms.BaseForm, **labels: str | Promise) -> None:
    """Set the empty labels of the named fields: `set_empty_labels(form, vendor=_("Pilih vendor"))`.

    Call it after the fields have their querysets.
    """
    for name, label in labels.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = str(label)
            field.widget.choices = field.choices
        else:
            choice_field: Any = field
            choice_field.choices = [("", str(label)), *(each for each in choice_field.choices if each[0])]
