"""Converts document data to JSON and back. Dates become ISO text and decimals become text."""

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
DataT = TypeVar("DataT")
TEXT_PARSERS: dict[Any, Callable[[str], Any]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Decimal: Decimal,
}


class UnknownVersion(ValueError):
    """The snapshot has a version that this program cannot read."""


def dump(snapshot: DataclassInstance) -> Json:
    data: Json = _to_json(dataclasses.asdict(snapshot))
    return data


def dump_text(snapshot: DataclassInstance) -> str:
    """Return the JSON text that is attached to the PDF. Equal snapshots give equal text."""
    return json.dumps(dump(snapshot), ensure_ascii=False, sort_keys=True, indent=1)


def fingerprint(text: str) -> str:
    """Return the SHA-256 of the JSON text of a snapshot."""
    return hashlib.sha256(text.encode()).hexdigest()


def load(data_class: type[DataT], data: Json, version: int) -> DataT:
    """Convert the result of `dump` back to an object.

    Raises `UnknownVersion` if the stored version is not `version`.
    """
    if data.get("version") != version:
        raise UnknownVersion(data.get("version"))
    snapshot: DataT = _from_json(data_class, data)
    return snapshot


def _to_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _to_json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_to_json(each) for each in value]
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")  # 80 and 80.00 become the same text
    return value.isoformat() if isinstance(value, date) else value


def _from_json(field_type: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(field_type) is UnionType:
        field_type = next(each for each in get_args(field_type) if each is not NoneType)
    if get_origin(field_type) is list:
        (item,) = get_args(field_type)
        return [_from_json(item, each) for each in value]
    if dataclasses.is_dataclass(field_type) and isinstance(field_type, type):
        # An older snapshot lacks fields that were added later with a default.
        return field_type(
            **{
                name: _from_json(hint, value[name])
                for name, hint in _field_types(field_type).items()
                if name in value
            }
        )
    return TEXT_PARSERS[field_type](value) if field_type in TEXT_PARSERS else value


@cache
def _field_types(field_type: type) -> dict[str, Any]:
    hints = get_type_hints(field_type)
    return {field.name: hints[field.name] for field in dataclasses.fields(field_type)}
