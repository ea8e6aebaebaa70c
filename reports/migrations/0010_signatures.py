"""Keep the lines of issued documents that wait for a signature, the signatures, and the logo of the letterhead."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from reports.immutability import SEALS

TABLES = ("reports_signatureline", "reports_signature")


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0009_renderings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="institution",
            name="logo",
            field=models.CharField(blank=True, editable=False, max_length=120, verbose_name="logo"),
        ),
        migrations.CreateModel(
            name="SignatureLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="urutan")),
                ("act", models.CharField(max_length=60, verbose_name="kedudukan")),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="nama")),
                ("position", models.CharField(blank=True, max_length=120, verbose_name="jabatan")),
                ("nip", models.CharField(blank=True, max_length=30, verbose_name="NIP")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature_lines",
                        to="reports.document",
                        verbose_name="dokumen",
                    ),
                ),
            ],
            options={
                "verbose_name": "baris tanda tangan",
                "verbose_name_plural": "baris tanda tangan",
                "ordering": ["document", "place"],
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("signed_at", models.DateTimeField(verbose_name="ditandatangani")),
                ("file", models.CharField(max_length=200, unique=True)),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(verbose_name="ukuran (bita)")),
                ("certificate", models.CharField(max_length=400, verbose_name="sertifikat")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="sidik sertifikat (SHA-256)")),
                (
                    "signer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="penanda tangan",
                    ),
                ),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signature",
                        to="reports.signatureline",
                        verbose_name="baris tanda tangan",
                    ),
                ),
            ],
            options={
                "verbose_name": "tanda tangan elektronik",
                "verbose_name_plural": "tanda tangan elektronik",
                "ordering": ["signed_at", "pk"],
            },
        ),
        migrations.AddIndex(
            model_name="signatureline",
            index=models.Index(fields=["nip"], name="signature_line_by_nip"),
        ),
        migrations.AddConstraint(
            model_name="signatureline",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1)), name="signature_line_place_valid"
            ),
        ),
        migrations.AddConstraint(
            model_name="signatureline",
            constraint=models.UniqueConstraint(fields=("document", "place"), name="signature_line_once"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["sha256"], name="document_by_sha256"),
        ),
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(fields=["sha256"], name="signature_by_sha256"),
        ),
        *(migrations.RunPython(seal.install, seal.remove) for seal in SEALS if seal.table in TABLES),
    ]
