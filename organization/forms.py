"""Form for the institution: letterhead, logo, signatories and the on-plan target."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from core.files.inspection import InspectedFile
from core.forms.optimistic import OptimisticLockForm
from core.forms.widgets import FigureInput
from organization import logos
from organization.models import Institution

# Prefixes of the signatory fields on `Institution`, with the heading of each group of fields.
SIGNATORIES = {
    "prepared": _("Disusun oleh"),
    "checked": _("Diperiksa oleh"),
    "approved": _("Disahkan oleh"),
}
SIGNATORY_FIELDS = {"name": _("Nama"), "position": _("Jabatan"), "nip": _("NIP")}


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
            *(f"{signatory}_{field}" for signatory in SIGNATORIES for field in SIGNATORY_FIELDS),
        )
        widgets = {"address": forms.Textarea(attrs={"rows": 2}), "on_plan_target": FigureInput()}
        help_texts = {
            "city": _("Tempat yang tertulis di atas tanda tangan dan pada berita acara."),
            "address": _("Tercetak pada kop; setiap baris dipisahkan dengan titik tengah."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inspected_logo: InspectedFile | None = None
        for signatory in SIGNATORIES:
            for field, label in SIGNATORY_FIELDS.items():
                self.fields[f"{signatory}_{field}"].label = label
        if not self.instance.logo:
            del self.fields["without_logo"]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "version_token",
            Fieldset(
                _("Kop dan sampul"),
                "name",
                Row(Column("directorate", css_class="col-md-6"), Column("unit", css_class="col-md-6")),
                Row(Column("address", css_class="col-md-8"), Column("city", css_class="col-md-4")),
                "logo_file",
                *(["without_logo"] if self.instance.logo else []),
            ),
            *(self._signatory_fieldset(signatory, label) for signatory, label in SIGNATORIES.items()),
            Fieldset(_("Penilaian"), "on_plan_target"),
        )

    def _signatory_fieldset(self, signatory: str, label: Any) -> Fieldset:
        columns = (Column(f"{signatory}_{field}", css_class="col-md-4") for field in SIGNATORY_FIELDS)
        return Fieldset(label, Row(*columns))

    def clean_logo_file(self) -> File[Any] | None:
        file: File[Any] | None = self.cleaned_data["logo_file"]
        if file:
            self.inspected_logo = logos.inspect_logo(file)
        return file

    def save(self, commit: bool = True) -> Institution:
        if self.inspected_logo:
            self.instance.logo = logos.store_logo(self.inspected_logo)
        elif self.cleaned_data.get("without_logo"):
            self.instance.logo = ""
        return super().save(commit)
