"""Kinds of documents: the outputs in the flowchart of the SOP. The values are part of URLs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Role


class Subject(StrEnum):
    """Kind of subject of a document: a cycle, a round, or a budget year."""

    CYCLE = "cycle"
    ROUND = "round"
    YEAR = "year"


class DocumentKind(models.TextChoices):
    PLAN = "rencana-pemeliharaan", _("Rencana pemeliharaan")
    CRITERIA = "kriteria-penerimaan", _("Kriteria penerimaan")
    DOCUMENTATION = "dokumentasi-kegiatan", _("Dokumentasi kegiatan")
    INSPECTION = "berita-acara-pemeriksaan", _("Berita acara pemeriksaan pekerjaan")
    HANDOVER = "berita-acara-serah-terima", _("Berita acara serah terima")
    EVALUATION = "evaluasi-kriteria", _("Evaluasi ketercapaian kriteria")
    REPORT = "laporan-manajemen", _("Laporan manajemen pemeliharaan")
    ANNUAL = "laporan-tahunan", _("Laporan tahunan")

    @property
    def subject(self) -> Subject:
        return _TRAITS[self].subject

    @property
    def rows(self) -> str:
        """Numbers of the SOP rows that have this document as output."""
        return _TRAITS[self].rows

    @property
    def code(self) -> str:
        """Prefix of document numbers in the default number template."""
        return _TRAITS[self].code


@dataclass(frozen=True)
class _Traits:
    subject: Subject
    rows: str
    code: str


_TRAITS = {
    DocumentKind.PLAN: _Traits(Subject.CYCLE, "1", "REN"),
    DocumentKind.CRITERIA: _Traits(Subject.CYCLE, "2", "KRI"),
    DocumentKind.DOCUMENTATION: _Traits(Subject.ROUND, "4/5", "DOK"),
    DocumentKind.INSPECTION: _Traits(Subject.ROUND, "4", "BAP"),
    DocumentKind.HANDOVER: _Traits(Subject.ROUND, "6", "BAST"),
    DocumentKind.EVALUATION: _Traits(Subject.ROUND, "6", "EVA"),
    DocumentKind.REPORT: _Traits(Subject.CYCLE, "8", "LAP"),
    DocumentKind.ANNUAL: _Traits(Subject.YEAR, "8", "LTH"),
}

# Kinds that a vendor may read for its own rounds.
VENDOR_KINDS = (
    DocumentKind.DOCUMENTATION,
    DocumentKind.INSPECTION,
    DocumentKind.HANDOVER,
    DocumentKind.EVALUATION,
)
# Kinds that managers acknowledge.
MANAGER_KINDS = (DocumentKind.REPORT, DocumentKind.ANNUAL)
# Roles that issue documents.
ISSUER_ROLES = (Role.OPERATOR, Role.HEAD)
