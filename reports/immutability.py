"""What the database refuses: any change to an issued document, to who acknowledged it, and to who signed it."""

from core.db.immutability import Seal

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
    Seal(
        "signature_line_issued",
        "reports_signatureline",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "a line of an issued document does not change",
    ),
    Seal(
        "signature_given",
        "reports_signature",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "a signature does not change",
    ),
]
