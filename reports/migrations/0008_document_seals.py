"""Let the database itself refuse changes to what was issued."""

from django.db import migrations

from reports.immutability import SEALS

TABLES = ("reports_document", "reports_acknowledgement")


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_document_constraints")]

    operations = [migrations.RunPython(seal.install, seal.remove) for seal in SEALS if seal.table in TABLES]
