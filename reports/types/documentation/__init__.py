"""Activity documentation, the output of SOP rows 4 and 5: activities, readings, photos and hashes of one round."""

from reports.types.documentation.collector import collect, collect_heading
from reports.types.documentation.data import DocumentationData
from reports.types.documentation.template_context import photo_files, template_context

__all__ = ["DocumentationData", "collect", "collect_heading", "photo_files", "template_context"]
