"""Let the database itself refuse what must not change any more."""

from django.db import migrations

from plans.immutability import SEALS


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [migrations.RunPython(seal.install, seal.remove) for seal in SEALS]
