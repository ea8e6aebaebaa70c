"""Every place in a plan is taken once; rows that shared one are numbered in the order in which they were shown.

The seals of the plans are lifted meanwhile: the numbers of frozen plans are put in order, too, and SQLite drops
the triggers of a table that it rebuilds.
"""

from typing import Any

from django.db import migrations, models

from plans.immutability import SEALS

ORDERED = ("PlannedWork", "AcceptanceCriterion")
PLACE = models.PositiveSmallIntegerField(blank=True, verbose_name="urutan")


def number(apps: Any, schema_editor: Any) -> None:
    for name in ORDERED:
        rows = apps.get_model("plans", name).objects
        plan, place = None, 0
        for pk, plan_id, position in rows.order_by("plan", "position", "pk").values_list(
            "pk", "plan_id", "position"
        ):
            plan, place = plan_id, place + 1 if plan_id == plan else 1
            if position != place:
                rows.filter(pk=pk).update(position=place)


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_seals")]

    operations = [
        *(migrations.RunPython(seal.remove, seal.install) for seal in SEALS),
        migrations.RunPython(number, migrations.RunPython.noop),
        migrations.AlterModelOptions(
            name="acceptancecriterion",
            options={
                "ordering": ("position",),
                "verbose_name": "kriteria penerimaan",
                "verbose_name_plural": "kriteria penerimaan",
            },
        ),
        migrations.AlterModelOptions(
            name="plannedwork",
            options={
                "ordering": ("position",),
                "verbose_name": "pekerjaan terencana",
                "verbose_name_plural": "pekerjaan terencana",
            },
        ),
        migrations.AlterField("acceptancecriterion", "position", PLACE),
        migrations.AlterField("plannedwork", "position", PLACE),
        migrations.AddConstraint(
            "acceptancecriterion",
            models.UniqueConstraint(fields=("plan", "position"), name="criterion_place_once"),
        ),
        migrations.AddConstraint(
            "plannedwork",
            models.UniqueConstraint(fields=("plan", "position"), name="planned_work_place_once"),
        ),
        *(migrations.RunPython(seal.install, seal.remove) for seal in SEALS),
    ]
