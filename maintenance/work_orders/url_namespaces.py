"""Two doors lead to the same work pages: the staff's and the vendor's. A door knows the names of its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PAGES: Final = frozenset(
    {
        "work_order",
        "activity_create",
        "activity_edit",
        "hold_evidence",
        "hand_in",
        "evidence",
        "evidence_thumbnail",
        "finding",
        "finding_follow_up",
    }
)


@dataclass(frozen=True)
class WorkUrls:
    """In a template `{% url door.work_order order.pk %}`; in a view `redirect(door["work_order"], order.pk)`."""

    namespace: str

    def __getitem__(self, page: str) -> str:
        if page not in PAGES:  # a template asks this way for attributes, too
            raise KeyError(page)
        return f"{self.namespace}:{page}"

    @property
    def is_portal(self) -> bool:
        return self.namespace == "portal"


STAFF_URLS = WorkUrls("maintenance")
PORTAL_URLS = WorkUrls("portal")
