"""The register of documents: every output of the SOP's rows, under the name by which addresses and commands know it.

All are made by one way: `take` reads what the person may see into plain data, and the PDF is made of that alone.
The issued management report is the exception; it is read as it was kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import override

from maintenance.models import Cycle
from reports.documents import annual, criteria, documentation, evaluation, management_report, minutes
from reports.documents import plan as plan_document
from reports.documents.paper import Paper, html, printed
from reports.models import ManagementReport
from reports.snapshot import VERSION, Snapshot
from reports.snapshot import take as take_cycle

if TYPE_CHECKING:
    from accounts.models import User


class NoSuchDocument(LookupError):
    """The kind is unknown, there is nothing with this id, or it is not this person's to read."""


@dataclass(frozen=True)
class Made:
    """A PDF and the name for the person's own folder."""

    content: bytes
    filename: str


def _nothing(_paper: Any) -> Mapping[str, Path]:
    return {}


@dataclass(frozen=True)
class Kind:
    """`of` names what the id counts: a cycle, a round, or a budget year. `rows` are those of the SOP's flowchart."""

    slug: str
    rows: str
    title: str
    of: str
    template: str
    take: Callable[[int, User], Any]
    context: Callable[[Any], dict[str, Any]]
    media: Callable[[Any], Mapping[str, Path]] = _nothing

    def snapshot(self, pk: int, user: User) -> Any:
        """Plain data as the person may see it; raises `NoSuchDocument`."""
        try:
            with override("id"):
                return self.take(pk, user)
        except (ObjectDoesNotExist, OverflowError) as error:
            raise NoSuchDocument(self.slug, pk) from error

    def html(self, paper: Paper, pictures: Mapping[str, Path] | None = None) -> str:
        with override("id"):
            more = self.context(paper)
        return html(
            self.template, {"paper": paper, "heading": paper.heading, "pictures": pictures or {}, **more}
        )

    def make(self, pk: int, user: User) -> Made:
        """Raises `NoSuchDocument`, or `RenderError` when no PDF could be made."""
        paper = self.snapshot(pk, user)
        pictures = self.media(paper)
        content = printed(self.html(paper, pictures), paper, at=paper.heading.at, media=pictures)
        return Made(content, filename(paper.heading.number))


def filename(number: str) -> str:
    """The number, with what file systems refuse replaced."""
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in number) + ".pdf"


KINDS: Mapping[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind(
            "rencana-pemeliharaan",
            "1",
            "Rencana pemeliharaan",
            "cycle",
            "plan",
            plan_document.take,
            plan_document.context,
        ),
        Kind(
            "kriteria-penerimaan",
            "2",
            "Kriteria penerimaan",
            "cycle",
            "criteria",
            criteria.take,
            criteria.context,
        ),
        Kind(
            "dokumentasi-kegiatan",
            "4/5",
            "Dokumentasi kegiatan",
            "round",
            "documentation",
            documentation.take,
            documentation.context,
            documentation.media,
        ),
        Kind(
            "berita-acara-pemeriksaan",
            "4",
            "Berita acara pemeriksaan pekerjaan",
            "round",
            "minutes",
            minutes.take_inspection,
            minutes.context,
        ),
        Kind(
            "berita-acara-serah-terima",
            "6",
            "Berita acara serah terima",
            "round",
            "minutes",
            minutes.take_handover,
            minutes.context,
        ),
        Kind(
            "evaluasi-kriteria",
            "6",
            "Evaluasi ketercapaian kriteria",
            "round",
            "evaluation",
            evaluation.take,
            evaluation.context,
        ),
        Kind("laporan-tahunan", "8", "Laporan tahunan", "year", "annual", annual.take, annual.context),
    )
}
CYCLE_REPORT = "laporan-manajemen"


def make(slug: str, pk: int, user: User) -> Made:
    """Any document for this person; raises `NoSuchDocument`, or `RenderError` when no PDF could be made."""
    if slug == management_report.KIND:
        return _issued(ManagementReport.objects.visible_to(user).filter(pk=pk).first())
    if slug == CYCLE_REPORT:
        return _of_cycle(pk, user)
    if slug not in KINDS:
        raise NoSuchDocument(slug, pk)
    return KINDS[slug].make(pk, user)


def _issued(report: ManagementReport | None) -> Made:
    if report is None:
        raise NoSuchDocument(management_report.KIND)
    return Made(report.read(), report.filename)


def _of_cycle(pk: int, user: User) -> Made:
    """The management report of the cycle `pk`: as it was issued, or else a draft of it."""
    issued = ManagementReport.objects.visible_to(user).filter(cycle=pk).first()
    if issued:
        return _issued(issued)
    cycle = Cycle.objects.visible_to(user).filter(pk=pk).first() if user.is_staff_side else None
    if cycle is None:
        raise NoSuchDocument(CYCLE_REPORT, pk)
    return Made(management_report.pdf(Snapshot(VERSION, take_cycle(pk))), filename(f"draf-{cycle.code}"))
