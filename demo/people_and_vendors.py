"""Users, vendors and letterhead of the fictional university of the demo."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from accounts.models import Role, User
from demo.sign_ins import COOLING, DEMO_SIGN_INS, FIRE, NETWORK, PASSWORD, POWER
from organization.models import Institution
from vendors.models import Contract, Vendor

INSTITUTION = "Institut Teknologi Cendana Raya"


@dataclass
class Parties:
    """The users and contracts that scenarios refer to."""

    operator: User
    technician: User
    head: User
    manager: User
    vendor_users: dict[str, User]  # by vendor name
    contracts: dict[str, Contract] = field(default_factory=dict)


def make_people() -> Parties:
    """Create the demo users. They share one password, so it is hashed once."""
    password = make_password(PASSWORD)
    people = [
        User(
            email=person.email,
            full_name=person.full_name,
            role=person.role,
            nip=person.nip,
            position=person.position,
            password=password,
        )
        for person in DEMO_SIGN_INS
    ]
    for user in people:
        user.full_clean()
        user.save(force_insert=True)
    by_role = {role: [user for user in people if user.role == role] for role in Role}
    vendor_users = {
        person.vendor: user
        for person, user in zip(DEMO_SIGN_INS, people, strict=True)
        if person.role == Role.VENDOR
    }
    operator, technician = by_role[Role.OPERATOR]
    return Parties(operator, technician, by_role[Role.HEAD][0], by_role[Role.MANAGER][0], vendor_users)


def make_institution(parties: Parties) -> None:
    """Create the letterhead unless one exists."""
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
        vendor.memberships.create(user=parties.vendor_users[name])
