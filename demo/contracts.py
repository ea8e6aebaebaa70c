"""Demo contracts in every status: amended, ended, ending soon, active, not yet started."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from demo.calendar import DAY, Days
from demo.people_and_vendors import Parties
from demo.sign_ins import COOLING, FIRE, NETWORK, POWER
from vendors.models import Amendment, Contract, Vendor


@dataclass(frozen=True)
class ContractTerms:
    """Data of a demo contract. Scenarios refer to the contract by `key`. `value` is in rupiah."""

    key: str
    vendor: str
    title: str
    starts_on: date
    ends_on: date
    value: int
    scope: str


def make_contracts(parties: Parties, days: Days) -> None:
    for number, terms in enumerate(_all_terms(days), start=1):
        parties.contracts[terms.key] = _create_contract(number, terms)
    _extend(parties.contracts["cooling"], days)


def _all_terms(days: Days) -> list[ContractTerms]:
    last = days.this_year - 1
    return [
        ContractTerms(
            "power_last_year",
            POWER,
            "Pemeliharaan UPS dan genset tahun lalu",
            date(last, 1, 1),
            date(last, 12, 31),
            486_000_000,
            "UPS dan genset gedung pusat data.",
        ),
        ContractTerms(
            "power",
            POWER,
            "Pemeliharaan UPS dan genset dua tahun",
            days.month(-10),
            days.month(14) - DAY,
            1_140_000_000,
            "UPS, genset dan panel pemindah daya pada gedung pusat data dan gedung perkuliahan.",
        ),
        ContractTerms(
            "cooling",
            COOLING,
            "Pemeliharaan AC presisi pusat data",
            days.month(-13),
            days.month(-1) - DAY,
            372_000_000,
            "Enam unit AC presisi beserta saluran kondensat dan pengendalinya.",
        ),
        ContractTerms(
            "network",
            NETWORK,
            "Pemeliharaan jaringan inti dan akses kampus",
            network_start(days),
            network_end(days),
            528_500_000,
            "Sakelar inti, perute, tembok api, dan sakelar akses tiga gedung.",
        ),
        ContractTerms(
            "network_next",
            NETWORK,
            "Pemeliharaan jaringan kampus, kontrak lanjutan",
            days.month(1),
            days.month(13) - DAY,
            566_000_000,
            "Sakelar inti, perute, tembok api, sakelar akses, dan pengendali nirkabel.",
        ),
        ContractTerms(
            "fire",
            FIRE,
            "Pemeliharaan proteksi kebakaran pusat data",
            fire_start(days),
            days.after(35),
            148_750_000,
            "Panel deteksi, tabung gas pemadam, detektor asap, dan alat pemadam ringan.",
        ),
    ]


def _create_contract(number: int, terms: ContractTerms) -> Contract:
    contract = Contract(
        vendor=Vendor.objects.get(name=terms.vendor),
        number=f"{number:03}/SPK/DSTI/{terms.starts_on.year}",
        title=terms.title,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        value=Decimal(terms.value),
        scope=terms.scope,
        service_levels="Tanggap gangguan 2 jam, pulih 8 jam kerja, suku cadang tersedia 3 hari kerja.",
    )
    contract.full_clean()
    contract.save()
    return contract


def network_end(days: Days) -> date:
    return days.before(21)


def network_start(days: Days) -> date:
    """Return the start one year before the end, so that two rounds of six months fill the contract."""
    end = network_end(days)
    return date(end.year - 1, end.month, min(end.day, 28)) + DAY


def fire_start(days: Days) -> date:
    """Return a start for which the first round of six months ended a week ago."""
    return days.month(-6) if days.today.day > 7 else days.month(-7)


def _extend(contract: Contract, days: Days) -> None:
    amendment = Amendment(
        contract=contract,
        number=f"AD-01/SPK/DSTI/{days.this_year}",
        effective_on=contract.ends_on - DAY * 10,
        new_end=days.month(5) - DAY,
        new_value=Decimal(558_000_000),
        reason="Pengadaan unit pengganti tertunda, sehingga pemeliharaan diperpanjang enam bulan.",
    )
    amendment.full_clean()
    contract.amend(amendment)
