"""URL names of the work order pages in the staff namespace and in the vendor portal namespace."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

URL_NAMES: Final = frozenset(
    {
        "work_order",
        "activity_create",
        "activity_edit",
        "upload_evidence",
        "hand_in",
        "evidence",
        "evidence_thumbnail",
        "finding",
        "finding_follow_up",
    }
)


@dataclass(frozen=True)
class WorkUrls:
    """Adds the URL namespace (staff or vendor portal) to the names of work order pages.

    Use `{% url work_urls.work_order work_order.pk %}` in a template and `redirect(work_urls["work_order"],
    work_order.pk)` in a view.
    """

    namespace: str

    def __getitem__(self, name: str) -> str:
        if name not in URL_NAMES:  # a template tries the key lookup before an attribute such as `is_portal`
            raise KeyError(name)
        return f"{self.namespace}:{name}"

    @property
    def is_portal(self) -> bool:
        return self.namespace == "portal"


STAFF_URLS = WorkUrls("maintenance")
PORTAL_URLS = WorkUrls("portal")
