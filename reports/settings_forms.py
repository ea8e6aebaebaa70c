"""What the administrator enters once: the letterhead, who signs, and how documents are numbered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.files.inspection import Inspected
from core.forms.optimistic import OptimisticLockForm, OptimisticLockMixin
from core.forms.widgets import FigureInput
from organization import logos
from organization.models import Institution
from reports.models import DocumentKind, NumberTemplate
from reports.models.numbering import NUMBER_LENGTH, default_template, validate_number_template

SIGNATORIES = {
    "prepared": _("Disusun oleh"),
    "checked": _("Diperiksa oleh"),
    "approved": _("Disahkan oleh"),
}
PARTS = {"name": _("Nama"), "position": _("Jabatan"), "nip": _("NIP")}


class InstitutionForm(OptimisticLockForm[Institution]):
    logo_file = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_(
            "PNG atau JPEG, paling besar 2 MB. Logo tercetak pada sampul dan kop. Dokumen yang sudah terbit tetap "
            "memakai logo yang berlaku saat terbit."
        ),
    )
    without_logo = forms.BooleanField(label=_("Terbitkan dokumen tanpa logo"), required=False)

    class Meta:
        model = Institution
        fields = (
            "name",
            "directorate",
            "unit",
            "address",
            "city",
            "on_plan_target",
            *(f"{act}_{part}" for act in SIGNATORIES for part in PARTS),
        )
        widgets = {"address": forms.Textarea(attrs={"rows": 2}), "on_plan_target": FigureInput()}
        help_texts = {
            "city": _("Tempat yang tertulis di atas tanda tangan dan pada berita acara."),
            "address": _("Tercetak pada kop; setiap baris dipisahkan dengan titik tengah."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found: Inspected | None = None
        for act in SIGNATORIES:
            for part, label in PARTS.items():
                self.fields[f"{act}_{part}"].label = label
        if not self.instance.logo:
            del self.fields["without_logo"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "shown",
            Fieldset(
                _("Kop dan sampul"),
                "name",
                Row(Column("directorate", css_class="col-md-6"), Column("unit", css_class="col-md-6")),
                Row(Column("address", css_class="col-md-8"), Column("city", css_class="col-md-4")),
                "logo_file",
                *(["without_logo"] if self.instance.logo else []),
            ),
            *(self._signatory(act, label) for act, label in SIGNATORIES.items()),
            Fieldset(_("Penilaian"), "on_plan_target"),
        )

    def _signatory(self, act: str, label: Any) -> Fieldset:
        return Fieldset(label, Row(*(Column(f"{act}_{part}", css_class="col-md-4") for part in PARTS)))

    def clean_logo_file(self) -> File[Any] | None:
        file: File[Any] | None = self.cleaned_data["logo_file"]
        if file:
            self.found = logos.examine_logo(file)
        return file

    def save(self, commit: bool = True) -> Institution:
        if self.found:
            self.instance.logo = logos.store_logo(self.found)
        elif self.cleaned_data.get("without_logo"):
            self.instance.logo = ""
        return super().save(commit)


class NumbersForm(OptimisticLockMixin):
    """The template of every kind; one that says what is said anyway is not kept."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        self.kept = dict(NumberTemplate.objects.values_list("kind", "template"))
        super().__init__(data)
        for kind in DocumentKind:
            self.fields[kind.value] = forms.CharField(
                label=kind.label,
                max_length=NUMBER_LENGTH,
                validators=[validate_number_template],
                initial=self.kept.get(kind.value) or default_template(kind),
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "spellcheck": "false", "data-pattern": ""}
                ),
            )

    def clean(self) -> dict[str, Any] | None:
        """Two kinds with one template would come to the same numbers."""
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

    def what_is_kept(self) -> object:
        return sorted(self.kept.items())

    @transaction.atomic
    def save(self) -> None:
        NumberTemplate.objects.all().delete()  # templates may change places, and each is there once
        NumberTemplate.objects.bulk_create(
            NumberTemplate(kind=kind.value, template=self.cleaned_data[kind.value])
            for kind in DocumentKind
            if self.cleaned_data[kind.value] != default_template(kind)
        )
