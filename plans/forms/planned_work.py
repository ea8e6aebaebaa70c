"""Forms of the planned work page: fields, recurrence, assets, evidence and checklist, saved in one transaction."""

from __future__ import annotations

from typing import Any, Final, cast

from django import forms
from django.db import models, transaction
from django.db.models import Count, QuerySet
from django.forms.models import model_to_dict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from assets.models import Asset, Category
from core.forms.fields import RupiahField, SafeModelMultipleChoiceField
from core.forms.optimistic import OptimisticLockForm
from core.forms.widgets import FigureInput
from core.i18n.formats import format_number
from plans.forms.checklist import ChecklistFormSet
from plans.forms.recurrence import RecurrenceForm
from plans.models import EvidencePurpose, Plan, PlannedWork, RequiredEvidence

MAX_EVIDENCE_COUNT = 50


class PlannedWorkForm(OptimisticLockForm[PlannedWork]):
    """Form for title and instructions of planned work; detects concurrent changes for all forms of the page."""

    other_forms: tuple[Any, ...] = ()

    class Meta:
        model = PlannedWork
        fields = ("title", "instructions")
        widgets = {"instructions": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"instructions": _("Langkah kerja, keselamatan, dan alat yang dipakai.")}

    def current_values(self) -> object:
        work = self.instance
        if work._state.adding:
            return None
        checklist, evidence = work.checklist.all(), work.required_evidence.all()
        excluded = ("assets", "position")  # edited on pages of their own
        return [model_to_dict(row, exclude=excluded) for row in (work, *checklist, *evidence)]

    def has_user_changes(self) -> bool:
        return super().has_user_changes() or any(part.has_changed() for part in self.other_forms)


class EstimateForm(forms.ModelForm[PlannedWork]):
    class Meta:
        model = PlannedWork
        fields = ("estimated_hours", "estimated_cost")
        widgets = {"estimated_hours": FigureInput()}
        field_classes = {"estimated_cost": RupiahField}


class AssetChoice(models.TextChoices):
    """Ways to choose the assets of planned work."""

    ALL = "all", _("Semua aset dalam lingkup rencana")
    CATEGORIES = "categories", _("Semua aset dari kategori tertentu")
    CHOSEN = "chosen", _("Pilihan satu per satu, pada halaman berikutnya")


KEEP_CURRENT: Final = "kept"


class CategoryInScopeField(SafeModelMultipleChoiceField[Category]):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.in_scope})"


class WorkAssetsForm(forms.Form):
    """Form that chooses the assets of planned work from the scope of the plan.

    The user chooses single assets on the next page.
    """

    choice = forms.ChoiceField(
        label=_("Dikerjakan pada"), choices=AssetChoice.choices, widget=forms.RadioSelect()
    )
    categories = CategoryInScopeField(
        label=_("Kategori"),
        queryset=Category.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )

    def __init__(self, *args: Any, plan: Plan, work: PlannedWork, **kwargs: Any) -> None:
        self.plan, self.work = plan, work
        super().__init__(*args, **kwargs)
        self.fields["choice"].initial = AssetChoice.ALL
        if work.pk:
            self._add_keep_choice()
        in_scope = Category.objects.filter(assets__plans=plan).annotate(in_scope=Count("assets"))
        self.fields["categories"].queryset = in_scope  # type: ignore[attr-defined]

    def _add_keep_choice(self) -> None:
        """Add an option that keeps the current assets of existing planned work, and preselect the option."""
        n = self.work.assets.count()
        label = ngettext("Tetap seperti sekarang: %(n)s aset", "Tetap seperti sekarang: %(n)s aset", n)
        choice = cast(forms.ChoiceField, self.fields["choice"])
        choice.choices = [(KEEP_CURRENT, label % {"n": format_number(n)}), *AssetChoice.choices]
        choice.initial = KEEP_CURRENT

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if cleaned.get("choice") == AssetChoice.CATEGORIES and not cleaned.get("categories"):
            self.add_error("categories", _("Pilih sedikitnya satu kategori."))
        return cleaned

    @property
    def wants_single_assets(self) -> bool:
        return bool(self.cleaned_data["choice"] == AssetChoice.CHOSEN)

    def apply(self) -> None:
        if self.cleaned_data["choice"] in (AssetChoice.CHOSEN, KEEP_CURRENT):
            return
        chosen: QuerySet[Asset] = Asset.objects.filter(plans=self.plan)
        if self.cleaned_data["choice"] == AssetChoice.CATEGORIES:
            chosen = chosen.filter(category__in=self.cleaned_data["categories"])
        self.work.exclude_assets(Asset.objects.exclude(pk__in=chosen.values("pk")))
        self.work.include_assets(chosen)


class RequiredEvidenceForm(forms.Form):
    """Form for the number of evidence files that a work order needs, by purpose; 0 means no file."""

    def __init__(self, *args: Any, work: PlannedWork, **kwargs: Any) -> None:
        self.work = work
        known = {each.purpose: each.count for each in work.required_evidence.all()} if work.pk else {}
        super().__init__(*args, **kwargs)
        for purpose in EvidencePurpose:
            self.fields[f"evidence_{purpose}"] = forms.IntegerField(
                label=purpose.label,
                min_value=0,
                max_value=MAX_EVIDENCE_COUNT,
                initial=known.get(purpose, 0),
                required=False,
            )

    def apply(self) -> None:
        for purpose in EvidencePurpose:
            count = self.cleaned_data[f"evidence_{purpose}"] or 0
            if count:
                RequiredEvidence.objects.update_or_create(
                    work=self.work, purpose=purpose, defaults={"count": count}
                )
            else:
                self.work.required_evidence.filter(purpose=purpose).delete()


class PlannedWorkForms:
    """All forms of the planned work page: validated together and saved in one transaction."""

    def __init__(self, data: QueryDict | None, *, plan: Plan, work: PlannedWork) -> None:
        self.plan, self.work = plan, work
        starts: dict[str, Any] = RecurrenceForm.initial_of(work) if work.pk else {"anchor": plan.starts_on}
        self.fields = PlannedWorkForm(data, instance=work)
        self.recurrence = RecurrenceForm(data, initial=starts, plan=plan)
        self.assets = WorkAssetsForm(data, plan=plan, work=work)
        self.evidence = RequiredEvidenceForm(data, work=work)
        self.estimates = EstimateForm(data, instance=work)
        self.checklist = ChecklistFormSet(data, instance=work, prefix="checklist")
        self.fields.other_forms = (self.recurrence, self.evidence, self.estimates, self.checklist)

    @property
    def parts(self) -> tuple[Any, ...]:
        return (self.fields, self.recurrence, self.assets, self.evidence, self.estimates, self.checklist)

    def is_valid(self) -> bool:
        # Validates every form, so that the user sees all errors at once.
        return all([part.is_valid() for part in self.parts])

    @transaction.atomic
    def save(self) -> PlannedWork:
        self.recurrence.apply_to(self.work)
        self.work.save()
        self.assets.apply()
        self.evidence.apply()
        self.checklist.save()
        return self.work
