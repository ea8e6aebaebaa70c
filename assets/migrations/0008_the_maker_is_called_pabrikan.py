"""The maker is called what asset registers call it; nothing changes in the database."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assets", "0007_one_spelling"),
    ]

    operations = [
        migrations.AlterField(
            model_name="asset",
            name="maker",
            field=models.CharField(blank=True, max_length=80, verbose_name="pabrikan"),
        ),
    ]
