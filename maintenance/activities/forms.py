"""Form to create or change an activity. Most users fill it in on a phone."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role, User
from core.forms.fields import PlausibleDateField
from maintenance.activities import checklist
from maintenance.activities.fields import AnswerField, CostField, MinuteField, RadioButtons
from maintenance.activities.services import CLOCK_TOLERANCE
from maintenance.evidence.forms import EvidenceForm
from maintenance.findings.services import NewFinding
from maintenance.models import Activity, Severity, WorkOrder
from vendors.models import users_of


class ActivityForm(EvidenceForm):
    """Form of one activity: times, description, checklist answers, evidence and a finding.

    `activity` is the existing activity to change, or None for a new one. `key` is a unique id of a new activity. If
    the browser sends the form twice, both requests have the same key and only one activity is created.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    started_at = MinuteField(label=_("Mulai"))
    ended_at = MinuteField(label=_("Selesai"))
    description = forms.CharField(
        label=_("Yang dikerjakan"), max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )
    people = forms.CharField(
        label=_("Nama pelaksana"),
        required=False,
        max_length=300,
        help_text=_("Orang yang mengerjakan, dipisahkan koma."),
    )
    performed_by = forms.ModelChoiceField(
        label=_("Atas nama"), queryset=User.objects.none(), required=False, empty_label=None
    )
    downtime_minutes = forms.IntegerField(
        label=_("Lama henti (menit)"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Berapa lama aset tidak melayani; kosongkan bila tidak berhenti."),
    )
    cost = CostField(label=_("Biaya (Rp)"), help_text=_("Kosongkan bila tidak ada biaya."))
    finding_title = forms.CharField(label=pgettext_lazy("one", "Temuan"), required=False, max_length=300)
    finding_severity = forms.ChoiceField(
        label=_("Tingkat"),
        choices=Severity.choices,
        initial=Severity.MEDIUM,
        required=False,
        widget=RadioButtons,
    )
    finding_follow_up = forms.CharField(
        label=_("Tindak lanjut yang direncanakan"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    finding_follow_up_due = PlausibleDateField(label=_("Tenggat tindak lanjut"), required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        work_order: WorkOrder,
        user: User,
        activity: Activity | None = None,
        key: uuid.UUID | None = None,
    ) -> None:
        self.work_order, self.user, self.activity, self.new_key = work_order, user, activity, key
        self.items = list(work_order.planned_work.checklist.all())
        super().__init__(data, files, initial=self._initial())
        for item in self.items:
            self.fields[checklist.field_name(item.pk)] = AnswerField(item)
        self.add_evidence_fields()
        self._set_performed_by_choices()

    # For the template

    def answer_fields(self) -> list[forms.BoundField]:
        return [self[checklist.field_name(item.pk)] for item in self.items]

    # For the view

    def activity_values(self) -> dict[str, Any]:
        """Return the keyword arguments that both `log_activity` and `change_activity` accept."""
        data = self.cleaned_data
        return {
            "started_at": data["started_at"],
            "ended_at": data["ended_at"],
            "description": data["description"],
            "people": data["people"],
            "cost": data["cost"],
            "downtime_minutes": data["downtime_minutes"] or 0,
            "performed_by": data.get("performed_by"),
            "answers": {item.pk: data[checklist.field_name(item.pk)] for item in self.items},
            "evidence": self.new_evidence(),
            "findings": self._findings(),
        }

    def changes_nothing(self) -> bool:
        """Return whether the submitted values are equal to the saved values of the activity.

        They are equal when the browser sends a form again because the response to the first submission was lost.
        """
        activity, values = self.activity, self.activity_values()
        if activity is None or values["evidence"] or values["findings"] or self.discarded():
            return False
        names = ("started_at", "ended_at", "description", "people", "cost", "downtime_minutes")
        saved = {answer.item_id: answer.value for answer in activity.answers.all()}
        sent = {
            item.pk: answer.value
            for item in self.items
            if (answer := checklist.parse_answer(item, values["answers"][item.pk])) is not None
        }
        same_person = values["performed_by"] in (None, activity.performed_by)
        same_values = all(getattr(activity, name) == values[name] for name in names)
        return saved == sent and same_person and same_values

    def add_service_errors(self, error: ValidationError) -> None:
        """Add the errors raised by `maintenance.activities.services` to the form fields with the same names."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, cast(Any, errors))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        started_at, ended_at = data.get("started_at"), data.get("ended_at")
        if started_at and ended_at and ended_at < started_at:
            self.add_error("ended_at", _("Waktu selesai mendahului waktu mulai."))
        if ended_at and ended_at > timezone.now() + CLOCK_TOLERANCE:
            self.add_error("ended_at", _("Waktu selesai belum terjadi; catat kegiatan setelah dikerjakan."))
        self.add_errors_for_lost_files()
        has_follow_up = data.get("finding_follow_up") or data.get("finding_follow_up_due")
        if has_follow_up and not data.get("finding_title"):
            self.add_error("finding_title", _("Tulis apa yang ditemukan."))
        return data

    def _initial(self) -> dict[str, Any]:
        if self.activity is None:
            return {"key": self.new_key or uuid.uuid4(), "performed_by": self.user.pk}
        activity = self.activity
        answers = {
            checklist.field_name(answer.item_id): checklist.input_value(answer)
            for answer in activity.answers.all()
        }
        return answers | {
            "key": activity.key,
            "started_at": activity.started_at,
            "ended_at": activity.ended_at,
            "description": activity.description,
            "people": activity.people,
            "performed_by": activity.performed_by_id,
            "downtime_minutes": activity.downtime_minutes or None,
            "cost": activity.cost if activity.cost else None,
        }

    def _set_performed_by_choices(self) -> None:
        """Set the choices of `performed_by`, the user who did the work.

        Staff can log work of other users. Vendor users log only their own work, so their form has no field
        `performed_by`.
        """
        if self.user.role == Role.VENDOR:
            del self.fields["performed_by"]
            return
        performers = Q(role__in=[Role.OPERATOR, Role.HEAD])
        if contract := self.work_order.round.contract:
            performers |= Q(pk__in=users_of(contract.vendor))
        field = cast("forms.ModelChoiceField[User]", self.fields["performed_by"])
        field.queryset = User.objects.filter(performers, is_active=True).only("full_name", "email", "role")
        choices: Any = iter(cast(Any, field.choices))
        field.widget.choices = list(choices)  # otherwise the widget runs the query twice

    def _findings(self) -> list[NewFinding]:
        data = self.cleaned_data
        title = data["finding_title"].strip()
        existing = (
            {finding.title for finding in self.activity.findings.all()} if self.activity and title else ()
        )
        if not title or title in existing:
            return []
        severity = data["finding_severity"] or Severity.MEDIUM
        due = data["finding_follow_up_due"]
        return [NewFinding(title, severity, data["finding_follow_up"], due)]
