"""Variants of sample documents for layout tests: long names, many work orders, rounds or photos, and no photos."""

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
from tests.reports.sample_documents import SampleDocument

TITLE = (
    "Pemeliharaan menyeluruh catu daya tak terputus, generator set, pendingin presisi dan proteksi kebakaran "
    "pada Gedung Laboratorium Terpadu lantai tiga sayap timur"
)
NAME = "UPS-GEDUNG-LABORATORIUM-TERPADU-LANTAI-3-SAYAP-TIMUR-RUANG-0301-A modul daya dan baterai penyangga"
PERSON = "Prof. Dr. Ir. Raden Mas Suryakusumaningrat Wirahadikusumah, S.T., M.T., Ph.D., IPU, ASEAN Eng."
POSITION = "Kepala Subdirektorat Perencanaan dan Pengembangan Sistem dan Teknologi Informasi"
PARTY = "PT Penyedia Layanan Pemeliharaan Infrastruktur Teknologi Informasi Nusantara Sejahtera (Persero) Tbk"
LONG_TEXT = (
    f"{TITLE}. Dikerjakan sesuai prosedur; hasilnya dicatat pada lembar ukur dan disaksikan petugas. " * 2
)
AMOUNT = Decimal("987654321098.75")
LONG_VALUES: dict[str, Any] = {
    **dict.fromkeys(("title", "subject", "objective", "work", "text", "item"), TITLE),
    **dict.fromkeys(
        ("asset", "location", "category", "caption", "target", "measured", "value", "limits"), NAME
    ),
    **dict.fromkeys(("people", "performed_by", "recorded_by", "by", "concluded_by", "signatory"), PERSON),
    **dict.fromkeys(("position", "directorate", "unit", "address"), POSITION),
    **dict.fromkeys(("executor_name", "institution", "contract"), PARTY),
    **dict.fromkeys(
        ("description", "remark", "note", "conclusion", "recommendations", "closing_evaluation", "ground"),
        LONG_TEXT,
    ),
    **dict.fromkeys(("follow_up", "closing_note", "reason_not_done", "instructions", "method"), TITLE),
    **dict.fromkeys(("cost", "budget"), AMOUNT),
}


def with_long_values(value: Any, name: str = "") -> Any:
    """Replace texts by long texts and amounts by large amounts, by field name."""
    if isinstance(value, Indicator | SopData):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        values = {each.name: with_long_values(getattr(value, each.name), each.name) for each in fields(value)}
        if isinstance(value, Heading):
            values["title"] = value.title  # not a user input
        if isinstance(value, Signatory):
            values["name"] = PERSON
        if isinstance(value, AssetData):
            values["code"] = NAME.partition(" ")[0]
        return replace(value, **values)
    if isinstance(value, list):
        return [with_long_values(each, name) for each in value]
    longer = AMOUNT if name == "value" and isinstance(value, Decimal) else LONG_VALUES.get(name)
    return longer if value and isinstance(value, type(longer)) else value


def with_long_names(document: SampleDocument) -> SampleDocument:
    return document.with_data(with_long_values)


def repeated(rows: list[Any], count: int) -> list[Any]:
    return [rows[n % len(rows)] for n in range(count)]


def numbered(orders: list[Any], count: int, field: str = "code") -> list[Any]:
    return [
        replace(each, **{field: f"SIK-2026-001/P1/{n:03}"})
        for n, each in enumerate(repeated(orders, count), 1)
    ]


def with_many_work_orders(document: SampleDocument, count: int) -> SampleDocument:
    """Return the document with `count` work orders, and activities, evidence and findings in proportion."""
    if document.kind != DocumentKind.REPORT:
        return document.with_data(lambda data: replace(data, orders=numbered(data.orders, count)))
    cycle_data = document.document_data.facts
    more = replace(
        cycle_data,
        orders=numbered(cycle_data.orders, count),
        activities=numbered(cycle_data.activities, count, "order"),
        evidence=numbered(cycle_data.evidence, 2 * count, "order"),
        findings=numbered(cycle_data.findings, count // 10 + 1, "order"),
        assets=repeated(cycle_data.assets, count // 10 + 1),
    )
    return document.with_data(lambda data: replace(data, facts=more))


def with_rounds(document: SampleDocument, count: int) -> SampleDocument:
    """Return the document with `count` rounds of a month, and a result of every criterion in each round."""
    data = document.document_data.facts if document.kind == DocumentKind.REPORT else document.document_data
    first = data.rounds[0]
    rounds = [
        replace(first, number=n, starts_on=first.starts_on + timedelta(days=30 * n))
        for n in range(1, count + 1)
    ]
    criteria = [
        replace(each, results=[replace(each.results[0], round=n) for n in range(1, count + 1)])
        for each in data.criteria
    ]
    more = replace(data, rounds=rounds, criteria=criteria)
    if document.kind == DocumentKind.REPORT:
        return document.with_data(lambda data: replace(data, facts=more))
    return document.with_data(lambda _data: replace(more, round=count))


def with_photos(document: SampleDocument, count: int, folder: Path) -> tuple[SampleDocument, dict[str, Path]]:
    """Return the documentation with `count` portrait and landscape photos on one work order, and the photo files."""
    media = {f"{n:064x}.jpg": folder / f"{n}.jpg" for n in range(count)}
    for n, file in enumerate(media.values()):
        file.write_bytes(jpeg(size=(1600, 1200) if n % 3 else (1200, 1600)))
    order = next(each for each in document.document_data.orders if any(a.evidence for a in each.activities))
    activity = next(each for each in order.activities if each.evidence)
    pieces = [
        replace(activity.evidence[0], picture=name, sha256=name.removesuffix(".jpg"), caption=f"Panel {n}")
        for n, name in enumerate(media)
    ]
    full = replace(order, activities=[replace(activity, evidence=pieces)])
    return document.with_data(lambda data: replace(data, orders=[full])), media


def without_photos(document: SampleDocument) -> SampleDocument:
    if document.kind == DocumentKind.REPORT:
        cycle_data = replace(document.document_data.facts, scenes=[], evidence=[])
        return document.with_data(lambda data: replace(data, facts=cycle_data))
    orders = [
        replace(order, activities=[replace(each, evidence=[]) for each in order.activities])
        for order in document.document_data.orders
    ]
    return document.with_data(lambda data: replace(data, orders=orders))


def with_empty_lists(value: Any) -> Any:
    """Replace every list by an empty list, also in nested data."""
    if is_dataclass(value) and not isinstance(value, type):
        emptied = {
            each.name: with_empty_lists(getattr(value, each.name))
            for each in fields(value)
            if each.name not in ("heading", "indicators", "rounds")
        }
        return replace(value, **emptied)
    return [] if isinstance(value, list) else value
