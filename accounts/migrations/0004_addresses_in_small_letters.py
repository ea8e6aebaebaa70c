"""Addresses that an administrator wrote with capitals let nobody sign in."""

from django.db import migrations
from django.db.models.functions import Lower


def write_small(apps, schema_editor):
    apps.get_model("accounts", "User").objects.update(email=Lower("email"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_calendar_address")]

    operations = [migrations.RunPython(write_small, migrations.RunPython.noop, elidable=True)]
