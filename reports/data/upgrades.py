"""Upgrades management report data that was stored in a former version of the format.

Fields that the former version does not have become empty.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
# Keys that version 3 moved from the facts to the heading.
MOVED_TO_HEADING = ("letterhead", "signatories", "sop")


def upgrade(data: Json) -> Json:
    """Return the data in the current version, upgraded step by step. Returns current data unchanged."""
    if data.get("version") == 1:
        data = {**data, "version": 2, "facts": {**data["facts"], "reviews": [], "scenes": []}}
    if data.get("version") == 2:
        data = _upgrade_to_version_3(data)
    return data


def _upgrade_to_version_3(data: Json) -> Json:
    facts, imprint = dict(data["facts"]), data["imprint"]
    heading = {name: facts.pop(name) for name in MOVED_TO_HEADING}
    if imprint:
        imprint = {**imprint, "edition": 1, "replaces": "", "correction": ""}
    heading |= {
        "code": f"LM/{facts['code']}",
        "title": "Laporan Manajemen Pemeliharaan Infrastruktur",
        "subject": facts["plan"]["title"],
        "row": 8,
        "row_text": "",
        "cycle": f"Siklus {facts['code']}",
        "dated": imprint["issued_at"] if imprint else None,
        "imprint": imprint,
    }
    return {"version": 3, "heading": heading, "facts": facts}
