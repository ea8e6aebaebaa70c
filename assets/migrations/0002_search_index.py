"""Build the index that the search field of the register uses."""

from django.db import migrations

from assets.search import ASSET_SEARCH


class Migration(migrations.Migration):
    dependencies = [("assets", "0001_initial")]

    operations = [migrations.RunPython(ASSET_SEARCH.install, ASSET_SEARCH.remove)]
