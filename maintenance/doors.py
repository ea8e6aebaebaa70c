"""Two doors lead to the same work pages: the staff's and the vendor's. A door knows the names of its addresses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """In a template `{% url door.work_order order.pk %}`; in a view `redirect(door["work_order"], order.pk)`."""

    namespace: str

    def __getitem__(self, page: str) -> str:
        return f"{self.namespace}:{page}"


STAFF_DOOR = Door("maintenance")
PORTAL_DOOR = Door("portal")
