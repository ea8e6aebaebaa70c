"""`Contract.is_active_on`: first and last day, amendments, leap days, and the same rule as a query."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.vendors.factories import AmendmentFactory, ContractFactory
from vendors.models import Amendment, Contract, Vendor

pytestmark = pytest.mark.django_db


def test_a_contract_is_active_from_its_first_to_its_last_day():
    contract = ContractFactory(starts_on=date(2025, 3, 1), ends_on=date(2026, 2, 28))

    assert not contract.is_active_on(date(2025, 2, 28))
    assert contract.is_active_on(date(2025, 3, 1))
    assert contract.is_active_on(date(2026, 2, 28))
    assert not contract.is_active_on(date(2026, 3, 1))


def test_a_contract_may_start_and_end_on_a_leap_day():
    contract = ContractFactory(starts_on=date(2024, 2, 29), ends_on=date(2028, 2, 29))

    assert not contract.is_active_on(date(2024, 2, 28))
    assert contract.is_active_on(date(2024, 2, 29))
    assert contract.is_active_on(date(2028, 2, 29))
    assert not contract.is_active_on(date(2028, 3, 1))


def test_a_contract_may_last_a_single_day():
    contract = ContractFactory(starts_on=date(2026, 5, 5), ends_on=date(2026, 5, 5))

    assert [contract.is_active_on(date(2026, 5, day)) for day in (4, 5, 6)] == [False, True, False]


def test_an_amendment_extends_the_contract_from_its_effective_date():
    contract = ContractFactory(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    AmendmentFactory(contract=contract, effective_on=date(2025, 11, 1), new_end=date(2026, 12, 31))

    assert contract.end_on(date(2025, 10, 31)) == date(2025, 12, 31)
    assert contract.end_on(date(2025, 11, 1)) == date(2026, 12, 31)
    assert contract.is_active_on(date(2026, 12, 31))
    assert not contract.is_active_on(date(2027, 1, 1))


def test_an_amendment_on_the_day_after_the_end_leaves_no_gap():
    contract = ContractFactory(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    AmendmentFactory(contract=contract, effective_on=date(2026, 1, 1), new_end=date(2026, 6, 30))

    assert contract.is_active_on(date(2025, 12, 31))
    assert contract.is_active_on(date(2026, 1, 1))


def test_an_amendment_shortens_the_contract_from_its_effective_date():
    contract = ContractFactory(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))
    AmendmentFactory(contract=contract, effective_on=date(2025, 6, 1), new_end=date(2025, 6, 30))

    assert contract.is_active_on(date(2025, 5, 31))
    assert contract.is_active_on(date(2025, 6, 30))
    assert not contract.is_active_on(date(2025, 7, 1))


def test_the_later_of_two_amendments_applies():
    contract = ContractFactory(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31))
    AmendmentFactory(contract=contract, effective_on=date(2024, 6, 1), new_end=date(2026, 12, 31))
    AmendmentFactory(contract=contract, effective_on=date(2025, 6, 1), new_end=date(2025, 9, 30))

    assert contract.is_active_on(date(2025, 5, 31))
    assert contract.end_on(date(2025, 6, 1)) == date(2025, 9, 30)
    assert not contract.is_active_on(date(2026, 1, 1))


def test_an_amendment_of_the_value_keeps_the_end_date():
    contract = ContractFactory(starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31), value=100)
    AmendmentFactory(contract=contract, effective_on=date(2025, 7, 1), new_end=None, new_value=150)

    assert contract.end_on(date(2025, 8, 1)) == date(2025, 12, 31)
    assert (contract.value_on(date(2025, 6, 30)), contract.value_on(date(2025, 7, 1))) == (100, 150)


def test_the_reason_names_the_date():
    contract = ContractFactory(number="12/K/2025", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31))

    assert contract.why_not_active_on(date(2024, 12, 31)) == "Kontrak 12/K/2025 baru mulai 1 Januari 2025."
    assert contract.why_not_active_on(date(2026, 1, 1)) == "Kontrak 12/K/2025 berakhir 31 Desember 2025."
    assert contract.why_not_active_on(date(2025, 12, 31)) == ""


FIRST = date(2024, 1, 1)
days = st.integers(0, 60).map(lambda n: FIRST + timedelta(days=n))
# Effective date and new end of an amendment; the database refuses an end before the effective date.
terms = st.tuples(days, st.none()) | st.tuples(days, days).map(sorted)


class ActiveContractQueryTest(TestCase):
    @settings(max_examples=60, deadline=None)
    @given(
        period=st.tuples(days, days).map(sorted),
        amendments=st.lists(terms, max_size=4),
        day=days,
    )
    def test_active_on_matches_is_active_on(self, period, amendments, day):
        vendor = Vendor.objects.get_or_create(name="PT Sama")[0]
        Amendment.objects.all().delete()
        Contract.objects.all().delete()
        contract = ContractFactory(vendor=vendor, starts_on=period[0], ends_on=period[1])
        for effective_on, new_end in amendments:
            AmendmentFactory(contract=contract, effective_on=effective_on, new_end=new_end, new_value=1)

        assert (contract in Contract.objects.active_on(day)) == contract.is_active_on(day)
