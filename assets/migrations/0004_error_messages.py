"""Say in words what a constraint refuses; the tables stay as they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assets", "0003_list_indexes")]

    operations = [
        migrations.AlterField(
            model_name="architecturedocument",
            name="title",
            field=models.CharField(
                error_messages={
                    "unique": "Judul ini sudah dipakai; unggah berkas sebagai versi baru dokumen itu."
                },
                max_length=160,
                unique=True,
                verbose_name="judul",
            ),
        ),
        migrations.AlterConstraint(
            model_name="asset",
            name="asset_not_within_itself",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("within__isnull", True),
                    models.Q(("within", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="asset_not_within_itself",
                violation_error_message="Aset tidak dapat berada di dalam dirinya sendiri.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="dependency",
            name="dependency_once",
            constraint=models.UniqueConstraint(
                fields=("asset", "depends_on", "kind"),
                name="dependency_once",
                violation_error_message="Ketergantungan ini sudah dicatat.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="dependency",
            name="dependency_not_on_itself",
            constraint=models.CheckConstraint(
                condition=models.Q(("asset", models.F("depends_on")), _negated=True),
                name="dependency_not_on_itself",
                violation_error_message="Aset tidak dapat bergantung pada dirinya sendiri.",
            ),
        ),
    ]
