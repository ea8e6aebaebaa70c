"""Form fields of the work room: checklist answers, money as people write it, photographs from camera or gallery."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.forms.rupiah_field import RupiahField
from maintenance.activities import checklist
from maintenance.evidence.services import NewEvidence
from plans.models import ChecklistItem, EvidencePurpose, ItemKind

PHOTOS: Final = "image/jpeg,image/png,image/webp,image/heic,.heic"
DOCUMENTS: Final = ".pdf,.xlsx,.docx"
MOMENT: Final = "%Y-%m-%dT%H:%M"


class MomentField(forms.DateTimeField):
    """Date and time to the minute, in the browser's own picker."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"})
        super().__init__(
            widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"], **options
        )


class CostField(RupiahField):
    """What an activity cost; nothing where it is left empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, min_value=0, max_digits=15, decimal_places=2, **options)

    def clean(self, value: Any) -> Decimal:
        return super().clean(value) or Decimal(0)


class MeasuredField(forms.CharField):
    """A measured value with the comma or the point, as the checklist reads it; None when left empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return checklist.typed_number(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        return checklist.read_number(text) if text else None


class Choices(forms.RadioSelect):
    """Radio buttons shown as large buttons side by side."""

    template_name = "maintenance/work/choices.html"


class Ticks(forms.CheckboxSelectMultiple):
    """Boxes to tick, one below the other."""

    template_name = "maintenance/work/ticks.html"


class AnswerField(forms.CharField):
    """One checklist item. Cleans to what was typed, once `checklist.read` has understood it.

    `remark` is what the reviewer said of the item when the work was returned.
    """

    remark = ""

    def __init__(self, item: ChecklistItem) -> None:
        self.item = item
        super().__init__(
            label=item.text, required=False, widget=_answer_widget(item), max_length=checklist.LONGEST_TEXT
        )

    @property
    def limits(self) -> str:
        return checklist.limits(self.item)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        checklist.read(self.item, text)
        return text


def _answer_widget(item: ChecklistItem) -> forms.Widget:
    if item.kind == ItemKind.NUMBER:
        return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    if item.kind == ItemKind.TEXT:
        return forms.Textarea(attrs={"rows": 2})
    answers: list[tuple[str, Any]] = [(text, text) for text in item.option_list]
    if item.kind == ItemKind.YES_NO:
        answers = [(checklist.YES, _("Ya")), (checklist.NO, _("Tidak"))]
    return Choices(choices=[*answers, ("", _("Belum"))])


class Upload(forms.ClearableFileInput):
    """Several files at once; for photographs also a button that opens the camera of a phone."""

    template_name = "maintenance/work/upload.html"
    allow_multiple_selected = True

    def __init__(self, purpose: EvidencePurpose) -> None:
        self.purpose, self.photos_only = purpose, purpose != EvidencePurpose.DOCUMENT
        super().__init__(
            attrs={"multiple": True, "accept": PHOTOS if self.photos_only else f"{DOCUMENTS},{PHOTOS}"}
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        more = {"photos_only": self.photos_only, "purpose": self.purpose.value}
        return super().get_context(name, None, attrs) | more

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else list(files.get(name) or [])


class EvidenceField(forms.FileField):
    """Cleans to examined `NewEvidence`; a file that is refused is named, the others are `in_order`."""

    def __init__(self, purpose: EvidencePurpose) -> None:
        self.purpose = purpose
        self.in_order: list[NewEvidence] = []
        super().__init__(label=purpose.label, required=False, widget=Upload(purpose))

    def clean(self, data: Any, initial: Any = None) -> list[NewEvidence]:
        errors: list[ValidationError] = []
        self.in_order = []
        for piece in [NewEvidence(file, self.purpose) for file in data or []]:
            try:
                piece.examine()
                self.in_order.append(piece)
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return self.in_order
