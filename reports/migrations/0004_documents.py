"""Make the management report one kind of issued document, in editions."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_unsealed"), ("maintenance", "0006_work_order_by_settling")]

    operations = [
        migrations.RemoveConstraint("managementreport", "report_sequence_once"),
        migrations.RemoveIndex("managementreport", "report_by_issue"),
        migrations.RenameModel("ManagementReport", "Document"),
        migrations.RemoveConstraint("acknowledgement", "acknowledged_once"),
        migrations.RenameField("acknowledgement", "report", "document"),
    ]
