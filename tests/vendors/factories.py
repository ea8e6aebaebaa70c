"""Makes vendors, their contracts and their people for tests."""

from datetime import date
from decimal import Decimal

import factory

from accounts.models import Role
from tests.accounts.factories import UserFactory
from vendors.models import Contract, Membership, Vendor


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
    """Runs for two years around the present one."""

    class Meta:
        model = Contract

    vendor = factory.SubFactory(VendorFactory)
    number = factory.Sequence(lambda n: f"{n:03}/KONTRAK/{date.today().year}")
    title = "Pemeliharaan infrastruktur"
    starts_on = factory.LazyFunction(lambda: date(date.today().year - 1, 1, 1))
    ends_on = factory.LazyFunction(lambda: date(date.today().year + 1, 12, 31))
    value = Decimal(500_000_000)
