"""What the database refuses: any change to an issued document, and to who acknowledged it."""

from core.seal import Seal

SEALS = [
    Seal(
        "document_issued",
        "reports_document",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "an issued document does not change",
    ),
    Seal(
        "acknowledgement_given",
        "reports_acknowledgement",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "an acknowledgement does not change",
    ),
]
