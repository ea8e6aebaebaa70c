"""Say of the reports issued so far what they are about, and keep the template of their numbers."""

from typing import Any

from django.db import migrations

FIRST_TEMPLATE = "LAP-{seq:03}/OPS/{roman_month}/{year}"


def fill(apps: Any, schema_editor: Any) -> None:
    for document in apps.get_model("reports", "Document").objects.select_related("cycle__plan"):
        document.subject = document.cycle.plan.title
        document.about = f"Siklus {document.cycle.code}"
        document.save(update_fields=["subject", "about"])
    for institution in apps.get_model("reports", "Institution").objects.exclude(
        number_template=FIRST_TEMPLATE
    ):
        apps.get_model("reports", "NumberTemplate").objects.create(
            kind="laporan-manajemen", template=institution.number_template
        )


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_document_columns")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
