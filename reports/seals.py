"""What the database refuses: any change to an issued report, and to who acknowledged it."""

from core.seal import Seal

SEALS = [
    Seal(
        "management_report_issued",
        "reports_managementreport",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "an issued report does not change",
    ),
    Seal(
        "acknowledgement_given",
        "reports_acknowledgement",
        ("UPDATE", "DELETE"),
        "OLD.id IS NOT NULL",
        "an acknowledgement does not change",
    ),
]
