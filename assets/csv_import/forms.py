"""Forms of the CSV import: file upload and column mapping."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from assets.csv_import import FIELDS, Columns, missing_columns
from core.tables_io.csv_reader import CsvTable

MAX_SAMPLES = 3


class ImportFileForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas CSV"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        allow_empty_file=True,
        help_text=_("Paling besar 5 MB dan 20.000 baris; dipisahkan koma, titik koma, atau tab."),
    )


class ColumnMapping(NamedTuple):
    """Column of the file with sample values, and the form field in which the user chooses the import field."""

    head: str
    samples: list[str]
    field: BoundField


class ColumnsForm(forms.Form):
    """Form with one menu of import fields for each column of the file; after validation, `columns` is the mapping."""

    columns: Columns

    def __init__(self, data: Any = None, *, table: CsvTable, columns: Columns) -> None:
        super().__init__(data)
        self.table = table
        meaning = {head: name for name, head in columns.items()}
        for number, head in enumerate(table.header):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=head,
                choices=_choices(),
                required=False,
                initial=meaning.get(head, ""),
                widget=forms.Select(attrs={"class": "form-select"}),
            )

    def rows(self) -> Iterator[ColumnMapping]:
        for number, head in enumerate(self.table.header):
            values = dict.fromkeys(row.values[number] for row in self.table.rows[:100] if row.values[number])
            yield ColumnMapping(head, list(values)[:MAX_SAMPLES], self[f"column_{number}"])

    def clean(self) -> None:
        self.columns = {}
        for number, head in enumerate(self.table.header):
            name = self.cleaned_data.get(f"column_{number}")
            if name and name in self.columns:
                message = _("Sudah dipilih untuk kolom “%(head)s”.") % {"head": self.columns[name]}
                self.add_error(f"column_{number}", message)
            elif name:
                self.columns = {**self.columns, name: head}
        if not self.errors and (missing := missing_columns(self.columns)):
            raise ValidationError([ValidationError(sentence) for sentence in missing])


def _choices() -> list[Any]:
    assets = [(field.name, field.label) for field in FIELDS if not field.about_dependency]
    dependencies = [(field.name, field.label) for field in FIELDS if field.about_dependency]
    return [("", _("Abaikan")), (_("Daftar aset"), assets), (_("Ketergantungan"), dependencies)]
