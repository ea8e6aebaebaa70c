"""Form for the number template of every document kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.forms.optimistic import OptimisticLockMixin
from reports.models import DocumentKind, NumberTemplate
from reports.models.number_template import (
    MAX_NUMBER_LENGTH,
    default_template,
    validate_number_template,
)


class NumberTemplatesForm(OptimisticLockMixin):
    """One field for each document kind. A template that equals the default of its kind is not stored."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        self.stored = dict(NumberTemplate.objects.values_list("kind", "template"))
        super().__init__(data)
        for kind in DocumentKind:
            self.fields[kind.value] = forms.CharField(
                label=kind.label,
                max_length=MAX_NUMBER_LENGTH,
                validators=[validate_number_template],
                initial=self.stored.get(kind.value) or default_template(kind),
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "spellcheck": "false", "data-pattern": ""}
                ),
            )

    def clean(self) -> dict[str, Any] | None:
        """Reject a template that two kinds share, because both would produce the same numbers."""
        super().clean()
        owners: dict[str, str] = {}
        for kind in DocumentKind:
            template = self.cleaned_data.get(kind.value)
            if template and template in owners:
                message = _("Pola ini sudah dipakai %(other)s; dua jenis dokumen tidak boleh bernomor sama.")
                other = DocumentKind(owners[template]).label
                self.add_error(kind.value, ValidationError(message, code="twice", params={"other": other}))
            elif template:
                owners[template] = kind.value
        return self.cleaned_data

    def current_values(self) -> object:
        return sorted(self.stored.items())

    @transaction.atomic
    def save(self) -> None:
        # Delete first: two kinds may swap their templates, and templates are unique.
        NumberTemplate.objects.all().delete()
        NumberTemplate.objects.bulk_create(
            NumberTemplate(kind=kind.value, template=self.cleaned_data[kind.value])
            for kind in DocumentKind
            if self.cleaned_data[kind.value] != default_template(kind)
        )
