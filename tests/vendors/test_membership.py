"""Membership: gives access while it is active and the vendor has a contract that has not ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.vendors.factories import ContractFactory, MembershipFactory, VendorFactory
from vendors.models import Contract, Membership, users_of, vendors_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("starts", "ends", "has_access"),
    [(-10, 10, True), (-10, 0, True), (-10, -1, False), (5, 10, True)],
)
def test_access_ends_with_the_last_contract(starts: int, ends: int, has_access: bool) -> None:
    day = timedelta(days=1)
    contract = ContractFactory(starts_on=TODAY + starts * day, ends_on=TODAY + ends * day)
    MembershipFactory(vendor=contract.vendor)
    assert Membership.objects.with_access_on(TODAY).exists() is has_access


def test_one_contract_of_several_is_enough() -> None:
    vendor = VendorFactory()
    ContractFactory(vendor=vendor, starts_on="2001-01-01", ends_on="2001-12-31")
    ContractFactory(vendor=vendor)
    person = MembershipFactory(vendor=vendor).user
    assert list(vendors_of(person, TODAY)) == [vendor]
    assert Contract.objects.visible_to(person).count() == 2


def test_a_vendor_without_a_contract_gives_no_access() -> None:
    assert not vendors_of(MembershipFactory().user, TODAY).exists()


def test_an_ended_membership_and_an_inactive_user_have_no_access() -> None:
    vendor = ContractFactory().vendor
    MembershipFactory(vendor=vendor, is_active=False)
    MembershipFactory(vendor=vendor, user__is_active=False)
    assert not Membership.objects.with_access_on(TODAY).exists()
    assert not users_of(vendor).exists()


def test_the_vendor_page_warns_when_no_contract_gives_access(as_operator) -> None:
    vendor = MembershipFactory().vendor
    sentence = "tidak mempunyai kontrak yang masih berlaku"
    assert sentence in as_operator.get(vendor.get_absolute_url()).text
    ContractFactory(vendor=vendor)
    assert sentence not in as_operator.get(vendor.get_absolute_url()).text
