"""Codes, categories and places are unique whatever the case."""

from django.db import migrations, models
from django.db.models.functions import Lower

from assets.search import ASSET_SEARCH
from core.db.case_insensitive import refuse_two_spellings


class Migration(migrations.Migration):
    dependencies = [("assets", "0006_label_token")]

    # SQLite makes the table anew, and forgets the triggers of the search index with the old one.
    operations = [
        *(
            migrations.RunPython(refuse_two_spellings("assets", model, field), migrations.RunPython.noop)
            for model, field in (
                ("Asset", "code"),
                ("Category", "code"),
                ("Category", "name"),
                ("Location", "path"),
            )
        ),
        migrations.RunPython(ASSET_SEARCH.remove, ASSET_SEARCH.install),
        migrations.AlterField("asset", "code", models.CharField(max_length=60, verbose_name="kode aset")),
        migrations.AlterField("category", "code", models.SlugField(max_length=30, verbose_name="kode")),
        migrations.AlterField("category", "name", models.CharField(max_length=80, verbose_name="nama")),
        migrations.AlterField(
            "location", "path", models.CharField(editable=False, max_length=500, verbose_name="letak")
        ),
        migrations.AddIndex("asset", models.Index(fields=["code"], name="asset_by_code")),
        migrations.AddIndex("location", models.Index(fields=["path"], name="location_by_path")),
        migrations.AddConstraint(
            "asset",
            models.UniqueConstraint(
                Lower("code"),
                name="asset_code_once",
                violation_error_message="Kode ini sudah dipakai aset “%(other)s”.",
            ),
        ),
        migrations.AddConstraint(
            "category",
            models.UniqueConstraint(
                Lower("code"),
                name="category_code_once",
                violation_error_message="Kode ini sudah dipakai kategori “%(other)s”.",
            ),
        ),
        migrations.AddConstraint(
            "category",
            models.UniqueConstraint(
                Lower("name"),
                name="category_name_once",
                violation_error_message="Kategori “%(other)s” sudah ada.",
            ),
        ),
        migrations.AddConstraint(
            "location", models.UniqueConstraint(Lower("path"), name="location_path_once")
        ),
        migrations.RunPython(ASSET_SEARCH.install, ASSET_SEARCH.remove),
    ]
