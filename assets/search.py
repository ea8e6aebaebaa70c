"""Search index over the text columns of assets."""

from typing import Final

from core.db.search import SearchIndex

ASSET_SEARCH: Final = SearchIndex(
    name="asset_search",
    table="assets_asset",
    columns=("code", "name", "maker", "model", "serial_number"),
)
