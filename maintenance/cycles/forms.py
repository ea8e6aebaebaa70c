"""Forms to create a cycle, to change its state, and to write the closing evaluation and recommendations."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.forms.fields import PlausibleDateField
from core.forms.optimistic import OptimisticLockForm
from core.i18n.formats import format_date, format_number
from maintenance.models import Cycle
from maintenance.sop import Move
from plans.forms.plan import PlanForm
from plans.schedule import count_work_orders_due
from vendors.models import Contract

ONE_DAY: Final = timedelta(days=1)


class OpenCycleForm(PlanForm):
    """Form to create a cycle. The fields belong to the plan of the new cycle.

    The year is preset to the current year.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["budget_year"].initial = today.year
        self.fields["starts_on"].initial = today.replace(month=1, day=1)
        self.fields["ends_on"].initial = today.replace(month=12, day=31)


class MoveForm(forms.Form):
    """Form to confirm a move (a change of the cycle's state). The only field is an optional reason."""

    reason = forms.CharField(
        label=_("Alasan (bila perlu)"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        self.cycle = cycle
        super().__init__(*args, **kwargs)

    def inputs(self) -> dict[str, Any]:
        """Return the keyword arguments for `gate.perform`.

        Empty fields are left out. The guards of the move report missing values.
        """
        return {name: value for name, value in self.cleaned_data.items() if value is not None}


class RoundForm(MoveForm):
    """Form to start a round. The dates are preset to the next window of the plan in which work is due."""

    starts_on = PlausibleDateField(label=_("Putaran mulai"))
    ends_on = PlausibleDateField(label=_("Putaran berakhir"))
    leaves_out = forms.BooleanField(
        label=_("Lewati pekerjaan itu; alasannya saya tulis di bawah"),
        required=False,
        widget=forms.HiddenInput,  # visible only if work would be left out
    )

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, cycle=cycle, **kwargs)
        self.fields["reason"].label, self.fields["reason"].required = _("Alasan keputusan"), True
        if not self.is_bound and (proposal := self._proposal()):
            count, self.fields["starts_on"].initial, self.fields["ends_on"].initial = proposal
            self._show_due_count(count)

    def _show_due_count(self, count: int) -> None:
        text = ngettext(
            "Menurut rencana, %(n)s perintah kerja jatuh tempo di dalam jendela ini.",
            "Menurut rencana, %(n)s perintah kerja jatuh tempo di dalam jendela ini.",
            count,
        )
        self["ends_on"].help_text = text % {"n": format_number(count)}

    def _proposal(self) -> tuple[int, date, date] | None:
        """Return the next window in which work is due: number of work orders due, first day, last day.

        If no remaining window has due work, the first remaining window is returned with the number 0. Returns None
        if the plan has no window left.
        """
        ahead = self.cycle.remaining_windows()
        counted = ((count_work_orders_due(self.cycle.plan, *window), *window) for window in ahead)
        return next((each for each in counted if each[0]), (0, *ahead[0]) if ahead else None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and starts_on > ends_on:
            self.add_error("ends_on", _("Putaran tidak dapat berakhir sebelum mulai."))
        elif starts_on and ends_on:
            self._show_due_count(count_work_orders_due(self.cycle.plan, starts_on, ends_on))
        if starts_on and (warning := self._left_out_warning(starts_on)):
            self.fields["leaves_out"].widget = forms.CheckboxInput()
            if not cleaned.get("leaves_out"):
                self.add_error("starts_on", warning)
        return cleaned

    def inputs(self) -> dict[str, Any]:
        return {name: value for name, value in super().inputs().items() if name != "leaves_out"}

    def _left_out_warning(self, starts_on: date) -> str:
        """Return a warning if work falls due after the last round and before `starts_on`, otherwise an empty string.

        No work orders are created for such work.
        """
        start, end = self.cycle.uncovered_from, starts_on - ONE_DAY
        orders = (
            count_work_orders_due(self.cycle.plan, start, end, on_fixed_dates=True) if start <= end else 0
        )
        if not orders:
            return ""
        text = ngettext(
            "%(n)s perintah kerja jatuh tempo antara %(start)s dan %(end)s, dan tidak akan pernah terbit. Mulai lebih "
            "awal, atau tandai bahwa pekerjaan itu dilewati.",
            "%(n)s perintah kerja jatuh tempo antara %(start)s dan %(end)s, dan tidak akan pernah terbit. Mulai lebih "
            "awal, atau tandai bahwa pekerjaan itu dilewati.",
            orders,
        )
        return text % {"n": format_number(orders), "start": format_date(start), "end": format_date(end)}


class VendorRoundForm(RoundForm):
    contract = forms.ModelChoiceField(
        label=_("Kontrak"), queryset=Contract.objects.none(), empty_label=_("Pilih kontrak")
    )
    field_order = ("contract", "starts_on", "ends_on", "leaves_out", "reason")

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, cycle=cycle, **kwargs)
        field = self.fields["contract"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Contract.objects.select_related("vendor")
        field.initial = cycle.plan.contract_id


class InternalRoundForm(RoundForm):
    team = forms.CharField(
        label=_("Tim internal"),
        max_length=200,
        help_text=_("Nama tim atau orang-orangnya, misalnya “Tim Daya dan Pendingin”."),
    )
    field_order = ("team", "starts_on", "ends_on", "leaves_out", "reason")


class HandoverForm(MoveForm):
    """Form with which Seksi Operasional hands over a round on behalf of the vendor. A reason is required.

    Vendors hand over their rounds in the vendor portal.
    """

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, cycle=cycle, **kwargs)
        self.fields["reason"].label, self.fields["reason"].required = _("Alasan atas nama vendor"), True


class EndForm(MoveForm):
    """Form to end the cycle. A reason is required if the period of the cycle is not over yet."""

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, cycle=cycle, **kwargs)
        if not cycle.is_over:
            self.fields["reason"].label, self.fields["reason"].required = (
                _("Dasar pengakhiran lebih awal"),
                True,
            )


MOVE_FORMS: dict[Move, type[MoveForm]] = {
    Move.START_VENDOR_ROUND: VendorRoundForm,
    Move.START_INTERNAL_ROUND: InternalRoundForm,
    Move.COMPLETE_VENDOR_WORK: HandoverForm,
    Move.END: EndForm,
}


class ClosingForm(OptimisticLockForm[Cycle]):
    """Form for the closing evaluation and the recommendations (SOP row 8).

    The management report contains both texts.
    """

    class Meta:
        model = Cycle
        fields = ("closing_evaluation", "recommendations")
        widgets = {
            "closing_evaluation": forms.Textarea(attrs={"rows": 8}),
            "recommendations": forms.Textarea(attrs={"rows": 6}),
        }
