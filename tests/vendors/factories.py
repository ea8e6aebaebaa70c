"""Factories for vendors, contracts, amendments and memberships."""

from datetime import date
from decimal import Decimal

import factory

from accounts.models import Role
from tests.accounts.factories import UserFactory
from vendors.models import Amendment, Contract, Membership, Vendor


class VendorFactory(factory.django.DjangoModelFactory[Vendor]):
    class Meta:
        model = Vendor

    name = factory.Sequence(lambda n: f"PT Penyedia {n}")


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    vendor = factory.SubFactory(VendorFactory)
    user = factory.SubFactory(UserFactory, role=Role.VENDOR)


class ContractFactory(factory.django.DjangoModelFactory[Contract]):
    """A contract of three years; the current year is the second."""

    class Meta:
        model = Contract

    vendor = factory.SubFactory(VendorFactory)
    number = factory.Sequence(lambda n: f"{n:03}/KONTRAK/{date.today().year}")
    title = "Pemeliharaan infrastruktur"
    starts_on = factory.LazyFunction(lambda: date(date.today().year - 1, 1, 1))
    ends_on = factory.LazyFunction(lambda: date(date.today().year + 1, 12, 31))
    value = Decimal(500_000_000)


class AmendmentFactory(factory.django.DjangoModelFactory[Amendment]):
    """An amendment that extends its contract by one year from the last day of the contract."""

    class Meta:
        model = Amendment

    contract = factory.SubFactory(ContractFactory)
    number = factory.Sequence(lambda n: f"ADD-{n:03}")
    effective_on = factory.LazyAttribute(lambda amendment: amendment.contract.ends_on)
    new_end = factory.LazyAttribute(lambda amendment: date(amendment.contract.ends_on.year + 1, 12, 31))
    reason = "Pekerjaan dilanjutkan"
