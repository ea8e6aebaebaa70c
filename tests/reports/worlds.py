"""Documents under strain: long names, many orders, many rounds, many photos. Made of plain data, from a story's."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from indicators.indicators import Indicator
from organization.models import Signatory
from reports.data.cycle_data import SopData
from reports.data.work_order_data import AssetData
from reports.models import DocumentKind
from reports.types.base import Heading
from tests.maintenance.factories import jpeg
from tests.reports.sheets import Sheet

TITLE = (
    "Pemeliharaan menyeluruh catu daya tak terputus, generator set, pendingin presisi dan proteksi kebakaran "
    "pada Gedung Laboratorium Terpadu lantai tiga sayap timur"
)
NAME = "UPS-GEDUNG-LABORATORIUM-TERPADU-LANTAI-3-SAYAP-TIMUR-RUANG-0301-A modul daya dan baterai penyangga"
PERSON = "Prof. Dr. Ir. Raden Mas Suryakusumaningrat Wirahadikusumah, S.T., M.T., Ph.D., IPU, ASEAN Eng."
POSITION = "Kepala Subdirektorat Perencanaan dan Pengembangan Sistem dan Teknologi Informasi"
PARTY = "PT Penyedia Layanan Pemeliharaan Infrastruktur Teknologi Informasi Nusantara Sejahtera (Persero) Tbk"
TALK = f"{TITLE}. Dikerjakan sesuai prosedur; hasilnya dicatat pada lembar ukur dan disaksikan petugas. " * 2
AMOUNT = Decimal("987654321098.75")
STRETCHED: dict[str, Any] = {
    **dict.fromkeys(("title", "subject", "objective", "work", "text", "item"), TITLE),
    **dict.fromkeys(
        ("asset", "location", "category", "caption", "target", "measured", "value", "limits"), NAME
    ),
    **dict.fromkeys(("people", "performed_by", "recorded_by", "by", "concluded_by", "signatory"), PERSON),
    **dict.fromkeys(("position", "directorate", "unit", "address"), POSITION),
    **dict.fromkeys(("executor_name", "institution", "contract"), PARTY),
    **dict.fromkeys(
        ("description", "remark", "note", "conclusion", "recommendations", "closing_evaluation", "ground"),
        TALK,
    ),
    **dict.fromkeys(("follow_up", "closing_note", "reason_not_done", "instructions", "method"), TITLE),
    **dict.fromkeys(("cost", "budget"), AMOUNT),
}


def stretched(value: Any, name: str = "") -> Any:
    """The same data with the longest words that people write into it, and the largest amounts."""
    if isinstance(value, Indicator | SopData):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        own = {each.name: stretched(getattr(value, each.name), each.name) for each in fields(value)}
        if isinstance(value, Heading):
            own["title"] = value.title  # nobody writes that
        if isinstance(value, Signatory):
            own["name"] = PERSON
        if isinstance(value, AssetData):
            own["code"] = NAME.partition(" ")[0]
        return replace(value, **own)
    if isinstance(value, list):
        return [stretched(each, name) for each in value]
    longer = AMOUNT if name == "value" and isinstance(value, Decimal) else STRETCHED.get(name)
    return longer if value and isinstance(value, type(longer)) else value


def with_long_names(sheet: Sheet) -> Sheet:
    return sheet.changed(stretched)


def repeated(rows: list[Any], count: int) -> list[Any]:
    return [rows[n % len(rows)] for n in range(count)]


def numbered(orders: list[Any], count: int, field: str = "code") -> list[Any]:
    return [
        replace(each, **{field: f"SIK-2026-001/P1/{n:03}"})
        for n, each in enumerate(repeated(orders, count), 1)
    ]


def with_many_orders(sheet: Sheet, count: int) -> Sheet:
    """`count` work orders, with activities, evidence and findings in proportion."""
    if sheet.kind != DocumentKind.REPORT:
        return sheet.changed(lambda paper: replace(paper, orders=numbered(paper.orders, count)))
    facts = sheet.paper.facts
    more = replace(
        facts,
        orders=numbered(facts.orders, count),
        activities=numbered(facts.activities, count, "order"),
        evidence=numbered(facts.evidence, 2 * count, "order"),
        findings=numbered(facts.findings, count // 10 + 1, "order"),
        assets=repeated(facts.assets, count // 10 + 1),
    )
    return sheet.changed(lambda snapshot: replace(snapshot, facts=more))


def with_rounds(sheet: Sheet, count: int) -> Sheet:
    """`count` rounds of a month each, every criterion judged in each of them."""
    paper = sheet.paper.facts if sheet.kind == DocumentKind.REPORT else sheet.paper
    first = paper.rounds[0]
    rounds = [
        replace(first, number=n, starts_on=first.starts_on + timedelta(days=30 * n))
        for n in range(1, count + 1)
    ]
    criteria = [
        replace(each, results=[replace(each.results[0], round=n) for n in range(1, count + 1)])
        for each in paper.criteria
    ]
    more = replace(paper, rounds=rounds, criteria=criteria)
    if sheet.kind == DocumentKind.REPORT:
        return sheet.changed(lambda snapshot: replace(snapshot, facts=more))
    return sheet.changed(lambda _paper: replace(more, round=count))


def with_photos(sheet: Sheet, count: int, folder: Path) -> tuple[Sheet, dict[str, Path]]:
    """The documentation with `count` photos on its first order, upright and lying ones in turn; and their files."""
    media = {f"{n:064x}.jpg": folder / f"{n}.jpg" for n in range(count)}
    for n, file in enumerate(media.values()):
        file.write_bytes(jpeg(size=(1600, 1200) if n % 3 else (1200, 1600)))
    order = next(each for each in sheet.paper.orders if any(a.evidence for a in each.activities))
    activity = next(each for each in order.activities if each.evidence)
    pieces = [
        replace(activity.evidence[0], picture=name, sha256=name.removesuffix(".jpg"), caption=f"Panel {n}")
        for n, name in enumerate(media)
    ]
    full = replace(order, activities=[replace(activity, evidence=pieces)])
    return sheet.changed(lambda paper: replace(paper, orders=[full])), media


def without_photos(sheet: Sheet) -> Sheet:
    if sheet.kind == DocumentKind.REPORT:
        facts = replace(sheet.paper.facts, scenes=[], evidence=[])
        return sheet.changed(lambda snapshot: replace(snapshot, facts=facts))
    orders = [
        replace(order, activities=[replace(each, evidence=[]) for each in order.activities])
        for order in sheet.paper.orders
    ]
    return sheet.changed(lambda paper: replace(paper, orders=orders))


def without_anything(value: Any) -> Any:
    """Every list is empty, and so is every list within."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = {
            each.name: without_anything(getattr(value, each.name))
            for each in fields(value)
            if each.name not in ("heading", "indicators", "rounds")
        }
        return replace(value, **kept)
    return [] if isinstance(value, list) else value
