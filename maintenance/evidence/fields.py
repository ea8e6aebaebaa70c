"""Form field and widgets for evidence: upload several files, and select attached files for deletion."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from maintenance.evidence.services import NewEvidence
from plans.models import EvidencePurpose

PHOTO_TYPES: Final = "image/jpeg,image/png,image/webp,image/heic,.heic"
DOCUMENT_TYPES: Final = ".pdf,.xlsx,.docx"


class CheckboxList(forms.CheckboxSelectMultiple):
    """Widget that shows each choice as a checkbox on its own line."""

    template_name = "maintenance/evidence/checkboxes.html"


class FileUploadInput(forms.ClearableFileInput):
    """File input for several files. For photos, a second button opens the camera of the phone."""

    template_name = "maintenance/evidence/upload.html"
    allow_multiple_selected = True

    def __init__(self, purpose: EvidencePurpose) -> None:
        self.purpose, self.photos_only = purpose, purpose != EvidencePurpose.DOCUMENT
        accept = PHOTO_TYPES if self.photos_only else f"{DOCUMENT_TYPES},{PHOTO_TYPES}"
        super().__init__(attrs={"multiple": True, "accept": accept})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        extra = {"photos_only": self.photos_only, "purpose": self.purpose.value}
        return super().get_context(name, None, attrs) | extra

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else list(files.get(name) or [])


class EvidenceField(forms.FileField):
    """Form field for several evidence files. The cleaned value is a list of inspected `NewEvidence`.

    Each rejected file adds an error to the field. `valid_files` contains the accepted files.
    """

    def __init__(self, purpose: EvidencePurpose) -> None:
        self.purpose = purpose
        self.valid_files: list[NewEvidence] = []
        super().__init__(label=purpose.label, required=False, widget=FileUploadInput(purpose))

    def clean(self, data: Any, initial: Any = None) -> list[NewEvidence]:
        errors: list[ValidationError] = []
        self.valid_files = []
        for new in [NewEvidence(file, self.purpose) for file in data or []]:
            try:
                new.inspect()
                self.valid_files.append(new)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return self.valid_files
