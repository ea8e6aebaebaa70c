"""The infrastructure register."""

from assets.models.architecture import ArchitectureDocument, ArchitectureVersion
from assets.models.asset import Asset, Category, Criticality, Dependency, DependencyKind, Status
from assets.models.location import Location

__all__ = [
    "ArchitectureDocument",
    "ArchitectureVersion",
    "Asset",
    "Category",
    "Criticality",
    "Dependency",
    "DependencyKind",
    "Location",
    "Status",
]
