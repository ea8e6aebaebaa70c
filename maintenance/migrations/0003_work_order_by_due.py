from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("maintenance", "0002_seals")]

    operations = [
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(fields=["due_on", "round", "sequence"], name="work_order_by_due"),
        ),
    ]
