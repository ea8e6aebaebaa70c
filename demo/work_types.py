"""Types of work in demo plans: instructions, checklists, and texts of technicians."""
# ruff: noqa: E501 - one question a line reads as the list that it is

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plans.models import EvidencePurpose, ItemKind
from plans.recurrence.pattern import Frequency


@dataclass(frozen=True)
class Question:
    """Checklist item. Numeric answers are between `low` and `high`, which are within the limits of the item."""

    text: str
    kind: ItemKind = ItemKind.YES_NO
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    low: float = 0
    high: float = 0
    decimals: int = 1
    options: str = ""
    is_required: bool = True


@dataclass(frozen=True)
class WorkType:
    """Planned work on all assets whose code starts with one of `assets`. Cost is per asset, in rupiah."""

    title: str
    instructions: str
    assets: tuple[str, ...]
    frequency: Frequency
    hours: str
    cost: int
    questions: tuple[Question, ...]
    descriptions: tuple[str, ...]
    interval: int = 1
    evidence: tuple[tuple[EvidencePurpose, int], ...] = (
        (EvidencePurpose.BEFORE, 1),
        (EvidencePurpose.AFTER, 1),
    )
    downtime: int = 0  # minutes that the asset is usually down

    @property
    def reading(self) -> Question | None:
        """Checklist item with the number that is shown on the display in photos."""
        return next((each for each in self.questions if each.kind == ItemKind.NUMBER), None)


def number(text: str, unit: str, minimum: float | None, maximum: float | None, low: float, high: float, decimals: int = 1) -> Question:  # fmt: skip
    return Question(text, ItemKind.NUMBER, unit, minimum, maximum, low, high, decimals)


def choice(text: str, *options: str) -> Question:
    return Question(text, ItemKind.CHOICE, options="\n".join(options), is_required=False)


REMARK: Final = Question("Catatan teknisi", ItemKind.TEXT, is_required=False)
CONDITION: Final = choice("Keadaan umum", "Baik", "Cukup", "Perlu perhatian")
PHOTO_ONLY: Final = ((EvidencePurpose.PHOTO, 1),)

UPS_CHECK = WorkType(
    "Pemeriksaan UPS",
    "Baca panel, ukur tegangan keluaran setiap fasa, periksa terminal baterai, bersihkan filter udara.",
    ("UPS", "UPL"),
    Frequency.MONTHLY,
    "1.5",
    2_700_000,
    (
        number("Tegangan keluaran", "V", 209, 231, 216, 224),
        number("Beban terhadap kapasitas", "%", None, 80, 38, 66, 0),
        number("Suhu ruang baterai", "°C", 20, 25, 21.5, 24),
        Question("Filter udara bersih"),
        Question("Tidak ada alarm aktif"),
        CONDITION,
        REMARK,
    ),
    (
        "Panel dibaca, tegangan setiap fasa diukur, terminal baterai dikencangkan, filter udara dibersihkan.",
        "Pembacaan panel dan pengukuran keluaran dilakukan pada jam sibuk; tidak ada alarm baru.",
        "Kipas dan filter dibersihkan dengan penyedot debu; catatan kejadian UPS diunduh dan diperiksa.",
    ),
)
BATTERY_TEST = WorkType(
    "Uji pengosongan baterai UPS",
    "Kosongkan baterai pada beban terpasang sampai ambang lemah, catat waktunya, lalu isi kembali.",
    ("UPS",),
    Frequency.QUARTERLY,
    "4",
    11_000_000,
    (
        number("Waktu cadangan pada beban terpasang", "menit", 15, None, 17, 24, 0),
        number("Tahanan dalam baterai tertinggi", "mΩ", None, 8, 4.1, 6.8),
        Question("Beban kembali ke sumber utama tanpa putus"),
        REMARK,
    ),
    (
        "Baterai dikosongkan pada beban terpasang sampai ambang lemah dan diisi kembali; tahanan dalam setiap blok diukur.",
        "Uji pengosongan berjalan tanpa putus beban; hasil ukur setiap blok dilampirkan.",
    ),
    evidence=((EvidencePurpose.BEFORE, 1), (EvidencePurpose.AFTER, 1), (EvidencePurpose.DOCUMENT, 1)),
)
GENERATOR_RUN = WorkType(
    "Uji jalan genset",
    "Jalankan genset 30 menit tanpa beban, lalu 15 menit berbeban; catat tegangan, frekuensi dan tekanan oli.",
    ("GEN",),
    Frequency.MONTHLY,
    "2",
    4_200_000,
    (
        number("Frekuensi keluaran", "Hz", 49.5, 50.5, 49.8, 50.2),
        number("Tegangan antarfasa", "V", 361, 399, 374, 386, 0),
        number("Persediaan bahan bakar", "%", 70, None, 74, 96, 0),
        number("Tegangan baterai pemicu", "V", 25.2, 27.6, 25.8, 27.2),
        Question("Tidak ada kebocoran oli atau bahan bakar"),
        REMARK,
    ),
    (
        "Genset dijalankan 30 menit tanpa beban dan 15 menit berbeban; parameter dicatat setelah stabil.",
        "Uji jalan selesai; saringan solar dikuras airnya dan tegangan baterai pemicu diperiksa.",
    ),
)
COOLING_SERVICE = WorkType(
    "Servis AC presisi",
    "Bersihkan filter dan kondensor, periksa tekanan refrigeran, uji alir saluran kondensat.",
    ("PAC",),
    Frequency.MONTHLY,
    "3",
    5_700_000,
    (
        number("Suhu udara masuk rak", "°C", 18, 24, 20.2, 23),
        number("Kelembapan relatif", "% RH", 40, 60, 45, 57, 0),
        number("Beda tekanan filter", "Pa", None, 250, 120, 215, 0),
        Question("Saluran kondensat bebas sumbatan"),
        CONDITION,
        REMARK,
    ),
    (
        "Filter dicuci, kondensor disemprot, saluran kondensat dialiri satu liter air tanpa genangan.",
        "Tekanan refrigeran diukur dan sesuai; sabuk kipas diperiksa; suhu tiga ketinggian rak dicatat.",
        "Filter diganti baru karena beda tekanan mendekati batas; unit berjalan normal setelahnya.",
    ),
    downtime=20,
)
SERVER_CHECK = WorkType(
    "Pemeriksaan server",
    "Periksa lampu indikator, catatan perangkat keras, suhu masuk, cadangan data, dan pembaruan keamanan.",
    ("SRV", "SRB", "SRI"),
    Frequency.MONTHLY,
    "1",
    350_000,
    (
        number("Suhu udara masuk", "°C", None, 27, 20.5, 24.5),
        number("Pemakaian diska sistem", "%", None, 85, 41, 76, 0),
        Question("Tidak ada diska atau catu daya gagal"),
        Question("Cadangan data terakhir berhasil"),
        REMARK,
    ),
    (
        "Catatan perangkat keras dibaca melalui pengelola; tidak ada komponen gagal; pembaruan keamanan dipasang.",
        "Pembaruan sistem dan firmware dipasang pada jendela pemeliharaan; layanan dipindahkan sementara.",
        "Debu dibersihkan, kabel dirapikan, hasil cadangan data semalam diperiksa.",
    ),
    evidence=PHOTO_ONLY,
    downtime=10,
)
STORAGE_CHECK = WorkType(
    "Pemeriksaan sistem penyimpanan",
    "Periksa keadaan diska, kapasitas, waktu tanggap, dan uji pindah pengendali.",
    ("PNY",),
    Frequency.MONTHLY,
    "2",
    900_000,
    (
        number("Kapasitas terpakai", "%", None, 80, 52, 74, 0),
        number("Waktu tanggap rata-rata", "md", None, 10, 1.2, 4.8),
        Question("Semua diska dalam keadaan baik"),
        REMARK,
    ),
    ("Keadaan diska dan kapasitas diperiksa; grafik waktu tanggap tujuh hari disimpan.",),
    evidence=PHOTO_ONLY,
)
NETWORK_CHECK = WorkType(
    "Pemeriksaan perangkat jaringan",
    "Periksa catatan kejadian, beban prosesor, redaman serat optik, dan cadangkan konfigurasi.",
    ("SWI", "RTR", "TAP", "SWA"),
    Frequency.MONTHLY,
    "1",
    1_800_000,
    (
        number("Beban prosesor rata-rata", "%", None, 70, 9, 46, 0),
        number("Redaman tautan serat optik", "dB", None, 3, 0.8, 2.2),
        Question("Konfigurasi telah dicadangkan"),
        Question("Kipas dan catu daya cadangan bekerja"),
        REMARK,
    ),
    (
        "Catatan kejadian dibaca, redaman tautan diukur, konfigurasi dicadangkan ke tempat penyimpanan terpusat.",
        "Perangkat dibersihkan, konektor serat optik dibersihkan, konfigurasi dicadangkan.",
    ),
    evidence=PHOTO_ONLY,
)
FIRE_CHECK = WorkType(
    "Pemeriksaan proteksi kebakaran",
    "Baca tekanan tabung, uji panel dan detektor, pastikan jalur evakuasi bebas.",
    ("PKA", "GAS", "APR"),
    Frequency.MONTHLY,
    "1",
    1_650_000,
    (
        number("Tekanan tabung atau uji panel", "bar", 24.8, 27.6, 25.1, 26.9),
        Question("Segel dan label masih utuh"),
        Question("Jalur evakuasi bebas hambatan"),
        REMARK,
    ),
    (
        "Penunjuk tekanan dibaca, segel diperiksa, panel diuji tanpa pelepasan gas.",
        "Detektor diuji asap satu per satu; alarm suara terdengar sampai titik terjauh.",
    ),
)

FINDINGS: Final = {
    "ups": ("Satu blok baterai menggembung", "Kipas buang berbunyi kasar"),
    "generator": ("Selang pendingin mulai retak", "Penunjuk bahan bakar tidak akurat"),
    "precision-ac": ("Sabuk kipas aus", "Lapisan peredam panas terkelupas"),
    "server": ("Baterai pengendali RAID hampir habis", "Satu catu daya pernah mati sesaat"),
    "storage": ("Satu diska melaporkan sektor yang dipindahkan",),
    "network": ("Modul optik cadangan tidak tersedia", "Kabel tambal tidak berlabel"),
    "fire-protection": ("Label tanggal pengisian tidak terbaca", "Rak arsip menghalangi alat pemadam"),
}
