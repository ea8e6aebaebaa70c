"""The people, the vendors and their contracts, and the letterhead of the demo's invented university."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.contrib.auth.hashers import make_password

from accounts.models import Role, User
from demo.calendar import DAY, Days
from demo.people import COOLING, DEMO_SIGN_INS, FIRE, NETWORK, PASSWORD, POWER
from reports.models import Institution
from vendors.models import Amendment, Contract, Vendor

INSTITUTION = "Institut Teknologi Cendana Raya"


@dataclass
class Parties:
    """Everybody by what the stories call them."""

    operator: User
    technician: User
    head: User
    manager: User
    persons: dict[str, User]  # by the vendor's name
    contracts: dict[str, Contract] = field(default_factory=dict)


def make_people() -> Parties:
    """All share one password, so it is hashed once."""
    secret = make_password(PASSWORD)
    people = [
        User(
            email=person.email,
            full_name=person.full_name,
            role=person.role,
            nip=person.nip,
            position=person.position,
            password=secret,
        )
        for person in DEMO_SIGN_INS
    ]
    for user in people:
        user.full_clean()
        user.save(force_insert=True)
    by_role = {role: [user for user in people if user.role == role] for role in Role}
    persons = {
        person.vendor: user
        for person, user in zip(DEMO_SIGN_INS, people, strict=True)
        if person.role == Role.VENDOR
    }
    operator, technician = by_role[Role.OPERATOR]
    return Parties(operator, technician, by_role[Role.HEAD][0], by_role[Role.MANAGER][0], persons)


def make_institution(parties: Parties) -> None:
    """The letterhead, unless somebody has entered one."""
    if Institution.objects.exists():
        return
    head, manager = parties.head, parties.manager
    Institution(
        name=INSTITUTION,
        directorate="Direktorat Sistem dan Teknologi Informasi",
        unit="Seksi Operasional",
        address="Jalan Cendana Raya 28, Bandung 40191",
        city="Bandung",
        prepared_name=head.full_name,
        prepared_position=head.position,
        prepared_nip=head.nip,
        checked_name=manager.full_name,
        checked_position=manager.position,
        checked_nip=manager.nip,
        approved_name="Prof. Wiradi Sasmitaatmaja",
        approved_position="Direktur Sistem dan Teknologi Informasi",
        approved_nip="196803151994031004",
    ).save()


# (name, NPWP, address, phone, e-mail, signatory, position)
VENDORS = (
    (
        POWER,
        "01.234.567.8-421.000",
        "Jalan Pelita Energi 17, Bandung 40286",
        "022-5550117",
        "layanan@cakradaya.example",
        "Rudi Hartanto",
        "Direktur Operasi",
    ),
    (
        COOLING,
        "02.345.678.9-429.000",
        "Jalan Sejuk Asri 8, Cimahi 40522",
        "022-5550208",
        "servis@bayupresisi.example",
        "Melati Kusumawardhani",
        "Direktur",
    ),
    (
        NETWORK,
        "03.456.789.0-423.000",
        "Jalan Serat Optik 45, Bandung 40132",
        "022-5550345",
        "dukungan@jalalintas.example",
        "Agung Prabowo Sakti",
        "Pengurus",
    ),
    (
        FIRE,
        "04.567.890.1-428.000",
        "Jalan Waspada Api 3, Bandung 40614",
        "022-5550403",
        "teknik@geniwaspada.example",
        "Sri Rahayuningsih",
        "Direktur Utama",
    ),
)


def make_vendors(parties: Parties) -> None:
    for name, tax_number, address, phone, email, signatory, position in VENDORS:
        vendor = Vendor(
            name=name,
            tax_number=tax_number,
            address=address,
            phone=phone,
            email=email,
            signatory_name=signatory,
            signatory_position=position,
        )
        vendor.full_clean()
        vendor.save()
        vendor.memberships.create(user=parties.persons[name])


def make_contracts(parties: Parties, days: Days) -> None:
    """Of every kind: long, amended so that it lasts longer, ended, ending soon, yet to begin."""
    year, last = days.this_year, days.this_year - 1
    signed = days.month(-13)
    terms: dict[str, tuple[str, str, date, date, int, str]] = {
        "power_last_year": (
            POWER,
            "Pemeliharaan UPS dan genset tahun lalu",
            date(last, 1, 1),
            date(last, 12, 31),
            486_000_000,
            "UPS dan genset gedung pusat data.",
        ),
        "power": (
            POWER,
            "Pemeliharaan UPS dan genset dua tahun",
            days.month(-10),
            days.month(14) - DAY,
            1_140_000_000,
            "UPS, genset dan panel pemindah daya pada gedung pusat data dan gedung perkuliahan.",
        ),
        "cooling": (
            COOLING,
            "Pemeliharaan AC presisi pusat data",
            signed,
            days.month(-1) - DAY,
            372_000_000,
            "Enam unit AC presisi beserta saluran kondensat dan pengendalinya.",
        ),
        "network": (
            NETWORK,
            "Pemeliharaan jaringan inti dan akses kampus",
            network_start(days),
            network_end(days),
            528_500_000,
            "Sakelar inti, perute, tembok api, dan sakelar akses tiga gedung.",
        ),
        "network_next": (
            NETWORK,
            "Pemeliharaan jaringan kampus, kontrak lanjutan",
            days.month(1),
            days.month(13) - DAY,
            566_000_000,
            "Sakelar inti, perute, tembok api, sakelar akses, dan pengendali nirkabel.",
        ),
        "fire": (
            FIRE,
            "Pemeliharaan proteksi kebakaran pusat data",
            fire_start(days),
            days.after(35),
            148_750_000,
            "Panel deteksi, tabung gas pemadam, detektor asap, dan alat pemadam ringan.",
        ),
    }
    for number, (key, (vendor, title, start, end, value, scope)) in enumerate(terms.items(), start=1):
        contract = Contract(
            vendor=Vendor.objects.get(name=vendor),
            number=f"{number:03}/SPK/DSTI/{start.year}",
            title=title,
            starts_on=start,
            ends_on=end,
            value=Decimal(value),
            scope=scope,
            service_levels="Tanggap gangguan 2 jam, pulih 8 jam kerja, suku cadang tersedia 3 hari kerja.",
        )
        contract.full_clean()
        contract.save()
        parties.contracts[key] = contract
    _extend(parties.contracts["cooling"], days, year)


def network_end(days: Days) -> date:
    return days.before(21)


def network_start(days: Days) -> date:
    """A year, so that two rounds of six months fill it."""
    end = network_end(days)
    return date(end.year - 1, end.month, min(end.day, 28)) + DAY


def fire_start(days: Days) -> date:
    """Its first round of six months ended a week ago."""
    return days.month(-6) if days.today.day > 7 else days.month(-7)


def _extend(contract: Contract, days: Days, year: int) -> None:
    amendment = Amendment(
        contract=contract,
        number=f"AD-01/SPK/DSTI/{year}",
        effective_on=contract.ends_on - DAY * 10,
        new_end=days.month(5) - DAY,
        new_value=Decimal(558_000_000),
        reason="Pengadaan unit pengganti tertunda, sehingga pemeliharaan diperpanjang enam bulan.",
    )
    amendment.full_clean()
    contract.amend(amendment)
