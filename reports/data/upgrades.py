"""Management reports that were kept in a former shape, brought to the present one: what was not kept then is empty."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
# What moved from the facts to the heading with version 3.
OF_THE_HEADING = ("letterhead", "signatories", "sop")


def upgrade(data: Json) -> Json:
    """The same data in the shape of the next version, and so on; what is already present comes back as it is."""
    if data.get("version") == 1:
        data = {**data, "version": 2, "facts": {**data["facts"], "reviews": [], "scenes": []}}
    if data.get("version") == 2:
        data = _with_a_heading(data)
    return data


def _with_a_heading(data: Json) -> Json:
    facts, imprint = dict(data["facts"]), data["imprint"]
    heading = {name: facts.pop(name) for name in OF_THE_HEADING}
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
