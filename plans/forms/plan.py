"""Forms for a plan and for its architecture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.forms.empty_labels import set_empty_labels
from core.forms.fields import PlausibleDateField, RupiahField, SafeModelMultipleChoiceField
from core.forms.optimistic import OptimisticLockForm
from core.forms.widgets import FigureInput
from plans.models import Plan
from vendors.models import Contract


class PlanForm(OptimisticLockForm[Plan]):
    """Form for basis, period, objective and budget of a plan (SOP row 1)."""

    class Meta:
        model = Plan
        fields = (
            "title",
            "basis",
            "budget_year",
            "contract",
            "starts_on",
            "ends_on",
            "round_months",
            "objective",
            "budget",
            "passing_score",
        )
        widgets = {
            "passing_score": FigureInput(),
            "objective": forms.Textarea(attrs={"rows": 3}),
        }
        field_classes = {
            "starts_on": PlausibleDateField,
            "ends_on": PlausibleDateField,
            "budget": RupiahField,
        }
        help_texts = {
            "basis": _("Siklus berakhir bersama tahun anggaran atau bersama kontrak (SOP baris 7)."),
            "budget_year": _("Diisi bila dasarnya tahun anggaran."),
            "contract": _("Diisi bila dasarnya kontrak."),
            "round_months": _("Misalnya 3 untuk putaran triwulanan."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contract"].queryset = Contract.objects.select_related("vendor")  # type: ignore[attr-defined]
        set_empty_labels(self, contract=_("Pilih kontrak"))

    def _post_clean(self) -> None:
        # Runs after `Plan.clean`, which would report the contract as missing if it were already rejected.
        super()._post_clean()  # type: ignore[misc]
        self._reject_ended_contract()

    def _reject_ended_contract(self) -> None:
        """Add an error for an ended contract, unless the plan already has this contract."""
        contract: Contract | None = self.cleaned_data.get("contract")
        today = timezone.localdate()
        if contract and "contract" in self.changed_data and today > contract.end_on(today):
            message = _("%(why)s Pilih kontrak yang masih berlaku.")
            params = {"why": contract.why_not_active_on(today)}
            self.add_error("contract", forms.ValidationError(message, params=params))


class ArchitectureForm(OptimisticLockForm[Plan]):
    """Form for the architecture input of SOP row 1: architecture documents, the dependency map, or both."""

    class Meta:
        model = Plan
        fields = ("architecture", "uses_map")
        widgets = {"architecture": forms.CheckboxSelectMultiple()}
        field_classes = {"architecture": SafeModelMultipleChoiceField}
        labels = {"uses_map": _("Pakai peta ketergantungan dari daftar aset")}

    def current_values(self) -> object:
        """Return the initial values of the form, without a second query for the documents."""
        return dict(self.initial)
