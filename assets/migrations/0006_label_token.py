"""Each asset gets the token of its label; those that are there already get theirs one by one."""

from django.db import migrations, models

import assets.models.asset
from assets.search import ASSET_SEARCH

BATCH = 500


def give_tokens(apps, schema_editor):
    Asset = apps.get_model("assets", "Asset")
    batch = []
    for asset in Asset.objects.filter(label_token=None).only("pk").iterator(BATCH):
        asset.label_token = assets.models.asset.new_label_token()
        batch.append(asset)
    Asset.objects.bulk_update(batch, ["label_token"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("assets", "0005_import_draft")]

    # SQLite makes the table anew, and forgets the triggers of the search index with the old one.
    operations = [
        migrations.RunPython(ASSET_SEARCH.remove, ASSET_SEARCH.install),
        migrations.AddField(
            "asset", "label_token", models.CharField(max_length=12, null=True, editable=False)
        ),
        migrations.RunPython(give_tokens, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            "asset",
            "label_token",
            models.CharField(
                max_length=12, unique=True, default=assets.models.asset.new_label_token, editable=False
            ),
        ),
        migrations.RunPython(ASSET_SEARCH.install, ASSET_SEARCH.remove),
    ]
