"""Give the orders and filters of the asset list an index each."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assets", "0002_search_index")]

    operations = [
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["name"], name="asset_by_name"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["status", "code"], name="asset_by_status"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["criticality", "code"], name="asset_by_criticality"),
        ),
        migrations.AddIndex(
            model_name="asset",
            index=models.Index(fields=["warranty_end"], name="asset_by_warranty_end"),
        ),
    ]
