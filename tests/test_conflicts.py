"""Two requests save conflicting data at the same time: one succeeds, the other shows the form with an error."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, transaction
from django.forms.formsets import BaseFormSet
from django.forms.models import BaseModelForm
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assets.forms import ArchitectureForm, AssetForm, CategoryForm, LocationForm
from assets.models import ArchitectureDocument, Asset, Dependency, DependencyKind, Location
from maintenance.cycles.forms import ClosingForm
from maintenance.models import Cycle
from maintenance.sop import State
from tests.accounts.factories import UserFactory
from tests.assets.factories import (
    ArchitectureDocumentFactory,
    AssetFactory,
    CategoryFactory,
    LocationFactory,
)
from tests.assets.test_architecture import create, picture
from tests.assets.test_asset_pages import form_data
from tests.assets.test_csv_import import plan_of
from tests.maintenance.factories import make_cycle
from tests.vendors.factories import AmendmentFactory, ContractFactory, VendorFactory
from vendors.forms import AmendmentForm, ContractForm, VendorForm
from vendors.models import Amendment, Contract, Vendor

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
Meanwhile = Callable[[type[Any], str, Act], None]


def run_on_another_connection(act: Act) -> None:
    """Run `act` on a separate database connection, so that a rollback of this connection does not undo it."""

    def run() -> None:
        try:
            act()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=60)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Meanwhile:
    """`meanwhile(cls, method, act)` runs `act` once on another connection, right after the first call of the method."""

    def arrange(kind: type[Any], step: str, act: Act) -> None:
        original, acts = getattr(kind, step), [act]

        def overtaken(self: Any, *args: Any, **options: Any) -> Any:
            result = original(self, *args, **options)
            if acts and getattr(self, "is_bound", True):
                run_on_another_connection(acts.pop())
            return result

        monkeypatch.setattr(kind, step, overtaken)

    return arrange


FULL_CLEAN = "full_clean"
ROW = {"dependencies-0-kind": "other"}
CONTRACT = {"number": "1/K", "title": "A", "starts_on": "2026-01-01", "ends_on": "2026-12-31", "value": "1"}
AMENDMENT = {"number": "add-1", "effective_on": "2026-06-01", "new_value": "2", "reason": "Lingkup bertambah"}


def test_a_duplicate_saved_meanwhile_is_reported_beside_the_field(
    as_operator: Client, meanwhile: Meanwhile
) -> None:
    other = VendorFactory(name="PT Lain")
    contract = ContractFactory(vendor=other, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))

    def send(form: type[BaseModelForm[Any]], act: Act, address: str, fields: dict[str, Any]) -> Any:
        meanwhile(form, FULL_CLEAN, act)
        answer = as_operator.post(address, fields)
        assert answer.status_code in (200, 422)
        assert all(str(typed) in answer.text for typed in fields.values())
        return answer.context["form"].errors

    def address(name: str, *args: int) -> str:
        return reverse(name, args=args)

    taken = {"name": ["Vendor dengan nama ini sudah tercatat: PT Sejuk."]}
    vendor = {"name": "pt sejuk", "phone": "022-123"}
    assert (
        send(VendorForm, lambda: VendorFactory(name="PT Sejuk"), address("vendors:create"), vendor) == taken
    )
    renamed = address("vendors:edit", other.pk)
    taken = {"name": ["Vendor dengan nama ini sudah tercatat: PT Hangat."]}
    assert send(VendorForm, lambda: VendorFactory(name="PT Hangat"), renamed, {"name": "PT HANGAT"}) == taken
    assert send(
        ContractForm,
        lambda: ContractFactory(number="1/k", vendor=other),
        address("vendors:contract_create", other.pk),
        CONTRACT,
    ) == {"number": ["Nomor kontrak ini sudah tercatat: 1/k – PT Lain."]}
    assert send(
        AmendmentForm,
        lambda: AmendmentFactory(contract=contract, number="ADD-1"),
        address("vendors:amendment_create", contract.pk),
        AMENDMENT,
    ) == {"number": ["Kontrak ini sudah mempunyai adendum dengan nomor tersebut."]}
    assert send(
        AssetForm,
        lambda: AssetFactory(code="ups-01", name="UPS"),
        address("assets:create"),
        form_data(notes="Di dekat pintu") | ROW,
    ) == {"code": ["Kode ini sudah dipakai aset “ups-01 UPS”."]}
    assert send(
        LocationForm,
        lambda: LocationFactory(name="Gedung"),
        address("assets:location_create"),
        {"name": "gedung"},
    ) == {"name": ["Lokasi “gedung” sudah ada."]}
    assert send(
        CategoryForm,
        lambda: CategoryFactory(code="daya", name="Ups ruang"),
        address("assets:category_create"),
        {"name": "UPS ruang", "code": ""},
    ) == {"name": ["Kategori “Ups ruang” sudah ada."]}
    assert Vendor.objects.count() == 3
    assert Asset.objects.count() == 1


def test_a_dependency_saved_meanwhile_is_reported(as_operator: Client, meanwhile: Meanwhile) -> None:
    asset, power = AssetFactory(code="UPS-01"), AssetFactory(code="GEN-01")
    known = {"asset": asset, "depends_on": power, "kind": DependencyKind.POWER}
    meanwhile(BaseFormSet, FULL_CLEAN, lambda: Dependency.objects.create(**known))
    data = form_data(**{"dependencies-0-depends_on": "GEN-01"})
    answer = as_operator.post(reverse("assets:edit", args=[asset.pk]), data)
    assert "Ketergantungan ini sudah dicatat." in answer.text
    assert asset.dependencies.count() == 1


def test_the_later_of_two_changes_is_refused_with_a_notice(as_operator: Client, meanwhile: Meanwhile) -> None:
    vendor = VendorFactory(name="PT Sejuk", phone="1")
    meanwhile(VendorForm, FULL_CLEAN, lambda: Vendor.objects.filter(pk=vendor.pk).update(phone="2"))
    address = reverse("vendors:edit", args=[vendor.pk])
    token = as_operator.get(address).context["form"]["version_token"].value()
    typed = {"name": "PT Sejuk", "phone": "1", "address": "Baru", "is_active": "on", "version_token": token}
    answer = as_operator.post(address, typed)
    assert answer.status_code == 422
    assert "diubah di tempat lain" in answer.text and "Baru" in answer.text
    vendor.refresh_from_db()
    assert (vendor.phone, vendor.address) == ("2", "")


def test_the_later_of_two_closing_texts_is_refused_with_a_notice(
    as_operator: Client, meanwhile: Meanwhile
) -> None:
    cycle = make_cycle(State.REPORTING)
    cycles = Cycle.objects.filter(pk=cycle.pk)
    meanwhile(ClosingForm, FULL_CLEAN, lambda: cycles.update(recommendations="Ganti baterai"))
    address = reverse("maintenance:closing", args=[cycle.pk])
    token = as_operator.get(address).context["form"]["version_token"].value()
    typed = {"closing_evaluation": "Baik", "recommendations": "", "version_token": token}
    answer = as_operator.post(address, typed)
    assert answer.status_code == 422
    assert "diubah di tempat lain" in answer.text
    assert cycles.get().recommendations == "Ganti baterai"


def test_an_uploaded_file_is_rewound_before_the_retry(as_operator: Client, meanwhile: Meanwhile) -> None:
    meanwhile(ArchitectureForm, FULL_CLEAN, lambda: ArchitectureDocumentFactory(title="Jaringan kampus"))
    answer = create(as_operator, picture())
    sentence = "Judul ini sudah dipakai; unggah berkas sebagai versi baru dokumen itu."
    assert answer.context["form"].errors == {"title": [sentence]}
    assert not answer.context["upload"].errors
    assert ArchitectureDocument.objects.count() == 1


@pytest.mark.postgres  # on SQLite the transaction that adds the user locks the database
def test_an_email_address_invited_meanwhile_is_reported(as_operator: Client, meanwhile: Meanwhile) -> None:
    vendor = VendorFactory()
    person = {"full_name": "Sari", "email": "sari@contoh.co.id"}
    meanwhile(User, "set_password", lambda: vendor.add_person(**person))
    address = reverse("vendors:person_add", args=[vendor.pk])
    answer = as_operator.post(address, person | {"full_name": "Sari Dewi"})
    assert answer.context["form"].errors == {"email": ["Orang ini sudah bertindak untuk vendor ini."]}
    assert "Sari Dewi" in answer.text


@pytest.mark.postgres  # on SQLite the transaction of an admin form locks the database
def test_an_admin_form_reports_a_duplicate_saved_meanwhile(
    client: Client, administrator: User, meanwhile: Meanwhile
) -> None:
    client.force_login(administrator)
    meanwhile(BaseModelForm, "_post_clean", lambda: CategoryFactory(code="ups", name="UPS"))
    answer = client.post("/admin/assets/category/add/", {"code": "daya", "name": "Ups"})
    assert "Kategori “UPS” sudah ada." in answer.text


def run_concurrently(first: Act, second: Act) -> list[Exception]:
    """Run `second` while the transaction of `first` is open, and return the exceptions that `second` raises."""
    refusals: list[Exception] = []

    def later() -> None:
        try:
            second()
        except Exception as refusal:
            refusals.append(refusal)
        finally:
            connections.close_all()

    thread = threading.Thread(target=later)
    with transaction.atomic():
        first()
        thread.start()
        thread.join(timeout=2)  # without a lock, the other thread has finished by then
    thread.join(timeout=60)
    return refusals


def mount(asset: Asset, container: Asset) -> None:
    asset.within = container
    asset.save()


def test_two_assets_cannot_be_placed_into_each_other_concurrently() -> None:
    rack, chassis = AssetFactory(code="RAK"), AssetFactory(code="SASIS")
    inner, outer = AssetFactory(within=rack), AssetFactory(within=chassis)
    (refusal,) = run_concurrently(lambda: mount(rack, outer), lambda: mount(chassis, inner))
    assert isinstance(refusal, ValidationError) and "within" in refusal.message_dict
    rack.refresh_from_db()
    chassis.refresh_from_db()
    assert (rack.within, chassis.within) == (outer, None)


def test_two_locations_cannot_be_placed_into_each_other_concurrently() -> None:
    north, south = LocationFactory(name="Utara"), LocationFactory(name="Selatan")
    north_again, south_again = Location.objects.get(pk=north.pk), Location.objects.get(pk=south.pk)

    def move(place: Location, into: Location) -> None:
        place.parent = into
        place.save()

    (refusal,) = run_concurrently(lambda: move(north, south), lambda: move(south_again, north_again))
    assert isinstance(refusal, ValidationError) and "parent" in refusal.message_dict
    assert [place.path for place in Location.objects.all()] == ["Selatan", "Selatan / Utara"]


def test_circular_containment_saved_meanwhile_is_reported_beside_the_field(
    as_operator: Client, meanwhile: Meanwhile
) -> None:
    rack, chassis = AssetFactory(code="RAK", name="Rak"), AssetFactory(code="SASIS")
    fields = form_data(code="RAK", within="SASIS") | ROW
    meanwhile(AssetForm, FULL_CLEAN, lambda: mount(Asset.objects.get(pk=chassis.pk), rack))
    answer = as_operator.post(reverse("assets:edit", args=[rack.pk]), fields)
    sentence = f"{chassis} berada di dalam aset ini, sehingga tidak dapat sekaligus memuatnya."
    assert answer.context["form"].errors == {"within": [sentence]}

    place, room = LocationFactory(name="Gedung"), LocationFactory(name="Ruang")
    meanwhile(LocationForm, FULL_CLEAN, lambda: Location(pk=room.pk, name="Ruang", parent=place).save())
    address = reverse("assets:location_edit", args=[place.pk])
    answer = as_operator.post(address, {"name": "Gedung", "parent": room.pk})
    assert answer.context["form"].errors == {
        "parent": ["Lokasi tidak dapat menjadi bagian dari dirinya sendiri."]
    }


def test_an_import_refuses_circular_containment_created_after_its_preview() -> None:
    rack, chassis = AssetFactory(code="RAK"), AssetFactory(code="SASIS")
    plan = plan_of("Kode aset,Di dalam\nRAK,SASIS\n")
    mount(chassis, rack)
    with pytest.raises(ValidationError, match="di dalam dirinya sendiri"):
        plan.apply()
    rack.refresh_from_db()
    assert rack.within is None


def test_a_contract_and_a_concurrent_amendment_stay_consistent(
    as_operator: Client, meanwhile: Meanwhile
) -> None:
    contract = ContractFactory(number="1/K", starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31))
    amended = reverse("vendors:amendment_create", args=[contract.pk])
    contracts = Contract.objects.filter(pk=contract.pk)
    meanwhile(AmendmentForm, FULL_CLEAN, lambda: contracts.update(ends_on=date(2026, 5, 1)))
    answer = as_operator.post(amended, AMENDMENT)
    (error,) = answer.context["form"].errors["effective_on"]
    assert error.startswith("Kontrak telah berakhir 1 Mei 2026")
    contracts.update(ends_on=date(2026, 12, 31))

    def shorten() -> None:
        form = ContractForm(CONTRACT | {"ends_on": "2026-10-31"}, instance=contracts.get())
        assert form.is_valid()
        form.save()

    later = Amendment(number="A", effective_on=date(2026, 12, 1), new_value=2, contract=contract)
    (refusal,) = run_concurrently(lambda: contract.amend(later), shorten)
    assert isinstance(refusal, ValidationError) and "ends_on" in refusal.message_dict
    assert contracts.get().ends_on == date(2026, 12, 31)


def test_one_of_two_concurrent_duplicates_is_refused() -> None:
    start, answers = threading.Barrier(2), []
    people = UserFactory.create_batch(2)

    def send(person: User) -> None:
        try:
            browser = Client()
            browser.force_login(person)
            start.wait(timeout=30)
            answers.append(browser.post(reverse("vendors:create"), {"name": "PT Sejuk"}).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(answers) == [302, 422]
    assert Vendor.objects.count() == 1


def test_a_second_conflict_is_raised(as_operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def refuse(*args: object, **options: object) -> None:
        calls.append(args)
        raise IntegrityError

    monkeypatch.setattr(Vendor, "save", refuse)
    with pytest.raises(IntegrityError):
        as_operator.post(reverse("vendors:create"), {"name": "PT Sejuk"})
    assert len(calls) == 2
