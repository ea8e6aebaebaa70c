"""What a field of choices says while nothing is chosen: words, in the place of Django's row of dashes."""

from typing import Any

from django import forms
from django.utils.functional import Promise


def set_empty_labels(form: forms.BaseForm, **words: str | Promise) -> None:
    """`say_unchosen(form, vendor=_("Pilih vendor"))`, after the fields have got their querysets."""
    for name, text in words.items():
        field = form.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.empty_label = str(text)
            field.widget.choices = field.choices
        else:
            plain: Any = field
            plain.choices = [("", str(text)), *(each for each in plain.choices if each[0])]
