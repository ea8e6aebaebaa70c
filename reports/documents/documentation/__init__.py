"""Rows 4 and 5's output, "Dokumentasi kegiatan": all that was done in one round, with readings, photos and hashes."""

from reports.documents.documentation.facts import DocumentationPaper
from reports.documents.documentation.page import context, media
from reports.documents.documentation.reading import head, take

__all__ = ["DocumentationPaper", "context", "head", "media", "take"]
