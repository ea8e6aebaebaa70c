"""Open the first seals, so that reports can become one kind of document among others."""

from importlib import import_module

from django.db import migrations

FIRST_SEALS = import_module("reports.migrations.0002_seals").FIRST_SEALS


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_seals")]

    operations = [migrations.RunPython(seal.remove, seal.install) for seal in FIRST_SEALS]
