"""Give documents a kind, a subject and editions, and each kind its own template of numbers."""

import django.db.models.deletion
from django.db import migrations, models

import reports.models.numbering


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_documents"), ("maintenance", "0006_work_order_by_settling")]

    operations = [
        migrations.CreateModel(
            name="NumberTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("rencana-pemeliharaan", "Rencana pemeliharaan"),
                            ("kriteria-penerimaan", "Kriteria penerimaan"),
                            ("dokumentasi-kegiatan", "Dokumentasi kegiatan"),
                            ("berita-acara-pemeriksaan", "Berita acara pemeriksaan pekerjaan"),
                            ("berita-acara-serah-terima", "Berita acara serah terima"),
                            ("evaluasi-kriteria", "Evaluasi ketercapaian kriteria"),
                            ("laporan-manajemen", "Laporan manajemen pemeliharaan"),
                            ("laporan-tahunan", "Laporan tahunan"),
                        ],
                        max_length=40,
                        unique=True,
                        verbose_name="jenis dokumen",
                    ),
                ),
                (
                    "template",
                    models.CharField(
                        help_text="Yang dikenal: {seq} nomor urut dalam tahun, {month}, {roman_month}, {year}.",
                        max_length=80,
                        unique=True,
                        validators=[reports.models.numbering.validate_number_template],
                        verbose_name="pola nomor",
                    ),
                ),
            ],
            options={
                "verbose_name": "pola nomor dokumen",
                "verbose_name_plural": "pola nomor dokumen",
                "ordering": ["kind"],
            },
        ),
        migrations.AlterModelOptions(
            name="document",
            options={
                "ordering": ["-issued_at", "-pk"],
                "verbose_name": "dokumen terbit",
                "verbose_name_plural": "dokumen terbit",
            },
        ),
        migrations.AddField(
            model_name="document",
            name="about",
            field=models.CharField(default="", max_length=120, verbose_name="tentang"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="document",
            name="budget_year",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="tahun anggaran"),
        ),
        migrations.AddField(
            model_name="document",
            name="correction",
            field=models.TextField(blank=True, verbose_name="alasan pembetulan"),
        ),
        migrations.AddField(
            model_name="document",
            name="edition",
            field=models.PositiveSmallIntegerField(default=1, verbose_name="edisi"),
        ),
        migrations.AddField(
            model_name="document",
            name="kind",
            field=models.CharField(
                choices=[
                    ("rencana-pemeliharaan", "Rencana pemeliharaan"),
                    ("kriteria-penerimaan", "Kriteria penerimaan"),
                    ("dokumentasi-kegiatan", "Dokumentasi kegiatan"),
                    ("berita-acara-pemeriksaan", "Berita acara pemeriksaan pekerjaan"),
                    ("berita-acara-serah-terima", "Berita acara serah terima"),
                    ("evaluasi-kriteria", "Evaluasi ketercapaian kriteria"),
                    ("laporan-manajemen", "Laporan manajemen pemeliharaan"),
                    ("laporan-tahunan", "Laporan tahunan"),
                ],
                default="laporan-manajemen",
                max_length=40,
                verbose_name="jenis",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="document",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="reports.document",
                verbose_name="menggantikan",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="maintenance.round",
                verbose_name="putaran",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="subject",
            field=models.CharField(default="", max_length=300, verbose_name="perihal"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="acknowledgement",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="acknowledgements",
                to="reports.document",
                verbose_name="dokumen",
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="cycle",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="maintenance.cycle",
                verbose_name="siklus",
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="number",
            field=models.CharField(max_length=80, verbose_name="nomor"),
        ),
    ]
