"""Base form with file fields for evidence. It also accepts files that an earlier request stored temporarily."""

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
    """File field and caption field for one purpose, with the required number of files and the temporary uploads."""

    purpose: EvidencePurpose
    files: forms.BoundField
    caption: forms.BoundField
    required: int
    uploads: list[TemporaryUpload]


class EvidenceForm(forms.Form):
    """Form with file fields for evidence.

    If the form has errors, the valid files are stored as temporary uploads. The next page then contains the ticket
    (the signed id) of each stored file, so that the user need not choose the file again.

    `activity` is the existing activity to change, or None. A file that is already attached to the activity is not
    attached a second time, so the same form can be sent repeatedly. The field names `files_`, `caption_`, `held_`
    and `discard` must not change, because devices in use send them.
    """

    work_order: WorkOrder
    user: User
    activity: Activity | None

    def add_evidence_fields(self) -> None:
        """Add the evidence fields to the form. Requires `self.fields`, `work_order`, `user` and `activity`."""
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
        """The fields of the required purposes. If no evidence is required, the fields for photos and documents."""
        required = [each for each in self._evidence_fields if each.required]
        usual = (EvidencePurpose.PHOTO, EvidencePurpose.DOCUMENT)
        return required or [each for each in self._evidence_fields if each.purpose in usual]

    @cached_property
    def more_evidence(self) -> list[EvidenceFields]:
        return [each for each in self._evidence_fields if each not in self.main_evidence]

    @property
    def has_more_evidence(self) -> bool:
        """Whether `more_evidence` contains uploads or errors, so that the page must show these optional fields."""
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
        """Temporary uploads by purpose, without uploads whose file was deleted."""
        return {
            purpose: [each for each in uploads if each.file]
            for purpose, uploads in self._sent_uploads.items()
        }

    @cached_property
    def lost(self) -> list[str]:
        """Tickets of temporary uploads whose file was deleted before the file was attached to the activity.

        The user must choose these files again.
        """
        return [
            each.ticket
            for purpose, uploads in self._sent_uploads.items()
            for each in uploads
            if not each.file and (purpose, each.sha256) not in self._attached
        ]

    @cached_property
    def _sent_uploads(self) -> dict[str, list[TemporaryUpload]]:
        """Temporary uploads by purpose, for all tickets in the request."""
        getlist = self.data.getlist if self.is_bound and hasattr(self.data, "getlist") else lambda name: []
        return {
            purpose: [temporary_uploads.fetch(ticket, self.user) for ticket in getlist(f"held_{purpose}")]
            for purpose in EvidencePurpose
        }

    def store_valid_files(self) -> None:
        """Store the valid files of a form with errors as temporary uploads, so that the next request can use them.

        If the disk is full, an error is added to the field and the other files of that field are not stored.
        """
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
        """Delete the temporary uploads. Called after the form was saved."""
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
        """Return the submitted files that are not attached to the activity yet."""
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
        """Pairs of purpose and SHA-256 of the files attached to the activity.

        Files that the user selected for deletion are excluded.
        """
        attached = self.activity.evidence.all() if self.activity else []
        discarded = set(self.data.getlist("discard")) if hasattr(self.data, "getlist") else set()
        return {(each.purpose, each.sha256_received) for each in attached if str(each.pk) not in discarded}
