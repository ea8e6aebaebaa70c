"""The form in which an activity is written down, mostly on a phone beside the machine."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role, User
from core.widgets import DateInput
from maintenance import checklist, held
from maintenance.evidence import NewEvidence
from maintenance.fields import AnswerField, Choices, EvidenceField, MomentField, RupiahField, Ticks
from maintenance.findings import NewFinding
from maintenance.models import Activity, Severity, WorkOrder
from maintenance.recording import CLOCK_DIFFERENCE
from plans.models import EvidencePurpose


@dataclass(frozen=True)
class EvidenceFields:
    """One purpose as the form shows it: its two fields, how many are required, what is held from the last attempt."""

    purpose: EvidencePurpose
    files: forms.BoundField
    caption: forms.BoundField
    required: int
    held: list[tuple[str, File[Any]]]


class ActivityForm(forms.Form):
    """What was done on a work order: times, words, checklist, evidence, and what was found to be wrong.

    `activity` is the one to correct. Files of a form that has errors are held, and come back as tickets.
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
    cost = RupiahField(label=_("Biaya (Rp)"), help_text=_("Kosongkan bila tidak ada biaya."))
    finding_title = forms.CharField(label=pgettext_lazy("one", "Temuan"), required=False, max_length=300)
    finding_severity = forms.ChoiceField(
        label=_("Tingkat"), choices=Severity.choices, initial=Severity.MEDIUM, required=False, widget=Choices
    )
    finding_follow_up = forms.CharField(
        label=_("Tindak lanjut yang direncanakan"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    finding_follow_up_due = forms.DateField(
        label=_("Tenggat tindak lanjut"), required=False, widget=DateInput()
    )

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        order: WorkOrder,
        user: User,
        activity: Activity | None = None,
    ) -> None:
        self.order, self.user, self.activity = order, user, activity
        self.items = list(order.planned_work.checklist.all())
        super().__init__(data, files, initial=self._initial())
        for item in self.items:
            self.fields[checklist.field_name(item.pk)] = AnswerField(item)
        for purpose in EvidencePurpose:
            self.fields[f"files_{purpose}"] = EvidenceField(purpose)
            self.fields[f"caption_{purpose}"] = forms.CharField(
                label=_("Keterangan"), required=False, max_length=200
            )
        self._offer_people()
        self._offer_discarding()
        self.held: dict[str, list[tuple[str, File[Any]]]] = self._fetch_held()

    # What the template lays out

    def answer_fields(self) -> list[forms.BoundField]:
        return [self[checklist.field_name(item.pk)] for item in self.items]

    @cached_property
    def main_evidence(self) -> list[EvidenceFields]:
        """What the work requires; any photo or document where it requires nothing."""
        required = [each for each in self._evidence_fields if each.required]
        usual = (EvidencePurpose.PHOTO, EvidencePurpose.DOCUMENT)
        return required or [each for each in self._evidence_fields if each.purpose in usual]

    @cached_property
    def more_evidence(self) -> list[EvidenceFields]:
        return [each for each in self._evidence_fields if each not in self.main_evidence]

    @property
    def has_more_evidence(self) -> bool:
        """Whether something is held there, or wrong there, that must not be folded away."""
        return any(each.held or each.files.errors for each in self.more_evidence)

    @cached_property
    def _evidence_fields(self) -> list[EvidenceFields]:
        required = {each.purpose: each.count for each in self.order.planned_work.required_evidence.all()}
        return [
            EvidenceFields(
                purpose,
                self[f"files_{purpose}"],
                self[f"caption_{purpose}"],
                required.get(purpose, 0),
                self.held.setdefault(purpose, []),
            )
            for purpose in EvidencePurpose
        ]

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
            "evidence": self._evidence(),
            "findings": self._findings(),
        }

    def discarded(self) -> list[int]:
        """The ids of the evidence that was ticked to go."""
        return list(self.cleaned_data.get("discard", []))

    def hold_files(self) -> None:
        """After an error: the files that were in order are kept for the next attempt."""
        for purpose in EvidencePurpose:
            for piece in cast(EvidenceField, self.fields[f"files_{purpose}"]).in_order:
                ticket = held.hold(piece.file, self.user)
                self.held.setdefault(purpose, []).append((ticket, piece.file))

    def let_held_files_go(self) -> None:
        held.let_go([ticket for pieces in self.held.values() for ticket, _file in pieces], self.user)

    def refuse(self, error: ValidationError) -> None:
        """What `maintenance.work` says against the form, beside the fields that it names."""
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
        about_a_finding = given.get("finding_follow_up") or given.get("finding_follow_up_due")
        if about_a_finding and not given.get("finding_title"):
            self.add_error("finding_title", _("Tulis apa yang ditemukan."))
        return given

    def _initial(self) -> dict[str, Any]:
        if self.activity is None:
            return {"key": uuid.uuid4(), "performed_by": self.user.pk}
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
            may |= Q(memberships__vendor=contract.vendor_id, memberships__is_active=True)
        field = cast("forms.ModelChoiceField[User]", self.fields["performed_by"])
        field.queryset = User.objects.filter(may, is_active=True).distinct()

    def _offer_discarding(self) -> None:
        pieces = list(self.activity.evidence.all()) if self.activity else []
        if pieces:
            names = [(piece.pk, f"{piece.get_purpose_display()}: {piece.original_name}") for piece in pieces]
            self.fields["discard"] = forms.TypedMultipleChoiceField(
                label=_("Bukti yang dihapus"), choices=names, coerce=int, required=False, widget=Ticks
            )

    def _fetch_held(self) -> dict[str, list[tuple[str, File[Any]]]]:
        found: dict[str, list[tuple[str, File[Any]]]] = {}
        if not self.is_bound or not hasattr(self.data, "getlist"):
            return found
        for purpose in EvidencePurpose:
            for ticket in self.data.getlist(f"held_{purpose}"):
                if file := held.fetch(ticket, self.user):
                    found.setdefault(purpose, []).append((ticket, file))
        return found

    def _evidence(self) -> list[NewEvidence]:
        pieces: list[NewEvidence] = []
        for purpose in EvidencePurpose:
            caption = self.cleaned_data[f"caption_{purpose}"]
            pieces += [NewEvidence(file, purpose, caption) for _ticket, file in self.held.get(purpose, [])]
            for piece in self.cleaned_data[f"files_{purpose}"]:
                piece.caption = caption
                pieces.append(piece)
        return pieces

    def _findings(self) -> list[NewFinding]:
        given = self.cleaned_data
        if not given["finding_title"]:
            return []
        severity = given["finding_severity"] or Severity.MEDIUM
        due = given["finding_follow_up_due"]
        return [NewFinding(given["finding_title"], severity, given["finding_follow_up"], due)]
