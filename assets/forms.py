"""Forms for assets, categories, locations and architecture documents."""

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
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from assets.fields import AssetField, CategoryField, LocationField
from assets.models import ArchitectureDocument, Asset, Category, Dependency, Location
from core.files.inspection import inspect_file
from core.forms.empty_labels import set_empty_labels
from core.forms.fields import PlausibleDateField
from core.forms.inline import InlineModelForm
from core.forms.optimistic import OptimisticLockForm

ARCHITECTURE_CONTENT_TYPES = ("application/pdf", "image/png", "image/jpeg")
MEGABYTE = 1024 * 1024


class AssetForm(OptimisticLockForm[Asset]):
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
            "notes": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes = {
            "category": CategoryField,
            "location": LocationField,
            "warranty_end": PlausibleDateField,
        }
        help_texts = {"code": _("Nomor pada label aset; tidak boleh sama dengan aset lain.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_empty_labels(self, category=_("Pilih kategori"), location=_("Belum dicatat"))
        if not self.is_bound and not Category.objects.exists():
            self.fields["category"].help_text = format_html(
                '{} <a href="{}">{}</a>',
                _("Belum ada kategori. Impor CSV membuatnya sendiri; satu per satu dicatat di sini:"),
                reverse("assets:category_create"),
                _("Kategori baru"),
            )
        self.initial["within"] = self.instance.within  # an instance, so that the field shows the code
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "version_token",
            Row(Column("code", css_class="col-md-4"), Column("name", css_class="col-md-8")),
            Row(
                Column("category", css_class="col-md-4"),
                Column("status", css_class="col-md-4"),
                Column("criticality", css_class="col-md-4"),
            ),
            Row(Column("location", css_class="col-md-6"), Column("within", css_class="col-md-6")),
            Row(
                Column("maker", css_class="col-md-4"),
                Column("model", css_class="col-md-4"),
                Column("serial_number", css_class="col-md-4"),
            ),
            Row(Column("warranty_end", css_class="col-md-4"), Column("owner_unit", css_class="col-md-8")),
            "notes",
        )


class DependencyForm(InlineModelForm[Dependency]):
    depends_on = AssetField(label=_("Bergantung pada"))

    class Meta:
        model = Dependency
        fields = ("depends_on", "kind")
        widgets = {"kind": forms.Select(attrs={"class": "form-select"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["depends_on"] = self.instance.depends_on


class BaseDependencyFormSet(forms.BaseInlineFormSet[Dependency, Asset, DependencyForm]):
    def __init__(self, data: Any = None, *, instance: Asset) -> None:
        ordered = Dependency.objects.select_related("depends_on").order_by("depends_on__code", "kind")
        super().__init__(data, instance=instance, queryset=ordered)

    def get_unique_error_message(self, unique_check: Any) -> str:
        return str(_("Ketergantungan yang sama ditulis dua kali."))


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
    """Save the asset and its dependencies in one transaction."""
    asset: Asset = form.save()
    dependencies.instance = asset
    dependencies.save()
    return asset


class CategoryForm(OptimisticLockForm[Category]):
    class Meta:
        model = Category
        fields = ("name", "code")
        help_texts = {
            "code": _("Singkatan tanpa spasi, misalnya ups. Bila dikosongkan, dibuat dari namanya."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False

    def clean_code(self) -> str:
        return self.cleaned_data["code"] or Category.free_code(self.cleaned_data.get("name", ""))


class LocationForm(OptimisticLockForm[Location]):
    class Meta:
        model = Location
        fields = ("name", "parent")
        field_classes = {"parent": LocationField}
        help_texts = {"parent": _("Gedung berada di dalam kampus, ruang di dalam gedung atau lantainya.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_empty_labels(self, parent=_("Tidak ada (tingkat teratas)"))


class ArchitectureForm(OptimisticLockForm[ArchitectureDocument]):
    class Meta:
        model = ArchitectureDocument
        fields = ("title", "description")
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class ArchitectureFileForm(forms.Form):
    """Form for one uploaded file; after validation, `content_type` is the MIME type detected from the content."""

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
        if content and self.content_type not in ARCHITECTURE_CONTENT_TYPES:
            message = _("%(name)s bukan jenis berkas yang diterima. Kirim PDF, PNG, atau JPEG.")
            raise ValidationError(message, params={"name": name})
        inspect_file(content, name=name)  # rejects broken files and active content; images are not downscaled
        file.seek(0)
        return file


class VersionForm(ArchitectureFileForm):
    note = forms.CharField(
        label=_("Perubahan"),
        max_length=300,
        required=False,
        help_text=_("Apa yang berubah sejak versi sebelumnya."),
    )
