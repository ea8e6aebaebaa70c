"""Library of acceptance criteria: default criteria for each category of assets, as reference data.

Targets follow manufacturers' manuals and common data-centre practice. An installation can change the loaded criteria
on the admin pages; `load_library` never overwrites existing criteria.
"""
# ruff: noqa: E501 - one criterion per line, as in a table

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.db.models import Q

from assets.models import Category
from plans.models import CriterionKind, CriterionTemplate, Measure, Operator


@dataclass(frozen=True)
class LibraryCriterion:
    """Criterion of the library.

    A criterion with `target_max` is a range. A criterion without `target` is a yes/no question.
    """

    text: str
    target: str | None
    unit: str
    method: str
    evidence: str
    weight: int
    target_max: str | None = None
    operator: Operator = Operator.AT_LEAST
    measure: Measure = Measure.MANUAL
    mandatory: bool = False

    @property
    def kind(self) -> CriterionKind:
        if self.target is None:
            return CriterionKind.YES_NO
        if self.target_max is not None:
            return CriterionKind.RANGE
        return CriterionKind.PERCENTAGE if self.unit == "%" else CriterionKind.NUMBER

    @property
    def condition(self) -> Operator:
        if self.kind == CriterionKind.RANGE:
            return Operator.BETWEEN
        return Operator.EQUAL if self.kind == CriterionKind.YES_NO else self.operator


AT_MOST = Operator.AT_MOST

# (code, name of the category, its criteria)
LIBRARY: Final[tuple[tuple[str, str, tuple[LibraryCriterion, ...]], ...]] = (
    (
        "ups",
        "UPS",
        (
            LibraryCriterion("Waktu cadangan baterai pada beban terpasang", "15", "menit", "Uji pengosongan dengan beban terpasang sampai ambang baterai lemah", "Lembar uji pengosongan", 30, mandatory=True),
            LibraryCriterion("Tegangan keluaran UPS", "209", "V", "Pengukuran tegangan fasa-netral pada panel keluaran, nominal 220 V ±5 %", "Foto hasil pengukuran", 20, target_max="231", mandatory=True),
            LibraryCriterion("Beban UPS terhadap kapasitasnya", "80", "%", "Pembacaan panel UPS pada jam sibuk", "Foto panel UPS", 15, operator=AT_MOST),
            LibraryCriterion("Suhu ruang baterai", "20", "°C", "Termometer ruang, rata-rata tiga titik ukur", "Foto termometer", 10, target_max="25"),
            LibraryCriterion("Waktu alih ke sumber cadangan", "10", "md", "Simulasi putus sumber utama, dibaca dari catatan kejadian UPS", "Catatan kejadian UPS", 15, operator=AT_MOST),
            LibraryCriterion("Pekerjaan UPS selesai tepat waktu", "95", "%", "Perintah kerja selesai tepat waktu dibagi seluruh perintah kerja putaran", "Daftar perintah kerja putaran", 10, measure=Measure.ON_TIME),
        ),
    ),
    (
        "precision-ac",
        "Precision Air Conditioning",
        (
            LibraryCriterion("Suhu udara masuk rak", "18", "°C", "Pengukuran pada sisi depan rak, tiga ketinggian", "Foto alat ukur", 30, target_max="24", mandatory=True),
            LibraryCriterion("Kelembapan relatif ruang", "40", "% RH", "Higrometer terkalibrasi di tengah ruang", "Foto alat ukur", 20, target_max="60"),
            LibraryCriterion("Beda tekanan pada filter udara", "250", "Pa", "Manometer pada kedua sisi filter", "Foto manometer", 15, operator=AT_MOST),
            LibraryCriterion("Unit cadangan mengambil alih dalam", "60", "detik", "Mematikan unit utama dan mencatat waktu sampai unit cadangan bekerja", "Catatan uji alih", 20, operator=AT_MOST, mandatory=True),
            LibraryCriterion("Saluran pembuangan air kondensat bebas sumbatan", None, "", "Pemeriksaan langsung dan uji alir satu liter air", "Foto saluran", 15),
        ),
    ),
    (
        "generator",
        "Generator Set",
        (
            LibraryCriterion("Waktu genset siap memikul beban", "10", "detik", "Simulasi putus sumber utama, dihitung sampai tegangan stabil", "Rekaman uji mulai", 30, operator=AT_MOST, mandatory=True),
            LibraryCriterion("Frekuensi keluaran pada beban terpasang", "49.5", "Hz", "Pembacaan panel setelah 15 menit berbeban", "Foto panel", 15, target_max="50.5"),
            LibraryCriterion("Tegangan keluaran antarfasa", "361", "V", "Pengukuran antarfasa pada panel, nominal 380 V ±5 %", "Foto hasil pengukuran", 15, target_max="399", mandatory=True),
            LibraryCriterion("Persediaan bahan bakar", "70", "%", "Pembacaan penunjuk tangki, dibandingkan dengan isi penuh", "Foto penunjuk tangki", 15),
            LibraryCriterion("Tegangan baterai pemicu", "25.2", "V", "Pengukuran tanpa beban pada terminal baterai sistem 24 V", "Foto multimeter", 10, target_max="27.6"),
            LibraryCriterion("Pemindahan beban otomatis bekerja dua arah", None, "", "Uji alih ke genset dan kembali ke sumber utama", "Berita acara uji", 15),
        ),
    ),
    (
        "server",
        "Server",
        (
            LibraryCriterion("Ketersediaan layanan server", "99.5", "%", "Waktu tersedia dibagi waktu putaran menurut sistem pemantauan", "Laporan sistem pemantauan", 30, mandatory=True),
            LibraryCriterion("Lama henti akibat pemeliharaan", "4", "jam", "Jumlah lama henti pada kegiatan pemeliharaan putaran", "Catatan kegiatan", 20, operator=AT_MOST, measure=Measure.DOWNTIME),
            LibraryCriterion("Uji pemulihan dari cadangan data berhasil", None, "", "Memulihkan satu mesin contoh ke lingkungan uji", "Catatan uji pemulihan", 25, mandatory=True),
            LibraryCriterion("Suhu udara masuk server", "27", "°C", "Pembacaan sensor melalui pengelola perangkat keras", "Tangkapan layar sensor", 10, operator=AT_MOST),
            LibraryCriterion("Pembaruan keamanan terpasang", "95", "%", "Server dengan pembaruan penting terpasang dibagi seluruh server dalam lingkup", "Laporan pembaruan", 15),
        ),
    ),
    (
        "storage",
        "Storage",
        (
            LibraryCriterion("Ketersediaan sistem penyimpanan", "99.9", "%", "Waktu tersedia dibagi waktu putaran menurut sistem pemantauan", "Laporan sistem pemantauan", 30, mandatory=True),
            LibraryCriterion("Kapasitas terpakai", "80", "%", "Pembacaan pengelola penyimpanan pada akhir putaran", "Tangkapan layar kapasitas", 20, operator=AT_MOST),
            LibraryCriterion("Diska dalam keadaan gagal", "0", "diska", "Pembacaan pengelola penyimpanan", "Tangkapan layar keadaan diska", 20, operator=AT_MOST, mandatory=True),
            LibraryCriterion("Waktu tanggap rata-rata baca dan tulis", "10", "md", "Statistik pengelola penyimpanan selama tujuh hari", "Grafik waktu tanggap", 15, operator=AT_MOST),
            LibraryCriterion("Uji pindah pengendali tanpa henti layanan", None, "", "Memindahkan beban ke pengendali pasangan dan kembali", "Catatan kejadian", 15),
        ),
    ),
    (
        "network",
        "Jaringan",
        (
            LibraryCriterion("Ketersediaan jaringan inti", "99.9", "%", "Waktu tersedia dibagi waktu putaran menurut sistem pemantauan", "Laporan sistem pemantauan", 30, mandatory=True),
            LibraryCriterion("Kehilangan paket antarsakelar inti", "0.1", "%", "Uji 10.000 paket pada jam sibuk", "Keluaran uji", 15, operator=AT_MOST),
            LibraryCriterion("Redaman tautan serat optik", "3", "dB", "Pengukuran dengan alat ukur daya optik pada kedua ujung", "Lembar ukur", 15, operator=AT_MOST),
            LibraryCriterion("Uji pindah jalur cadangan", "3", "detik", "Memutus tautan utama dan mencatat waktu pulih", "Catatan uji", 20, operator=AT_MOST),
            LibraryCriterion("Konfigurasi perangkat tercadangkan", "100", "%", "Perangkat dengan cadangan konfigurasi paling lama tujuh hari dibagi seluruhnya", "Daftar cadangan konfigurasi", 20),
        ),
    ),
    (
        "fire-protection",
        "Proteksi Kebakaran",
        (
            LibraryCriterion("Tekanan tabung pemadam", "24.8", "bar", "Pembacaan penunjuk tekanan pada suhu 21 °C", "Foto penunjuk tekanan", 25, target_max="27.6", mandatory=True),
            LibraryCriterion("Detektor asap bekerja", "100", "%", "Uji asap pada seluruh detektor dalam lingkup", "Lembar uji detektor", 25, mandatory=True),
            LibraryCriterion("Penundaan sebelum pelepasan gas", "30", "detik", "Uji fungsi tanpa pelepasan, katup dilepas dari tabung", "Rekaman uji", 15, target_max="60"),
            LibraryCriterion("Alarm suara terdengar di seluruh ruang", "85", "dB", "Pengukuran pada titik terjauh dari alarm", "Foto alat ukur", 10),
            LibraryCriterion("Berat isi tabung terhadap isi nominal", "95", "%", "Penimbangan tabung", "Lembar penimbangan", 15),
            LibraryCriterion("Jalur evakuasi bebas hambatan", None, "", "Pemeriksaan langsung bersama petugas keselamatan", "Foto jalur evakuasi", 10),
        ),
    ),
)  # fmt: skip


@transaction.atomic
def load_library() -> int:
    """Add missing library criteria and missing categories to the database; return the number of added criteria."""
    known = set(CriterionTemplate.objects.values_list("category_id", "text"))
    new = []
    for code, name, entries in LIBRARY:
        category = _category(code, name)
        new += [_template(category, entry) for entry in entries if (category.pk, entry.text) not in known]
    return len(CriterionTemplate.objects.bulk_create(new))


def _category(code: str, name: str) -> Category:
    """Return the category with this code or name, creating it if needed."""
    known = Category.objects.filter(Q(code=code) | Q(name__iexact=name)).order_by("pk").first()
    return known or Category.objects.create(code=code, name=name)


def _template(category: Category, entry: LibraryCriterion) -> CriterionTemplate:
    template = CriterionTemplate(
        category=category,
        text=entry.text,
        kind=entry.kind,
        operator=entry.condition,
        target=_decimal(entry.target),
        target_max=_decimal(entry.target_max),
        unit=entry.unit,
        measure=entry.measure,
        method=entry.method,
        evidence=entry.evidence,
        is_mandatory=entry.mandatory,
        default_weight=Decimal(entry.weight),
    )
    template.clean()
    return template


def _decimal(figure: str | None) -> Decimal | None:
    return None if figure is None else Decimal(figure)
