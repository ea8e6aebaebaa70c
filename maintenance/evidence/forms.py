"""Base form with file fields for evidence: files sent with the form, and files stored from an earlier request."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.files.storage import StorageFull
from maintenance.evidence import temporary_uploads
from maintenance.evidence.fields import CheckboxList, EvidenceField
from maintenance.evidence.services import NewEvidence
from maintenance.evidence.temporary_uploads import TemporaryUpload
from maintenance.models import Activity, WorkOrder
from plans.models import EvidencePurpose


@dataclass(frozen=True)
class EvidenceFields:
    """The two form fields of one purpose, the required number of files, and the temporary uploads."""

    purpose: EvidencePurpose
    files: forms.BoundField
    caption: forms.BoundField
    required: int
    uploads: list[TemporaryUpload]


class EvidenceForm(forms.Form):
    """Form with file fields. If the form has errors, its valid files are stored and the next page refers to tickets.

    `activity` is the activity to change, if any. A file that it already has is not attached a second time, so the
    same form can be sent repeatedly. Devices in use send the field names `files_`, `caption_`, `held_` and `discard`.
    """

    work_order: WorkOrder
    user: User
    activity: Activity | None

    def add_evidence_fields(self) -> None:
        """Add the fields. Call it after `__init__`, when `work_order`, `user` and `activity` are set."""
        for purpose in EvidencePurpose:
            self.fields[f"files_{purpose}"] = EvidenceField(purpose)
            self.fields[f"caption_{purpose}"] = forms.CharField(
                label=_("Keterangan"), required=False, max_length=200
            )
        attached = list(self.activity.evidence.all()) if self.activity else []
        if attached:
            names = [(each.pk, f"{each.get_purpose_display()}: {each.original_name}") for each in attached]
            self.fields["discard"] = forms.TypedMultipleChoiceField(
                label=_("Bukti yang dihapus"),
                choices=names,
                coerce=int,
                required=False,
                widget=CheckboxList,
            )

    # For the template

    @cached_property
    def main_evidence(self) -> list[EvidenceFields]:
        """The fields of required evidence; of photos and documents if nothing is required."""
        required = [each for each in self._evidence_fields if each.required]
        usual = (EvidencePurpose.PHOTO, EvidencePurpose.DOCUMENT)
        return required or [each for each in self._evidence_fields if each.purpose in usual]

    @cached_property
    def more_evidence(self) -> list[EvidenceFields]:
        return [each for each in self._evidence_fields if each not in self.main_evidence]

    @property
    def has_more_evidence(self) -> bool:
        """Whether the optional fields have uploads or errors, so that the page must show them."""
        return any(each.uploads or each.files.errors for each in self.more_evidence)

    @cached_property
    def _evidence_fields(self) -> list[EvidenceFields]:
        required = {each.purpose: each.count for each in self.work_order.planned_work.required_evidence.all()}
        return [
            EvidenceFields(
                purpose,
                self[f"files_{purpose}"],
                self[f"caption_{purpose}"],
                required.get(purpose, 0),
                self.uploads[purpose],
            )
            for purpose in EvidencePurpose
        ]

    # Temporary uploads

    @cached_property
    def uploads(self) -> dict[str, list[TemporaryUpload]]:
        """The temporary uploads whose file still exists, by purpose."""
        return {
            purpose: [each for each in uploads if each.file]
            for purpose, uploads in self._sent_uploads.items()
        }

    @cached_property
    def lost(self) -> list[str]:
        """Tickets whose file no longer exists and was not attached. The user must choose these files again."""
        return [
            each.ticket
            for purpose, uploads in self._sent_uploads.items()
            for each in uploads
            if not each.file and (purpose, each.sha256) not in self._attached
        ]

    @cached_property
    def _sent_uploads(self) -> dict[str, list[TemporaryUpload]]:
        """The temporary uploads of all tickets in the request, by purpose."""
        getlist = self.data.getlist if self.is_bound and hasattr(self.data, "getlist") else lambda name: []
        return {
            purpose: [temporary_uploads.fetch(ticket, self.user) for ticket in getlist(f"held_{purpose}")]
            for purpose in EvidencePurpose
        }

    def store_valid_files(self) -> None:
        """Store the valid files of a form with errors for the next request. Stops when the disk is full."""
        for purpose in EvidencePurpose:
            name = f"files_{purpose}"
            for new in cast(EvidenceField, self.fields[name]).valid_files:
                try:
                    ticket = temporary_uploads.store(new, self.user)
                except StorageFull as error:
                    self.add_error(name, error)
                    break
                self.uploads[purpose].append(TemporaryUpload(ticket, new.sha256_received, new.file))

    def release_uploads(self) -> None:
        """Delete the temporary uploads after the form was saved."""
        temporary_uploads.release(
            [each.ticket for uploads in self.uploads.values() for each in uploads], self.user
        )

    def add_errors_for_lost_files(self) -> None:
        for purpose, uploads in self._sent_uploads.items():
            if any(each.ticket in self.lost for each in uploads):
                message = _("Berkas yang sudah diunggah tidak lagi tersimpan. Pilih berkas itu sekali lagi.")
                self.add_error(f"files_{purpose}", ValidationError(message, code="lost"))

    # For the view

    def new_evidence(self) -> list[NewEvidence]:
        """Return the files to attach, without those that the activity already has."""
        return [new for new in self._all_files() if (new.purpose, new.sha256_received) not in self._attached]

    def discarded(self) -> list[int]:
        """Return the ids of the evidence that the user selected for deletion."""
        return list(self.cleaned_data.get("discard", []))

    def _all_files(self) -> Iterable[NewEvidence]:
        for purpose in EvidencePurpose:
            caption = self.cleaned_data[f"caption_{purpose}"]
            for each in self.uploads[purpose]:
                if each.file:
                    yield NewEvidence(each.file, purpose, caption)
            for new in self.cleaned_data[f"files_{purpose}"]:
                new.caption = caption
                yield new

    @cached_property
    def _attached(self) -> set[tuple[str, str]]:
        """Purpose and SHA-256 of the files of the activity, without those selected for deletion."""
        attached = self.activity.evidence.all() if self.activity else []
        discarded = set(self.data.getlist("discard")) if hasattr(self.data, "getlist") else set()
        return {(each.purpose, each.sha256_received) for each in attached if str(each.pk) not in discarded}
