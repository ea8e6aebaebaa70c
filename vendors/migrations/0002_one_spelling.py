"""Names of vendors, and numbers of contracts and amendments, are unique whatever the case."""

from django.db import migrations, models
from django.db.models.functions import Lower

from core.db.case_insensitive import refuse_two_spellings


class Migration(migrations.Migration):
    dependencies = [("vendors", "0001_initial")]

    operations = [
        *(
            migrations.RunPython(refuse_two_spellings("vendors", *named), migrations.RunPython.noop)
            for named in (("Vendor", "name"), ("Contract", "number"), ("Amendment", "number", "contract"))
        ),
        migrations.RemoveConstraint("amendment", "amendment_number_once"),
        migrations.AlterField("vendor", "name", models.CharField(max_length=160, verbose_name="nama")),
        migrations.AlterField(
            "contract", "number", models.CharField(max_length=80, verbose_name="nomor kontrak")
        ),
        migrations.AddConstraint(
            "vendor",
            models.UniqueConstraint(
                Lower("name"),
                name="vendor_name_once",
                violation_error_message="Vendor dengan nama ini sudah tercatat: %(other)s.",
            ),
        ),
        migrations.AddConstraint(
            "contract",
            models.UniqueConstraint(
                Lower("number"),
                name="contract_number_once",
                violation_error_message="Nomor kontrak ini sudah tercatat: %(other)s.",
            ),
        ),
        migrations.AddConstraint(
            "amendment",
            models.UniqueConstraint(
                Lower("number"),
                models.F("contract"),
                name="amendment_number_once",
                violation_error_message="Kontrak ini sudah mempunyai adendum dengan nomor tersebut.",
            ),
        ),
    ]
