"""The people of the demo data, one of each role, and the password that they share."""

from dataclasses import dataclass

from accounts.models import Role

PASSWORD = "pemeliharaan-528"


@dataclass(frozen=True)
class DemoSignIn:
    email: str
    role: Role
    full_name: str
    position: str
    password: str = PASSWORD


DEMO_SIGN_INS = (
    DemoSignIn("operator@siklus.example", Role.OPERATOR, "Ratna Wulandari", "Staf Seksi Operasional"),
    DemoSignIn("kepala@siklus.example", Role.HEAD, "Bambang Hartono", "Kepala Seksi Operasional"),
    DemoSignIn("manajer@siklus.example", Role.MANAGER, "Siti Maharani", "Kepala Subdirektorat"),
    DemoSignIn("vendor@siklus.example", Role.VENDOR, "Andi Prasetyo", "Teknisi lapangan"),
    DemoSignIn("admin@siklus.example", Role.ADMINISTRATOR, "Dewi Lestari", "Administrator sistem"),
)
