"""Let the database refuse documents of no subject, numbers used twice, and corrections without a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_fill_documents")]

    operations = [
        migrations.RemoveField(
            model_name="institution",
            name="number_template",
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                models.OrderBy(models.F("issued_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                name="document_by_issue",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["kind", "-issued_at"], name="document_by_kind"),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(fields=("document", "manager"), name="acknowledged_once"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "rencana-pemeliharaan",
                            "kriteria-penerimaan",
                            "dokumentasi-kegiatan",
                            "berita-acara-pemeriksaan",
                            "berita-acara-serah-terima",
                            "evaluasi-kriteria",
                            "laporan-manajemen",
                            "laporan-tahunan",
                        ],
                    )
                ),
                name="document_kind_valid",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("budget_year__isnull", True),
                        ("cycle__isnull", False),
                        ("kind__in", ["rencana-pemeliharaan", "kriteria-penerimaan", "laporan-manajemen"]),
                        ("round__isnull", True),
                    ),
                    models.Q(
                        ("budget_year__isnull", True),
                        ("cycle__isnull", True),
                        (
                            "kind__in",
                            [
                                "dokumentasi-kegiatan",
                                "berita-acara-pemeriksaan",
                                "berita-acara-serah-terima",
                                "evaluasi-kriteria",
                            ],
                        ),
                        ("round__isnull", False),
                    ),
                    models.Q(
                        ("budget_year__isnull", False),
                        ("cycle__isnull", True),
                        ("kind__in", ["laporan-tahunan"]),
                        ("round__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="document_of_one_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("correction", ""), ("edition", 1), ("replaces__isnull", True)),
                    models.Q(
                        ("edition__gt", 1),
                        ("replaces__isnull", False),
                        models.Q(("correction", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="document_correction_explained",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("number", "edition"), name="document_number_once"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("kind", "year", "sequence", "edition"), name="document_sequence_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("kind", "cycle", "edition"), name="document_once_per_cycle"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("kind", "round", "edition"), name="document_once_per_round"
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                fields=("kind", "budget_year", "edition"), name="document_once_per_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="numbertemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "rencana-pemeliharaan",
                            "kriteria-penerimaan",
                            "dokumentasi-kegiatan",
                            "berita-acara-pemeriksaan",
                            "berita-acara-serah-terima",
                            "evaluasi-kriteria",
                            "laporan-manajemen",
                            "laporan-tahunan",
                        ],
                    )
                ),
                name="number_template_kind_valid",
            ),
        ),
    ]
