"""The part of the activity form that takes files: those that come with it, and those that were held before."""

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
from maintenance.activities.fields import EvidenceField, Ticks
from maintenance.evidence import temporary_uploads
from maintenance.evidence.services import NewEvidence
from maintenance.evidence.temporary_uploads import TemporaryUpload
from maintenance.models import Activity, WorkOrder
from plans.models import EvidencePurpose


@dataclass(frozen=True)
class EvidenceFields:
    """One purpose as the form shows it: its two fields, how many are required, what is held from the last attempt."""

    purpose: EvidencePurpose
    files: forms.BoundField
    caption: forms.BoundField
    required: int
    held: list[TemporaryUpload]


class EvidenceForm(forms.Form):
    """Files of a form that has errors are held, and come back as tickets.

    `activity` is the one to correct: what it has already is not attached again, however often the form arrives.
    """

    order: WorkOrder
    user: User
    activity: Activity | None

    def add_evidence_fields(self) -> None:
        """After `__init__`, when the form knows its work order and its person."""
        for purpose in EvidencePurpose:
            self.fields[f"files_{purpose}"] = EvidenceField(purpose)
            self.fields[f"caption_{purpose}"] = forms.CharField(
                label=_("Keterangan"), required=False, max_length=200
            )
        pieces = list(self.activity.evidence.all()) if self.activity else []
        if pieces:
            names = [(piece.pk, f"{piece.get_purpose_display()}: {piece.original_name}") for piece in pieces]
            self.fields["discard"] = forms.TypedMultipleChoiceField(
                label=_("Bukti yang dihapus"), choices=names, coerce=int, required=False, widget=Ticks
            )

    # What the template lays out

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
                self.held[purpose],
            )
            for purpose in EvidencePurpose
        ]

    # What was held

    @cached_property
    def held(self) -> dict[str, list[TemporaryUpload]]:
        """By purpose, the files that are still there."""
        return {
            purpose: [each for each in tickets if each.file] for purpose, tickets in self._tickets.items()
        }

    @cached_property
    def lost(self) -> list[str]:
        """Tickets whose file is gone and was not attached either; it has to be chosen, or sent, again."""
        return [
            each.ticket
            for purpose, tickets in self._tickets.items()
            for each in tickets
            if not each.file and (purpose, each.sha256) not in self._attached
        ]

    @cached_property
    def _tickets(self) -> dict[str, list[TemporaryUpload]]:
        given = self.data.getlist if self.is_bound and hasattr(self.data, "getlist") else lambda name: []
        return {
            purpose: [temporary_uploads.fetch(ticket, self.user) for ticket in given(f"held_{purpose}")]
            for purpose in EvidencePurpose
        }

    def hold_files(self) -> None:
        """After an error: the files that were in order are kept for the next attempt, as far as there is room."""
        for purpose in EvidencePurpose:
            name = f"files_{purpose}"
            for piece in cast(EvidenceField, self.fields[name]).in_order:
                try:
                    ticket = temporary_uploads.store(piece, self.user)
                except StorageFull as error:
                    self.add_error(name, error)
                    break
                self.held[purpose].append(TemporaryUpload(ticket, piece.sha256_received, piece.file))

    def let_held_files_go(self) -> None:
        temporary_uploads.release(
            [each.ticket for tickets in self.held.values() for each in tickets], self.user
        )

    def complain_of_lost_files(self) -> None:
        for purpose, tickets in self._tickets.items():
            if any(each.ticket in self.lost for each in tickets):
                message = _("Berkas yang sudah diunggah tidak lagi tersimpan. Pilih berkas itu sekali lagi.")
                self.add_error(f"files_{purpose}", ValidationError(message, code="lost"))

    # What the view hands on

    def evidence(self) -> list[NewEvidence]:
        """What is to be attached."""
        return [
            piece for piece in self._pieces() if (piece.purpose, piece.sha256_received) not in self._attached
        ]

    def discarded(self) -> list[int]:
        """The ids of the evidence that was ticked to go."""
        return list(self.cleaned_data.get("discard", []))

    def _pieces(self) -> Iterable[NewEvidence]:
        for purpose in EvidencePurpose:
            caption = self.cleaned_data[f"caption_{purpose}"]
            for each in self.held[purpose]:
                if each.file:
                    yield NewEvidence(each.file, purpose, caption)
            for piece in self.cleaned_data[f"files_{purpose}"]:
                piece.caption = caption
                yield piece

    @cached_property
    def _attached(self) -> set[tuple[str, str]]:
        """Purpose and SHA-256 of what the activity has."""
        pieces = self.activity.evidence.all() if self.activity else []
        gone = set(self.data.getlist("discard")) if hasattr(self.data, "getlist") else set()
        return {(piece.purpose, piece.sha256_received) for piece in pieces if str(piece.pk) not in gone}
