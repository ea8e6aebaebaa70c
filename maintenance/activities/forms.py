"""The form in which an activity is written down, mostly on a phone beside the machine."""

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
from core.forms.date_field import PlausibleDateField
from maintenance.activities import checklist
from maintenance.activities.fields import AnswerField, Choices, CostField, MomentField
from maintenance.activities.services import CLOCK_DIFFERENCE
from maintenance.evidence.forms import EvidenceForm
from maintenance.findings.services import NewFinding
from maintenance.models import Activity, Severity, WorkOrder
from vendors.models import users_of


class ActivityForm(EvidenceForm):
    """What was done on a work order: times, words, checklist, evidence, and what was found to be wrong.

    `activity` is the one to correct; `key` tells a new one from what was sent before.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    started_at = MomentField(label=_("Mulai"))
    ended_at = MomentField(label=_("Selesai"))
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
        label=_("Tingkat"), choices=Severity.choices, initial=Severity.MEDIUM, required=False, widget=Choices
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
        order: WorkOrder,
        user: User,
        activity: Activity | None = None,
        key: uuid.UUID | None = None,
    ) -> None:
        self.order, self.user, self.activity, self.fresh_key = order, user, activity, key
        self.items = list(order.planned_work.checklist.all())
        super().__init__(data, files, initial=self._initial())
        for item in self.items:
            self.fields[checklist.field_name(item.pk)] = AnswerField(item)
        self.add_evidence_fields()
        self._offer_people()

    # What the template lays out

    def answer_fields(self) -> list[forms.BoundField]:
        return [self[checklist.field_name(item.pk)] for item in self.items]

    # What the view hands on

    def told(self) -> dict[str, Any]:
        """The arguments that `work.log_activity` and `work.change_activity` share."""
        given = self.cleaned_data
        return {
            "started_at": given["started_at"],
            "ended_at": given["ended_at"],
            "description": given["description"],
            "people": given["people"],
            "cost": given["cost"],
            "downtime_minutes": given["downtime_minutes"] or 0,
            "performed_by": given.get("performed_by"),
            "answers": {item.pk: given[checklist.field_name(item.pk)] for item in self.items},
            "evidence": self.evidence(),
            "findings": self._findings(),
        }

    def adds_nothing(self) -> bool:
        """Whether the activity says all this already, as when an answer got lost on the way and the form came again."""
        kept, told = self.activity, self.told()
        if kept is None or told["evidence"] or told["findings"] or self.discarded():
            return False
        words = ("started_at", "ended_at", "description", "people", "cost", "downtime_minutes")
        given = {answer.item_id: answer.value for answer in kept.answers.all()}
        typed = {
            item.pk: answer.value
            for item in self.items
            if (answer := checklist.read(item, told["answers"][item.pk])) is not None
        }
        same_person = told["performed_by"] in (None, kept.performed_by)
        return given == typed and same_person and all(getattr(kept, name) == told[name] for name in words)

    def refuse(self, error: ValidationError) -> None:
        """What `maintenance.work_orders.services` says against the form, beside the fields that it names."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, errors in error.error_dict.items():
            self.add_error(name if name in self.fields else None, cast(Any, errors))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        started_at, ended_at = given.get("started_at"), given.get("ended_at")
        if started_at and ended_at and ended_at < started_at:
            self.add_error("ended_at", _("Waktu selesai mendahului waktu mulai."))
        if ended_at and ended_at > timezone.now() + CLOCK_DIFFERENCE:
            self.add_error("ended_at", _("Waktu selesai belum terjadi; catat kegiatan setelah dikerjakan."))
        self.complain_of_lost_files()
        about_a_finding = given.get("finding_follow_up") or given.get("finding_follow_up_due")
        if about_a_finding and not given.get("finding_title"):
            self.add_error("finding_title", _("Tulis apa yang ditemukan."))
        return given

    def _initial(self) -> dict[str, Any]:
        if self.activity is None:
            return {"key": self.fresh_key or uuid.uuid4(), "performed_by": self.user.pk}
        kept = self.activity
        answers = {
            checklist.field_name(answer.item_id): checklist.typed(answer) for answer in kept.answers.all()
        }
        return answers | {
            "key": kept.key,
            "started_at": kept.started_at,
            "ended_at": kept.ended_at,
            "description": kept.description,
            "people": kept.people,
            "performed_by": kept.performed_by_id,
            "downtime_minutes": kept.downtime_minutes or None,
            "cost": kept.cost if kept.cost else None,
        }

    def _offer_people(self) -> None:
        """Seksi Operasional may write down what others did; a vendor person speaks for itself."""
        if self.user.role == Role.VENDOR:
            del self.fields["performed_by"]
            return
        may = Q(role__in=[Role.OPERATOR, Role.HEAD])
        if contract := self.order.round.contract:
            may |= Q(pk__in=users_of(contract.vendor))
        field = cast("forms.ModelChoiceField[User]", self.fields["performed_by"])
        field.queryset = User.objects.filter(may, is_active=True).only("full_name", "email", "role")
        fetched: Any = iter(cast(Any, field.choices))  # or the widget would fetch them twice
        field.widget.choices = list(fetched)

    def _findings(self) -> list[NewFinding]:
        given = self.cleaned_data
        title = given["finding_title"].strip()
        known = {finding.title for finding in self.activity.findings.all()} if self.activity and title else ()
        if not title or title in known:
            return []
        severity = given["finding_severity"] or Severity.MEDIUM
        due = given["finding_follow_up_due"]
        return [NewFinding(title, severity, given["finding_follow_up"], due)]
