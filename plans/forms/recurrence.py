"""Form for the recurrence of planned work."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms.widgets import DateInput
from core.i18n.formats import format_date
from plans.holiday_calendar import HolidayPolicy
from plans.models import Plan, PlannedWork
from plans.recurrence.due_dates import Frequency, Ordinal, Recurrence, RecurrenceBasis, Weekday

EARLIEST_YEAR: Final = 2000


class RecurrenceForm(forms.Form):
    """Form for the recurrence of planned work; a valid form has the result in `recurrence`.

    Weekly work uses weekdays. Longer frequencies use a day of the month, or an ordinal with one weekday ("Senin
    pertama"). If the user chooses no day, the first date (`anchor`) determines the day.
    """

    frequency = forms.ChoiceField(label=_("Frekuensi"), choices=Frequency.choices, initial=Frequency.MONTHLY)
    interval = forms.IntegerField(
        label=_("Setiap"),
        min_value=1,
        max_value=60,
        initial=1,
        help_text=_("Misalnya 2 dengan frekuensi mingguan: setiap dua minggu."),
    )
    anchor = forms.DateField(label=_("Tanggal pertama"), widget=DateInput())
    weekdays = forms.MultipleChoiceField(
        label=_("Hari"),
        choices=Weekday.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Untuk mingguan, atau satu hari saja bersama urutannya di bawah ini."),
    )
    ordinal = forms.TypedChoiceField(
        label=_("Urutan hari dalam bulan"),
        choices=[("", _("Tidak dipakai")), *Ordinal.choices],
        coerce=lambda value: Ordinal(int(value)),
        empty_value=None,
        required=False,
        help_text=_("Misalnya “pertama” dengan hari Senin: Senin pertama."),
    )
    month_day = forms.IntegerField(
        label=_("Tanggal dalam bulan"),
        min_value=1,
        max_value=31,
        required=False,
        help_text=_("31 berarti hari terakhir bulan. Kosong berarti mengikuti tanggal pertama."),
    )
    basis = forms.ChoiceField(
        label=_("Dihitung dari"),
        choices=RecurrenceBasis.choices,
        initial=RecurrenceBasis.FIXED,
        widget=forms.RadioSelect(),
    )
    holiday_policy = forms.ChoiceField(
        label=_("Bila jatuh pada hari libur"),
        choices=HolidayPolicy.choices,
        initial=HolidayPolicy.AFTER,
        widget=forms.RadioSelect(),
    )

    recurrence: Recurrence

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.plan = plan
        super().__init__(*args, **kwargs)

    def clean_anchor(self) -> date:
        anchor: date = self.cleaned_data["anchor"]
        if anchor > self.plan.ends_on:
            message = _("Rencana berakhir %(end)s; sesudah itu pekerjaan ini tidak pernah jatuh tempo.")
            raise ValidationError(message, params={"end": format_date(self.plan.ends_on)})
        if anchor.year < EARLIEST_YEAR:
            raise ValidationError(_("Tanggal pertama terlalu lama berlalu; periksa tahunnya."))
        return anchor

    @staticmethod
    def initial_of(work: PlannedWork) -> dict[str, Any]:
        """Return the initial form values for existing planned work."""
        pattern = work.recurrence.pattern
        return {
            "frequency": pattern.frequency,
            "interval": pattern.interval,
            "anchor": work.anchor,
            "weekdays": list(pattern.weekdays),
            "ordinal": pattern.ordinal,
            "month_day": pattern.month_day,
            "basis": work.basis,
            "holiday_policy": work.holiday_policy,
        }

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.recurrence = Recurrence.build(
                frequency=Frequency(cleaned["frequency"]),
                anchor=cleaned["anchor"],
                interval=cleaned["interval"],
                weekdays=[Weekday(day) for day in cleaned["weekdays"]],
                ordinal=cleaned["ordinal"],
                month_day=cleaned["month_day"],
                basis=RecurrenceBasis(cleaned["basis"]),
                holiday_policy=HolidayPolicy(cleaned["holiday_policy"]),
            )
        except ValidationError as refusal:
            self.add_error(self._field_at_fault(cleaned), refusal)
        return cleaned

    def _field_at_fault(self, cleaned: dict[str, Any]) -> str | None:
        """Return the name of the field at which the page shows an error about contradictory choices."""
        for name in ("month_day", "ordinal", "weekdays"):
            if cleaned[name]:
                return name
        return "interval" if cleaned["interval"] > 1 else NON_FIELD_ERRORS

    def apply_to(self, work: PlannedWork) -> None:
        work.rule = self.recurrence.rule
        work.anchor = self.recurrence.anchor
        work.basis = self.recurrence.basis
        work.holiday_policy = self.recurrence.holiday_policy
