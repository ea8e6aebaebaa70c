"""Database triggers that reject changes to issued documents, acknowledgements, signature lines and signatures."""

from core.db.immutability import ImmutabilityTrigger

TRIGGERS = [
    ImmutabilityTrigger(
        "document_issued",
        "reports_document",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "an issued document does not change",
    ),
    ImmutabilityTrigger(
        "acknowledgement_given",
        "reports_acknowledgement",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "an acknowledgement does not change",
    ),
    ImmutabilityTrigger(
        "signature_line_issued",
        "reports_signatureline",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "a line of an issued document does not change",
    ),
    ImmutabilityTrigger(
        "signature_given",
        "reports_signature",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "a signature does not change",
    ),
]
