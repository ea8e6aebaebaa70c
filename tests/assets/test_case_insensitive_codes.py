"""Codes of assets, categories and paths of locations are unique ignoring case."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from assets.models import Asset, Dependency
from tests.assets.factories import AssetFactory, CategoryFactory, LocationFactory
from tests.assets.test_asset_pages import form_data
from tests.assets.test_csv_import import bring_in, plan_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "other"),
    [
        (lambda: AssetFactory(code="UPS-01"), lambda: AssetFactory(code="ups-01")),
        (lambda: CategoryFactory(code="ups", name="A"), lambda: CategoryFactory(code="UPS", name="B")),
        (lambda: CategoryFactory(code="a", name="UPS"), lambda: CategoryFactory(code="b", name="Ups")),
        (lambda: LocationFactory(name="Gedung"), lambda: LocationFactory(name="gedung")),
    ],
)
def test_the_database_rejects_a_code_that_differs_only_in_case(make, other):
    make()
    with pytest.raises(IntegrityError), transaction.atomic():
        other()


def test_the_case_of_a_code_can_be_corrected(signed_in, operator):
    asset = AssetFactory(code="ups-01")
    data = form_data(code="UPS-01") | {"dependencies-0-kind": "other"}
    signed_in(operator).post(reverse("assets:edit", args=[asset.pk]), data)
    assert Asset.objects.get().code == "UPS-01"


def test_an_asset_is_found_however_its_code_is_typed(signed_in, operator):
    rack = AssetFactory(code="RAK-01")
    page = form_data(code="UPS-01", within=" rak-01 ") | {"dependencies-0-depends_on": "Rak-01"}
    signed_in(operator).post(reverse("assets:create"), page)
    made = Asset.objects.get(code="UPS-01")
    assert (made.within, made.depends_on.get()) == (rack, rack)


def test_an_import_finds_assets_whatever_the_case_and_leaves_their_codes_alone():
    AssetFactory(code="UPS-01", name="UPS", maker="")
    rack = AssetFactory(code="RAK-01")
    bring_in("Kode,Pembuat,Di dalam\nups-01,APC,rak-01\n")
    asset = Asset.objects.get(name="UPS")
    assert (asset.code, asset.maker, asset.within) == ("UPS-01", "APC", rack)
    bring_in("Device A,Device B\nups-01,rak-01\n")
    assert Dependency.objects.get().depends_on == rack


def test_two_spellings_in_one_file_are_reported_by_line():
    (problem,) = plan_of("Kode,Kategori\nUPS-01,UPS\nups-01,UPS\n").problems
    assert (problem.line, problem.column) == (3, "Kode")
    assert problem.message == "Kode “ups-01” sudah dipakai di baris 2."
