"""Sign-ins of the demo users, at least one per role, and their shared password."""

from dataclasses import dataclass

from accounts.models import Role

PASSWORD = "pemeliharaan-528"


@dataclass(frozen=True)
class DemoSignIn:
    """Sign-in of one demo user. `vendor` is the name of the vendor of a vendor user."""

    email: str
    role: Role
    full_name: str
    position: str
    nip: str = ""
    vendor: str = ""
    password: str = PASSWORD

    @property
    def label(self) -> str:
        """Label on the sign-in page."""
        return f"{self.role.label}, {self.vendor or self.position}"


POWER, COOLING = "PT Cakra Daya Sembada", "PT Bayu Presisi Sentosa"
NETWORK, FIRE = "CV Jala Lintas Cendekia", "PT Geni Waspada Pratama"

DEMO_SIGN_INS = (
    DemoSignIn(
        "operator@siklus.example",
        Role.OPERATOR,
        "Ratna Wulandari",
        "Koordinator pemeliharaan",
        "198704122010122001",
    ),
    DemoSignIn(
        "teknisi@siklus.example", Role.OPERATOR, "Yusuf Ramdhani", "Teknisi pusat data", "199109032015041002"
    ),
    DemoSignIn(
        "kepala@siklus.example",
        Role.HEAD,
        "Hendra Gunadarma",
        "Kepala Seksi Operasional",
        "197605212003121003",
    ),
    DemoSignIn(
        "manajer@siklus.example",
        Role.MANAGER,
        "Siti Maharani",
        "Kepala Subdirektorat Infrastruktur",
        "197211082000032001",
    ),
    DemoSignIn("vendor@siklus.example", Role.VENDOR, "Andri Setiaji", "Teknisi kelistrikan", vendor=POWER),
    DemoSignIn(
        "vendor.ac@siklus.example", Role.VENDOR, "Lukman Hidayatullah", "Teknisi pendingin", vendor=COOLING
    ),
    DemoSignIn(
        "vendor.jaringan@siklus.example", Role.VENDOR, "Nadia Puspita", "Insinyur jaringan", vendor=NETWORK
    ),
    DemoSignIn(
        "vendor.kebakaran@siklus.example",
        Role.VENDOR,
        "Tommy Kusnandar",
        "Teknisi proteksi kebakaran",
        vendor=FIRE,
    ),
    DemoSignIn(
        "admin@siklus.example",
        Role.ADMINISTRATOR,
        "Maya Anggraeni",
        "Administrator sistem",
        "199402172019032004",
    ),
)
