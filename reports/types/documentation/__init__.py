"""Rows 4 and 5's output, "Dokumentasi kegiatan": all that was done in one round, with readings, photos and hashes."""

from reports.types.documentation.collector import head, take
from reports.types.documentation.data import DocumentationPaper
from reports.types.documentation.template_context import context, media

__all__ = ["DocumentationPaper", "context", "head", "media", "take"]
