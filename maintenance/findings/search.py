"""Search index of findings."""

from typing import Final

from core.db.search import SearchIndex

FINDING_SEARCH: Final = SearchIndex(name="finding_search", table="maintenance_finding", columns=("title",))
