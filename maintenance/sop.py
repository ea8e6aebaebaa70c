"""The SOP as data: the eight rows of the flowchart (Lampiran 1) in the original text, the states and the moves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NUMBER = "528/IT1.B05.3/OT/2021"
TITLE = "Pemeliharaan Infrastruktur"
SUCCESS_INDICATOR = _(
    "Pemeliharaan infrastruktur berjalan sesuai dengan rencana pemeliharaan dan dilengkapi dengan "
    "laporan manajemen pemeliharaan infrastruktur."
)


class State(models.TextChoices):
    """State of a cycle. Each row of the SOP flowchart is one state; `FINISHED` comes after the last row."""

    PLANNING = "planning", _("Penyusunan rencana")
    CRITERIA = "criteria", _("Penetapan kriteria")
    ASSIGNMENT = "assignment", _("Penentuan pelaksana")
    VENDOR_WORK = "vendor_work", _("Pemeliharaan oleh vendor")
    INTERNAL_WORK = "internal_work", _("Pemeliharaan oleh tim internal")
    EVALUATION = "evaluation", _("Evaluasi kriteria")
    CONTINUATION = "continuation", _("Keputusan kelanjutan")
    REPORTING = "reporting", _("Laporan manajemen")
    FINISHED = "finished", _("Selesai")

    @property
    def row(self) -> Row | None:
        """The flowchart row of this state; None for FINISHED."""
        return ROWS.get(self)


WORK_STATES = (State.VENDOR_WORK, State.INTERNAL_WORK)


class Executor(models.TextChoices):
    """The party that does the work of a round. The decision is made in SOP row 3 or 7."""

    VENDOR = "vendor", _("Vendor")
    INTERNAL = "internal", _("Tim internal")


class Move(models.TextChoices):
    """Moves: the state transitions of a cycle. Each value is the name of the `Cycle` method for the transition."""

    SUBMIT_PLAN = "submit_plan", _("Ajukan rencana")
    SET_CRITERIA = "set_criteria", _("Tetapkan kriteria")
    START_VENDOR_ROUND = "start_vendor_round", _("Mulai putaran oleh vendor")
    START_INTERNAL_ROUND = "start_internal_round", _("Mulai putaran oleh tim internal")
    COMPLETE_VENDOR_WORK = "complete_vendor_work", _("Serah terima pekerjaan vendor")
    COMPLETE_INTERNAL_WORK = "complete_internal_work", _("Nyatakan pekerjaan internal selesai")
    CONCLUDE_EVALUATION = "conclude_evaluation", _("Simpulkan evaluasi")
    END = "end", _("Akhiri siklus")
    FINISH = "finish", _("Terbitkan laporan manajemen")


@dataclass(frozen=True)
class Row:
    """One row of the flowchart: activity, performer, input and output, in the text of the SOP."""

    number: int
    text: str | Promise
    performer: str | Promise
    input: str | Promise = ""
    output: str | Promise = ""


OPERATIONS = _("Seksi Operasional")
VENDOR = _("Vendor")

ROWS: dict[State, Row] = {
    State.PLANNING: Row(
        1,
        _("Penyusunan rencana pemeliharaan atas infrastruktur"),
        OPERATIONS,
        _("Arsitektur infrastruktur"),
        _("Rencana pemeliharaan infrastruktur"),
    ),
    State.CRITERIA: Row(
        2,
        _("Penetapan kriteria penerimaan atas kegiatan pemeliharaan infrastruktur"),
        OPERATIONS,
        output=_("Kriteria penerimaan atas kegiatan pemeliharaan infrastruktur"),
    ),
    State.ASSIGNMENT: Row(3, _("Apakah pemeliharaan dilakukan oleh pihak ketiga (vendor)?"), OPERATIONS),
    State.VENDOR_WORK: Row(
        4,
        _("Kegiatan pemeliharaan oleh vendor"),
        VENDOR,
        output=_("Dokumentasi kegiatan pemeliharaan oleh vendor"),
    ),
    State.INTERNAL_WORK: Row(
        5,
        _("Kegiatan pemeliharaan oleh tim internal"),
        OPERATIONS,
        output=_("Dokumentasi kegiatan pemeliharaan oleh internal"),
    ),
    State.EVALUATION: Row(
        6,
        _("Evaluasi pencapaian kriteria kinerja pemeliharaan infrastruktur"),
        OPERATIONS,
        _("Dokumentasi kegiatan pemeliharaan"),
        _("Evaluasi ketercapaian kriteria pemeliharaan"),
    ),
    State.CONTINUATION: Row(
        7,
        _("Apakah siklus pemeliharaan infrastruktur sudah berakhir sesuai tahun anggaran atau kontrak?"),
        OPERATIONS,
    ),
    State.REPORTING: Row(
        8,
        _("Evaluasi kegiatan pemeliharaan infrastruktur"),
        OPERATIONS,
        output=_("Laporan manajemen pemeliharaan infrastruktur"),
    ),
}
