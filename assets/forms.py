"""Forms of the register."""

from __future__ import annotations

from typing import Any

import filetype
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assets.fields import AssetField
from assets.models import ArchitectureDocument, Asset, Dependency, Location
from core.inspection import inspect
from core.widgets import DateInput, LongSelect

ARCHITECTURE_KINDS = ("application/pdf", "image/png", "image/jpeg")
MEGABYTE = 1024 * 1024


class AssetForm(forms.ModelForm[Asset]):
    within = AssetField(
        label=_("Di dalam"),
        required=False,
        help_text=_("Kode aset yang memuatnya, misalnya rak. Ketik sebagian nama atau kode untuk mencari."),
    )

    class Meta:
        model = Asset
        fields = (
            "code",
            "name",
            "category",
            "status",
            "criticality",
            "location",
            "within",
            "maker",
            "model",
            "serial_number",
            "warranty_end",
            "owner_unit",
            "notes",
        )
        widgets = {
            "location": LongSelect(),
            "warranty_end": DateInput(),
            "notes": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"code": _("Nomor pada label aset; tidak boleh sama dengan aset lain.")}
        error_messages = {"code": {"unique": _("Kode ini sudah dipakai aset lain.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["within"] = self.instance.within  # shown by its code, not by its key
        self.helper = FormHelper()
        self.helper.layout = Layout(
            Row(Column("code", css_class="col-md-4"), Column("name", css_class="col-md-8")),
            Row(*(Column(name, css_class="col-md-4") for name in ("category", "status", "criticality"))),
            Row(*(Column(name, css_class="col-md-6") for name in ("location", "within"))),
            Row(*(Column(name, css_class="col-md-4") for name in ("maker", "model", "serial_number"))),
            Row(Column("warranty_end", css_class="col-md-4"), Column("owner_unit", css_class="col-md-8")),
            "notes",
        )


class DependencyForm(forms.ModelForm[Dependency]):
    depends_on = AssetField(label=_("Bergantung pada"))

    class Meta:
        model = Dependency
        fields = ("depends_on", "kind")
        widgets = {"kind": forms.Select(attrs={"class": "form-select"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["depends_on"] = self.instance.depends_on

    def clean_depends_on(self) -> Asset:
        depends_on: Asset = self.cleaned_data["depends_on"]
        # Django leaves the parent of an inline form out of the constraints that it checks.
        if depends_on.pk == self.instance.asset_id:
            raise ValidationError(_("Aset tidak dapat bergantung pada dirinya sendiri."))
        return depends_on


class BaseDependencyFormSet(forms.BaseInlineFormSet[Dependency, Asset, DependencyForm]):
    def get_unique_error_message(self, unique_check: Any) -> str:
        return str(_("Ketergantungan yang sama ditulis dua kali."))

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("depends_on").order_by("depends_on__code", "kind")


DependencyFormSet = forms.inlineformset_factory(
    Asset,
    Dependency,
    form=DependencyForm,
    formset=BaseDependencyFormSet,
    fk_name="asset",
    extra=2,
    can_delete_extra=False,
)


@transaction.atomic
def save_asset(
    form: AssetForm, dependencies: forms.BaseInlineFormSet[Dependency, Asset, DependencyForm]
) -> Asset:
    """The asset and what it depends on, together or not at all."""
    asset: Asset = form.save()
    dependencies.instance = asset
    dependencies.save()
    return asset


class LocationForm(forms.ModelForm[Location]):
    class Meta:
        model = Location
        fields = ("name", "parent")
        widgets = {"parent": LongSelect()}
        help_texts = {"parent": _("Kosongkan untuk tingkat teratas, misalnya kampus.")}


class ArchitectureForm(forms.ModelForm[ArchitectureDocument]):
    class Meta:
        model = ArchitectureDocument
        fields = ("title", "description")
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class FileForm(forms.Form):
    """One uploaded file; after validation `content_type` says what it is by its content."""

    file = forms.FileField(
        label=_("Berkas"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
        allow_empty_file=True,
    )
    content_type = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = {"size": settings.MAX_UPLOAD_MB}
        self.fields["file"].help_text = _("PDF, PNG, atau JPEG, paling besar %(size)s MB.") % limit

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        name, size = str(file.name), file.size or 0
        if size > settings.MAX_UPLOAD_MB * MEGABYTE:
            message = _("%(name)s terlalu besar: paling besar %(most)s MB.")
            raise ValidationError(message, params={"name": name, "most": settings.MAX_UPLOAD_MB})
        content = file.read()
        self.content_type = filetype.guess_mime(content) or ""
        if content and self.content_type not in ARCHITECTURE_KINDS:
            message = _("%(name)s bukan jenis berkas yang diterima. Kirim PDF, PNG, atau JPEG.")
            raise ValidationError(message, params={"name": name})
        inspect(
            content, name=name
        )  # refuses what is broken or would act; the drawing itself is kept in full size
        file.seek(0)
        return file


class VersionForm(FileForm):
    note = forms.CharField(
        label=_("Perubahan"),
        max_length=300,
        required=False,
        help_text=_("Apa yang berubah sejak versi sebelumnya."),
    )
