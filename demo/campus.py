"""Creates the demo data in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils import timezone, translation

from accounts.models import User
from assets.models import ArchitectureDocument
from demo import assets, clock, contracts, people_and_vendors, pictures
from demo.calendar import Days
from demo.scenarios import Scenarios
from demo.sign_ins import DEMO_SIGN_INS
from plans.criteria_library import load_library

Progress = Callable[[str], None]


def exists() -> bool:
    """Return whether the demo data exists."""
    return User.objects.filter(email=DEMO_SIGN_INS[0].email).exists()


def count_other_users() -> int:
    """Return the number of users who do not belong to the demo."""
    return User.objects.exclude(email__in=[person.email for person in DEMO_SIGN_INS]).count()


@transaction.atomic
def create(progress: Progress) -> None:
    """Create the demo data with the services that the pages use. Call `progress` with the name of each step."""
    days = Days(timezone.localdate())
    with translation.override("id"):
        with clock.at(clock.moment(days.month(-30), 9)):
            progress("people, vendors and contracts")
            parties = people_and_vendors.make_people()
            people_and_vendors.make_institution(parties)
            people_and_vendors.make_vendors(parties)
            contracts.make_contracts(parties, days)
            progress("criteria library, places, assets and their dependencies")
            load_library()
            assets.make_register(days)
            _make_architecture(parties.operator)
        for title, create_cycle in Scenarios(parties, days).all():
            progress(f"cycle: {title}")
            create_cycle()


def _make_architecture(by: User) -> None:
    """Create two architecture documents, one of which has two versions. They are the input of SOP row 1."""
    power = ArchitectureDocument.objects.create(
        title="Diagram satu garis catu daya pusat data",
        description="Sumber utama, genset, pemindah daya, panel, UPS, dan rak.",
    )
    rows = [["PLN 20 kV", "GEN-01", "GEN-02"], ["ATS-01"], ["PNL-01", "PNL-02"]]
    rows += [["UPS-01", "UPS-02", "UPS-03"], ["RAK-01", "RAK-02", "RAK-03", "RAK-04", "RAK-05"]]
    note = "Direktorat Sistem dan Teknologi Informasi"
    first = pictures.drawing(power.title, rows, note)
    power.add_version(first, "application/pdf", by=by, note="Versi pertama.")
    rows[3].append("UPS-04")
    second = pictures.drawing(power.title, rows, note)
    power.add_version(second, "application/pdf", by=by, note="UPS-04 ditambahkan sebagai cadangan.")
    network = ArchitectureDocument.objects.create(
        title="Topologi jaringan kampus",
        description="Perute tepi, tembok api, sakelar inti, dan sakelar akses.",
    )
    rows = [["Internet", "Jaringan riset"], ["RTR-01", "RTR-02"], ["TAP-01", "TAP-02"], ["SWI-01", "SWI-02"]]
    rows.append([f"SWA-{number:02}" for number in range(1, 9)])
    network.add_version(
        pictures.drawing(network.title, rows, note), "application/pdf", by=by, note="Versi pertama."
    )
