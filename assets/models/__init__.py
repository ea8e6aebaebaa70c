"""Assets with their categories, locations, dependencies, architecture documents and import drafts."""

from assets.models.architecture import ArchitectureDocument, ArchitectureVersion
from assets.models.asset import Asset, Category, Criticality, Status, Warranty
from assets.models.dependency import Dependency, DependencyKind
from assets.models.import_draft import ImportDraft
from assets.models.location import Location

__all__ = [
    "ArchitectureDocument",
    "ArchitectureVersion",
    "Asset",
    "Category",
    "Criticality",
    "Dependency",
    "DependencyKind",
    "ImportDraft",
    "Location",
    "Status",
    "Warranty",
]
