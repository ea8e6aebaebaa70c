"""Build the index that the search field of findings uses."""

from django.db import migrations

from maintenance.findings.search import FINDING_SEARCH


class Migration(migrations.Migration):
    dependencies = [("maintenance", "0006_work_order_by_settling")]

    operations = [migrations.RunPython(FINDING_SEARCH.install, FINDING_SEARCH.remove)]
