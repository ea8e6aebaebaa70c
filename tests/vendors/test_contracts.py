"""Contract pages: status, history of the terms, amendments and date validation."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.vendors.factories import AmendmentFactory, ContractFactory, VendorFactory
from vendors.models import Contract, ContractStatus

pytestmark = pytest.mark.django_db


def _ends_in(days: int) -> Contract:
    today = timezone.localdate()
    return ContractFactory(starts_on=today - timedelta(days=400), ends_on=today + timedelta(days=days))


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (-1, ContractStatus.ENDED),
        (0, ContractStatus.ENDING),
        (90, ContractStatus.ENDING),
        (91, ContractStatus.ACTIVE),
    ],
)
def test_a_contract_is_ending_soon_from_ninety_days_before_its_last_day(days, status):
    contract = _ends_in(days)

    assert contract.status == status
    assert contract in Contract.objects.with_status(status)


def test_a_contract_that_has_not_begun_is_upcoming():
    tomorrow = timezone.localdate() + timedelta(days=1)
    contract = ContractFactory(starts_on=tomorrow, ends_on=tomorrow)

    assert contract.status == ContractStatus.UPCOMING
    assert list(Contract.objects.with_status(ContractStatus.UPCOMING)) == [contract]


def test_the_list_warns_of_contracts_that_end_soon(as_operator):
    _ends_in(12)

    page = as_operator.get(reverse("vendors:contracts")).content.decode()

    assert "1 kontrak berakhir dalam 90 hari ke depan." in page
    assert "sisa 12 hari" in page


def test_the_list_is_filtered_by_status_and_by_words(as_operator):
    ended, running = _ends_in(-3), _ends_in(200)

    by_status = as_operator.get(reverse("vendors:contracts"), {"status": "ended"}).content.decode()
    by_words = as_operator.get(reverse("vendors:contracts"), {"q": running.number}).content.decode()

    assert ended.number in by_status and running.number not in by_status
    assert running.number in by_words and ended.number not in by_words


def test_the_list_exports_the_end_in_effect_today(as_operator):
    contract = _ends_in(5)
    today = timezone.localdate()
    AmendmentFactory(contract=contract, effective_on=today, new_end=today + timedelta(days=500))

    answer = as_operator.get(reverse("vendors:contracts"), {"format": "csv"})

    assert (today + timedelta(days=500)).isoformat() in b"".join(answer.streaming_content).decode()


def test_the_list_of_contracts_has_a_constant_number_of_queries(as_operator, django_assert_max_num_queries):
    for _ in range(20):
        AmendmentFactory(contract=_ends_in(50))

    with django_assert_max_num_queries(8):
        as_operator.get(reverse("vendors:contracts"))


def test_the_page_lists_the_terms_in_order_of_effect(as_operator):
    contract = ContractFactory(starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31), value=1_000_000)
    AmendmentFactory(contract=contract, effective_on=date(2024, 10, 1), new_end=date(2025, 6, 30))
    AmendmentFactory(contract=contract, effective_on=date(2025, 1, 1), new_end=None, new_value=2_000_000)

    page = as_operator.get(contract.get_absolute_url()).content.decode()

    first = page.index("Mulai 1 Oktober 2024 kontrak berakhir 30 Juni 2025, semula 31 Desember 2024.")
    second = page.index("Mulai 1 Januari 2025 nilai kontrak menjadi Rp 2.000.000,00, semula Rp 1.000.000,00.")
    assert first < second


def test_the_contract_page_has_a_constant_number_of_queries(as_operator, django_assert_max_num_queries):
    contract = ContractFactory()
    for day in range(10):
        AmendmentFactory(contract=contract, effective_on=contract.starts_on + timedelta(days=day))

    with django_assert_max_num_queries(6):
        as_operator.get(contract.get_absolute_url())


def _contract_fields(**changes: str) -> dict[str, str]:
    return {
        "number": "7/K/2026",
        "title": "Pemeliharaan UPS",
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "value": "250000000",
        "scope": "Empat UPS",
        "service_levels": "Tanggap 4 jam",
    } | changes


def test_a_contract_is_recorded_for_its_vendor(as_operator):
    vendor = VendorFactory()

    answer = as_operator.post(reverse("vendors:contract_create", args=[vendor.pk]), _contract_fields())

    contract = vendor.contracts.get()
    assert answer.headers["Location"] == contract.get_absolute_url()
    assert (contract.number, contract.ends_on) == ("7/K/2026", date(2026, 12, 31))


def test_a_contract_that_ends_before_it_starts_is_refused_and_input_is_kept(as_operator):
    vendor = VendorFactory()

    answer = as_operator.post(
        reverse("vendors:contract_create", args=[vendor.pk]), _contract_fields(ends_on="2025-12-31")
    )

    form = answer.context["form"]
    assert form.errors == {"ends_on": ["Kontrak tidak dapat berakhir sebelum mulai."]}
    assert "Tanggap 4 jam" in answer.content.decode()
    assert not vendor.contracts.exists()


@pytest.mark.parametrize("number", ["7/K/2026", "7/k/2026"])
def test_a_duplicate_contract_number_is_refused_at_its_field(as_operator, number):
    ContractFactory(number=number, vendor=VendorFactory(name="PT Sejuk"))

    answer = as_operator.post(
        reverse("vendors:contract_create", args=[VendorFactory().pk]), _contract_fields()
    )

    assert answer.context["form"].errors == {
        "number": [f"Nomor kontrak ini sudah tercatat: {number} – PT Sejuk."]
    }


def _amend(client, contract, **changes):
    fields = {
        "number": "A-1",
        "effective_on": "2026-06-01",
        "new_end": "",
        "new_value": "",
        "reason": "Disepakati",
    }
    return client.post(reverse("vendors:amendment_create", args=[contract.pk]), fields | changes, follow=True)


@pytest.fixture
def contract_of_2026() -> Contract:
    return ContractFactory(starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), value=1_000)


def test_saving_an_amendment_shows_the_change_and_its_date(as_operator, contract_of_2026):
    page = _amend(as_operator, contract_of_2026, new_end="2027-06-30", new_value="1500").content.decode()

    assert (
        "Mulai 1 Juni 2026 kontrak berakhir 30 Juni 2027, semula 31 Desember 2026, "
        "dan nilainya menjadi Rp 1.500,00, semula Rp 1.000,00." in page
    )


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({}, "new_end", "Isi tanggal berakhir yang baru, nilai yang baru, atau keduanya."),
        (
            {"effective_on": "2025-12-31", "new_value": "5"},
            "effective_on",
            "Adendum tidak dapat berlaku sebelum kontrak mulai, 1 Januari 2026.",
        ),
        (
            {"effective_on": "2027-01-02", "new_end": "2027-12-31"},
            "effective_on",
            "Kontrak telah berakhir 31 Desember 2026; adendum harus berlaku selambat-lambatnya sehari sesudahnya.",
        ),
        (
            {"effective_on": "2026-06-01", "new_end": "2026-05-31"},
            "new_end",
            "Tanggal berakhir yang baru tidak boleh sebelum adendum berlaku, 1 Juni 2026.",
        ),
    ],
)
def test_an_invalid_amendment_is_refused_at_its_field(
    as_operator, contract_of_2026, changes, field, sentence
):
    answer = _amend(as_operator, contract_of_2026, **changes)

    assert answer.context["form"].errors == {field: [sentence]}
    assert not contract_of_2026.amendments.exists()


def test_the_admin_shows_an_unparsable_date_with_the_errors_of_the_amendment(client, administrator):
    client.force_login(administrator)
    amendment = {
        "number": "A-1",
        "effective_on": "2026-06-01",
        "new_end": "2027-01-31",
        "reason": "Disepakati",
    }
    fields = {
        **_contract_fields(starts_on="kapan-kapan"),
        "vendor": VendorFactory().pk,
        "amendments-TOTAL_FORMS": "1",
        "amendments-INITIAL_FORMS": "0",
        **{f"amendments-0-{name}": value for name, value in amendment.items()},
    }

    answer = client.post(reverse("admin:vendors_contract_add"), fields)

    assert list(answer.context["adminform"].form.errors) == ["starts_on"]


def test_the_database_refuses_an_amendment_that_ends_before_it_takes_effect(contract_of_2026):
    day = date(2026, 6, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        AmendmentFactory(contract=contract_of_2026, effective_on=day, new_end=day - timedelta(days=1))
    AmendmentFactory(contract=contract_of_2026, effective_on=day, new_end=day)


def test_an_amendment_leaves_no_gap_before_a_later_one(as_operator, contract_of_2026):
    _amend(as_operator, contract_of_2026, number="A-2", effective_on="2027-01-01", new_end="2027-06-30")

    answer = _amend(as_operator, contract_of_2026, effective_on="2026-06-01", new_end="2026-12-30")

    assert answer.context["form"].errors == {
        "new_end": [
            "Adendum A-2 berlaku mulai 1 Januari 2027; sampai sehari sebelumnya kontrak harus berlaku."
        ]
    }
    _amend(as_operator, contract_of_2026, effective_on="2026-06-01", new_end="2026-12-31")
    assert contract_of_2026.amendments.count() == 2


def test_an_amendment_leaves_no_gap_before_any_later_one(as_operator, contract_of_2026):
    AmendmentFactory(contract=contract_of_2026, effective_on=date(2026, 6, 1), new_end=None, new_value=5)
    later = AmendmentFactory(
        contract=contract_of_2026, effective_on=date(2026, 12, 1), new_end=date(2027, 3, 31)
    )

    answer = _amend(as_operator, contract_of_2026, effective_on="2026-05-01", new_end="2026-11-29")

    assert answer.context["form"].errors == {
        "new_end": [
            f"Adendum {later.number} berlaku mulai 1 Desember 2026; sampai sehari sebelumnya kontrak harus berlaku."
        ]
    }
    _amend(as_operator, contract_of_2026, effective_on="2026-05-01", new_end="2026-11-30")
    assert contract_of_2026.amendments.count() == 3


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"starts_on": "2026-12-02"}, "starts_on", "kontrak tidak dapat mulai sesudahnya."),
        ({"ends_on": "2026-11-29"}, "ends_on", "sampai sehari sebelumnya kontrak harus berlaku."),
    ],
)
def test_editing_a_contract_cannot_exclude_its_amendments(
    as_operator, contract_of_2026, changes, field, sentence
):
    AmendmentFactory(
        contract=contract_of_2026, number="A-1", effective_on=date(2026, 12, 1), new_end=date(2027, 3, 31)
    )
    address = reverse("vendors:contract_edit", args=[contract_of_2026.pk])
    fields = _contract_fields() | {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}

    answer = as_operator.post(address, fields | changes)

    assert answer.context["form"].errors == {
        field: [f"Adendum A-1 berlaku mulai 1 Desember 2026; {sentence}"]
    }
    assert as_operator.post(address, fields | {"ends_on": "2026-11-30"}).status_code == 302


def test_an_amendment_number_is_unique_per_contract(as_operator, contract_of_2026):
    _amend(as_operator, contract_of_2026, number="Ad-1", new_value="5")

    answer = _amend(as_operator, contract_of_2026, number="AD-1", new_value="6")

    assert answer.context["form"].errors == {
        "number": ["Kontrak ini sudah mempunyai adendum dengan nomor tersebut."]
    }


def test_a_manager_can_read_but_not_change_contracts(as_manager, contract_of_2026):
    assert as_manager.get(contract_of_2026.get_absolute_url()).status_code == 200
    assert as_manager.get(reverse("vendors:contract_edit", args=[contract_of_2026.pk])).status_code == 403
    assert _amend(as_manager, contract_of_2026, new_value="5").status_code == 403
