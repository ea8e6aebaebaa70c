"""Let the database itself refuse changes to what was issued."""

from django.db import migrations

from core.db.immutability import Seal

# As they were when reports were the only documents; 0003 takes them away.
FIRST_SEALS = [
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


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunPython(seal.install, seal.remove) for seal in FIRST_SEALS]
