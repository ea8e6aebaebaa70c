"""Asset pages for each role."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from assets.models import Asset, Dependency, DependencyKind, Status
from maintenance.sop import State
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory, CategoryFactory, DependencyFactory, LocationFactory
from tests.maintenance.factories import make_cycle

pytestmark = pytest.mark.django_db

READABLE = [
    "assets:list",
    "assets:categories",
    "assets:locations",
    "assets:map",
    "assets:architecture",
    "assets:asset_suggestions",
    "assets:category_suggestions",
    "assets:location_suggestions",
]
EDITABLE = [
    "assets:create",
    "assets:category_create",
    "assets:location_create",
    "assets:architecture_create",
    "assets:import",
]


def form_data(asset=None, **changes):
    data = {
        "code": "UPS-01",
        "name": "UPS",
        "category": CategoryFactory(code="ups").pk,
        "status": "active",
        "criticality": "high",
        "dependencies-TOTAL_FORMS": 1,
        "dependencies-INITIAL_FORMS": 0,
        "dependencies-0-depends_on": "",
        "dependencies-0-kind": "power",
    }
    return data | changes


@pytest.mark.parametrize("name", READABLE)
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR])
def test_all_staff_roles_can_read_assets(client, name, role):
    client.force_login(UserFactory(role=role))
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", READABLE + EDITABLE)
def test_a_vendor_cannot_open_asset_pages(signed_in, vendor_user, name):
    assert signed_in(vendor_user).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR, Role.VENDOR])
def test_read_only_roles_cannot_change_anything(client, role):
    client.force_login(UserFactory(role=role))
    asset, place = AssetFactory(), LocationFactory()
    for address in map(reverse, EDITABLE):
        assert client.post(address, form_data()).status_code == 403
    for name, pk in (
        ("edit", asset.pk),
        ("location_edit", place.pk),
        ("category_edit", asset.category_id),
        ("category_delete", asset.category_id),
    ):  # a vendor is not told that there is one
        refused = 404 if role == Role.VENDOR else 403
        assert client.post(reverse(f"assets:{name}", args=[pk]), form_data()).status_code == refused
    assert Asset.objects.count() == 1


def test_readers_are_shown_no_buttons_that_they_may_not_press(signed_in, manager):
    page = signed_in(manager).get(AssetFactory().get_absolute_url()).content.decode()
    assert "/edit/" not in page


def test_the_list_finds_filters_and_says_when_nothing_matches(signed_in, operator):
    room = LocationFactory(name="Ruang UPS", parent=LocationFactory(name="Ganesha"))
    ups = AssetFactory(code="UPS-01", location=room, status=Status.REPAIR)
    other = AssetFactory(code="SRV-01")
    client = signed_in(operator)
    for query in (
        "q=ups-0",
        "status=repair",
        f"location={room.parent_id}",
        f"category={ups.category_id}&q=ups",
        "sort=-code&status=repair",
    ):
        page = client.get(f"/assets/?{query}").content.decode()
        assert ups.get_absolute_url() in page
        assert other.get_absolute_url() not in page
    assert "Tidak ada aset yang cocok" in client.get("/assets/?q=tidakada").content.decode()


def test_an_empty_list_says_what_to_do_first(signed_in, operator):
    page = signed_in(operator).get("/assets/").content.decode()
    assert "Belum ada aset" in page
    assert reverse("assets:import") in page


@pytest.mark.parametrize(
    ("warranty", "days"), [("ended", -1), ("ending", 0), ("ending", 90), ("valid", 91), ("unknown", None)]
)
def test_the_warranty_filter_and_the_page_agree(signed_in, operator, warranty, days):
    end = None if days is None else timezone.localdate() + timedelta(days=days)
    asset = AssetFactory(warranty_end=end)
    client = signed_in(operator)
    assert asset.warranty == warranty
    rows = client.get(f"/assets/?warranty={warranty}").context["listing"].rows
    assert [row.pk for row in rows] == [asset.pk]
    page = client.get(asset.get_absolute_url()).content.decode()
    assert ("Garansi aset ini berakhir pada" in page) == (warranty in ("ended", "ending"))


@pytest.mark.parametrize("query", ["", "?q=perangkat", "?q=p", "?category={category}&sort=-location"])
def test_the_list_uses_as_many_queries_for_a_hundred_assets_as_for_one(
    signed_in, operator, django_assert_max_num_queries, query
):
    assets = AssetFactory.create_batch(60)
    client = signed_in(operator)
    with django_assert_max_num_queries(6):
        client.get(f"/assets/{query.format(category=assets[0].category_id)}")


def test_the_page_of_an_asset_uses_at_most_ten_queries(signed_in, operator, django_assert_max_num_queries):
    asset = AssetFactory(within=AssetFactory(within=AssetFactory()))
    AssetFactory.create_batch(5, within=asset)
    for _ in range(5):
        DependencyFactory(asset=asset)
        DependencyFactory(depends_on=asset)
    make_cycle(State.EVALUATION, by=operator, assets=[asset])
    client = signed_in(operator)
    with django_assert_max_num_queries(10):
        response = client.get(asset.get_absolute_url())
    assert response.context["listing"].rows


def test_the_page_shows_all_maintenance_with_links_to_the_work_orders(signed_in, operator):
    asset = AssetFactory()
    cycle = make_cycle(State.EVALUATION, by=operator, assets=[asset])
    (order,) = cycle.rounds.get().work_orders.all()
    page = signed_in(operator).get(asset.get_absolute_url()).content.decode()
    assert order.code in page
    assert reverse("maintenance:work_order", args=[order.pk]) in page


def test_the_page_shows_containers_contents_and_dependencies_both_ways(signed_in, operator):
    rack = AssetFactory(code="RAK-1")
    asset = AssetFactory(within=rack)
    inside = AssetFactory(within=asset)
    power = DependencyFactory(asset=asset).depends_on
    served = DependencyFactory(depends_on=asset).asset
    page = signed_in(operator).get(asset.get_absolute_url()).content.decode()
    for other in (rack, inside, power, served):
        assert f'href="{other.get_absolute_url()}"' in page


def test_an_asset_is_created_with_its_dependencies(signed_in, operator):
    AssetFactory(code="GEN-01")
    data = form_data(**{"dependencies-0-depends_on": " GEN-01 ", "within": ""})
    response = signed_in(operator).post(reverse("assets:create"), data)
    asset = Asset.objects.get(code="UPS-01")
    assert response.url == asset.get_absolute_url()
    dependency = asset.dependencies.get()
    assert (dependency.depends_on.code, dependency.kind) == ("GEN-01", DependencyKind.POWER)


def test_a_dependency_can_be_deleted(signed_in, operator):
    dependency = DependencyFactory(asset__code="UPS-01")
    data = form_data(
        **{
            "dependencies-INITIAL_FORMS": 1,
            "dependencies-0-id": dependency.pk,
            "dependencies-0-depends_on": dependency.depends_on.code,
            "dependencies-0-DELETE": "on",
        }
    )
    signed_in(operator).post(reverse("assets:edit", args=[dependency.asset_id]), data)
    assert not Dependency.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": ""}, "tidak boleh kosong"),
        ({"code": "GEN-01"}, "Kode ini sudah dipakai aset “GEN-01 Generator”."),
        ({"code": "gen-01"}, "Kode ini sudah dipakai aset “GEN-01 Generator”."),
        ({"within": "GEN"}, "Tidak ada aset dengan kode “GEN”. Mungkin maksud Anda: GEN-01."),
        ({"within": "GEN-99"}, "Tidak ada aset dengan kode “GEN-99”."),
        ({"warranty_end": "31/02/2026"}, "tanggal"),
        ({"dependencies-0-depends_on": "tiada"}, "Tidak ada aset dengan kode “tiada”."),
        ({"warranty_end": "0202-01-01"}, "Periksa tahunnya: yang diterima 1970 sampai 2100."),
    ],
)
def test_errors_are_explained_and_the_input_stays(signed_in, operator, changes, sentence):
    AssetFactory(code="GEN-01", name="Generator")
    response = signed_in(operator).post(reverse("assets:create"), form_data(name="Nama lama") | changes)
    page = response.content.decode()
    assert sentence in page
    assert "Nama lama" in page
    assert Asset.objects.count() == 1


def test_an_asset_cannot_be_inside_its_contents(signed_in, operator):
    rack = AssetFactory(code="RAK")
    chassis = AssetFactory(code="SASIS", within=rack)
    AssetFactory(code="BILAH", within=chassis)
    response = signed_in(operator).post(
        reverse("assets:edit", args=[rack.pk]), form_data(code="RAK", within="BILAH")
    )
    assert "berada di dalam aset ini" in response.content.decode()
    rack.refresh_from_db()
    assert rack.within is None


def test_the_same_dependency_twice_is_refused(signed_in, operator):
    AssetFactory(code="GEN-01")
    data = form_data(
        **{
            "dependencies-TOTAL_FORMS": 2,
            "dependencies-0-depends_on": "GEN-01",
            "dependencies-1-depends_on": "GEN-01",
            "dependencies-1-kind": "power",
        }
    )
    page = signed_in(operator).post(reverse("assets:create"), data).content.decode()
    assert "Ketergantungan yang sama ditulis dua kali." in page


def test_a_dependency_that_was_recorded_in_another_tab_is_refused(signed_in, operator):
    known = DependencyFactory(asset__code="UPS-01", depends_on__code="GEN-01")
    data = form_data(**{"dependencies-0-depends_on": "GEN-01"})  # a page from before
    answer = signed_in(operator).post(reverse("assets:edit", args=[known.asset_id]), data)
    assert "Ketergantungan ini sudah dicatat." in answer.text
    assert known.asset.dependencies.count() == 1


def test_an_asset_does_not_depend_on_itself(signed_in, operator):
    asset = AssetFactory(code="UPS-01")
    response = signed_in(operator).post(
        reverse("assets:edit", args=[asset.pk]), form_data(**{"dependencies-0-depends_on": "UPS-01"})
    )
    assert "Aset tidak dapat bergantung pada dirinya sendiri." in response.content.decode()


def test_the_suggestions_of_the_code_field_match_the_typed_text(signed_in, operator):
    AssetFactory(code="UPS-01", name="UPS ruang server")
    AssetFactory(code="GEN-01", name="Generator")
    response = signed_in(operator).get(reverse("assets:asset_suggestions"), {"q": "ups"})
    assert response.json() == {"suggestions": [{"value": "UPS-01", "label": "UPS-01 UPS ruang server"}]}


def test_the_export_carries_every_column_under_its_name(signed_in, operator):
    AssetFactory(code="UPS-01", status=Status.REPAIR)
    response = signed_in(operator).get("/assets/?format=csv")
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Kode aset,Nama,Kategori,Letak,Di dalam")
    assert "UPS-01" in lines[1]
    assert "Dalam perbaikan" in lines[1]


@pytest.mark.parametrize("model", ["asset", "category", "location", "architecturedocument"])
def test_the_administrator_can_edit_reference_data(signed_in, administrator, model):
    assert signed_in(administrator).get(f"/admin/assets/{model}/").status_code == 200
    assert signed_in(administrator).get(f"/admin/assets/{model}/add/").status_code == 200


def test_the_page_limits_the_number_of_dependents(signed_in, operator):
    asset = AssetFactory()
    for other in AssetFactory.create_batch(101, location=None):
        Dependency.objects.create(asset=other, depends_on=asset)
    page = signed_in(operator).get(asset.get_absolute_url()).content.decode()
    assert "100 pertama" in page


def test_without_any_category_the_form_says_where_they_come_from(signed_in, operator):
    client = signed_in(operator)
    assert "Belum ada kategori." in client.get(reverse("assets:create")).text
    CategoryFactory()
    assert "Belum ada kategori." not in client.get(reverse("assets:create")).text
