"""Snapshots to JSON and back: dates as ISO text, decimals as text, everything else as it is."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = dict[str, Any]
Shape = TypeVar("Shape")
FROM_TEXT: dict[Any, Callable[[str], Any]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
}


class UnknownVersion(ValueError):
    """A snapshot of a shape that this program does not know."""


def dump(snapshot: DataclassInstance) -> Json:
    data: Json = _plain(dataclasses.asdict(snapshot))
    return data


def as_text(snapshot: DataclassInstance) -> str:
    """As it travels inside a PDF: the same text for the same snapshot."""
    return json.dumps(dump(snapshot), ensure_ascii=False, sort_keys=True, indent=1)


def fingerprint(text: str) -> str:
    """The name of a content, from the text of its snapshot."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(shape: type[Shape], data: Json, version: int) -> Shape:
    """What `dump` wrote of a `shape` whose field `version` has this value."""
    if data.get("version") != version:
        raise UnknownVersion(data.get("version"))
    snapshot: Shape = _typed(shape, data)
    return snapshot


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")  # 80 and 80.00 are the same figure
    return value.isoformat() if isinstance(value, date) else value


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) is UnionType:
        kind = next(each for each in get_args(kind) if each is not NoneType)
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        return [_typed(item, each) for each in value]
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        # What was added since, with a default, is not in an older snapshot.
        return kind(
            **{name: _typed(hint, value[name]) for name, hint in _hints(kind).items() if name in value}
        )
    return FROM_TEXT[kind](value) if kind in FROM_TEXT else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind)}
