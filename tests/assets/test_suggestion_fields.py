"""Fields and filters that choose a location or a category: a menu for few records, a text field for many."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assets.lookup import find_category, find_location
from assets.models import Asset, Category, Location
from tests.assets.factories import AssetFactory, CategoryFactory, LocationFactory
from tests.assets.test_asset_pages import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def text_fields(monkeypatch):
    """Two records are too many for a menu."""
    monkeypatch.setattr("assets.fields.MAX_MENU_OPTIONS", 1)
    monkeypatch.setattr("assets.filters.MAX_MENU_OPTIONS", 1)


@pytest.fixture
def room() -> Location:
    campus = LocationFactory(name="Ganesha")
    LocationFactory(name="Jatinangor")
    return LocationFactory(name="Ruang UPS", parent=LocationFactory(name="Labtek V", parent=campus))


@pytest.mark.parametrize(
    "text",
    ["Ganesha / Labtek V / Ruang UPS", "ganesha/labtek v/ruang ups", " Ruang UPS ", "labtek v / ruang ups"],
)
def test_a_location_is_found_by_its_path_or_the_end_of_it(room, text):
    assert find_location(text) == room


def test_an_ambiguous_location_name_is_an_error_that_names_the_paths(room):
    LocationFactory(name="Ruang UPS", parent=LocationFactory(name="Labtek VI"))
    with pytest.raises(
        ValidationError, match=r"Ada 2 lokasi bernama “Ruang UPS”.*Ganesha / Labtek V / Ruang UPS"
    ):
        find_location("Ruang UPS")


def test_an_unknown_location_is_an_error_that_suggests_similar_ones(room):
    with pytest.raises(ValidationError, match=r"Tidak ada lokasi “UPS”. Mungkin maksud Anda: .*Ruang UPS"):
        find_location("UPS")


def test_a_category_is_found_by_name_or_code():
    generator = CategoryFactory(code="genset", name="Generator")
    assert find_category("GENERATOR") == find_category("Genset") == generator
    with pytest.raises(ValidationError, match=r"Tidak ada kategori “Gen”. Mungkin maksud Anda: Generator."):
        find_category("Gen")


def test_a_number_is_a_primary_key_only_where_that_is_accepted(room):
    assert find_location(str(room.pk), accept_pk=True) == room
    with pytest.raises(ValidationError):
        find_location(str(room.pk))
    numbered = LocationFactory(name=str(room.pk))
    assert find_location(str(room.pk), accept_pk=True) == numbered


@pytest.fixture
def ups(room) -> Asset:
    CategoryFactory(code="server", name="Server")
    AssetFactory(code="SRV-01")
    return AssetFactory(code="UPS-01", location=room, category=CategoryFactory(code="ups", name="UPS"))


def filtered(client, **query: object):
    return client.get(reverse("assets:list"), query)


def test_the_list_is_filtered_by_typed_text(signed_in, operator, ups):
    client = signed_in(operator)
    for query in ({"location": "labtek v"}, {"category": "ups"}, {"location": ups.location_id}):
        page = filtered(client, **query).text
        assert "UPS-01" in page and "SRV-01" not in page


def test_a_bookmarked_primary_key_shows_as_text(signed_in, operator, ups):
    page = filtered(signed_in(operator), location=ups.location_id, category=ups.category_id).text
    assert 'value="Ganesha / Labtek V / Ruang UPS"' in page
    assert re.search(r'<input[^>]*name="category"[^>]*value="UPS"[^>]*data-suggestions="', page)


def test_an_unknown_location_shows_an_error_beside_the_filter_and_no_assets(signed_in, operator, ups):
    page = filtered(signed_in(operator), location="Bulan").text
    assert "UPS-01" not in page
    assert re.search(r'aria-describedby="filter-location-error"', page)
    assert re.search(r'id="filter-location-error">Tidak ada lokasi “Bulan”\.', page)


def test_labels_of_an_unknown_location_are_not_printed(signed_in, operator, ups):
    response = signed_in(operator).get(reverse("assets:labels"), {"location": "Bulan"})
    assert response.context["total"] == 0


def test_the_asset_form_takes_typed_location_and_category(signed_in, operator, ups):
    data = form_data(code="UPS-02", category="ups", location="Ruang UPS")
    data["dependencies-0-depends_on"] = "SRV-01"
    signed_in(operator).post(reverse("assets:create"), data)
    created = Asset.objects.get(code="UPS-02")
    assert (created.location, created.category) == (ups.location, ups.category)


def test_the_asset_form_shows_the_stored_texts(signed_in, operator, ups):
    page = signed_in(operator).get(reverse("assets:edit", args=[ups.pk])).text
    assert re.search(
        r'<input[^>]*name="location"[^>]*value="Ganesha / Labtek V / Ruang UPS"[^>]*id="id_location"', page
    )
    assert re.search(r'<input[^>]*name="category"[^>]*value="UPS"[^>]*required', page)


def test_the_asset_form_shows_an_error_beside_an_unknown_text(signed_in, operator, ups):
    data = form_data(code="UPS-02", category="Bulan", location="Bulan")
    page = signed_in(operator).post(reverse("assets:create"), data).text
    assert "Tidak ada lokasi “Bulan”." in page and "Tidak ada kategori “Bulan”." in page
    assert page.count('value="Bulan"') == 2 and not Asset.objects.filter(code="UPS-02").exists()


def test_the_asset_form_saves_its_own_texts_again(signed_in, operator, ups):
    changes = {"dependencies-0-depends_on": "SRV-01", "category": "UPS", "location": ups.location.path}
    response = signed_in(operator).post(reverse("assets:edit", args=[ups.pk]), form_data(**changes))
    assert response.status_code == 302
    ups.refresh_from_db()
    assert ups.location.path == "Ganesha / Labtek V / Ruang UPS"


def test_the_parent_of_a_new_location_is_typed(signed_in, operator, room):
    client = signed_in(operator)
    page = client.get(f"{reverse('assets:location_create')}?parent={room.pk}").text
    assert 'value="Ganesha / Labtek V / Ruang UPS"' in page
    client.post(reverse("assets:location_create"), {"name": "Laci", "parent": "Ruang UPS"})
    assert Location.objects.get(name="Laci").parent == room
    client.post(reverse("assets:location_create"), {"name": "Bandung", "parent": ""})
    assert Location.objects.get(name="Bandung").parent is None


def test_the_map_takes_typed_text_and_bookmarked_keys(signed_in, operator, ups):
    client = signed_in(operator)
    for location in ("Ruang UPS", ups.location_id):
        page = client.get(reverse("assets:map"), {"location": location}).text
        assert "Atur ulang" in page
    assert 'value="Ganesha / Labtek V / Ruang UPS"' in page
    assert "Tidak ada lokasi “Bulan”." in client.get(reverse("assets:map"), {"location": "Bulan"}).text


def test_suggestions_hold_every_typed_word(signed_in, operator, ups):
    client = signed_in(operator)
    path = "Ganesha / Labtek V / Ruang UPS"
    locations = client.get(reverse("assets:location_suggestions"), {"q": "ganesha ups"}).json()
    assert locations == {"suggestions": [{"value": path, "label": path}]}
    categories = client.get(reverse("assets:category_suggestions"), {"q": "ups"}).json()
    assert categories == {"suggestions": [{"value": "UPS", "label": "UPS (ups)"}]}
    for name in ("asset_suggestions", "location_suggestions", "category_suggestions"):
        assert client.get(reverse(f"assets:{name}"), {"q": " "}).json() == {"suggestions": []}


def test_few_records_are_a_menu(signed_in, operator, ups, monkeypatch):
    monkeypatch.setattr("assets.fields.MAX_MENU_OPTIONS", 50)
    monkeypatch.setattr("assets.filters.MAX_MENU_OPTIONS", 50)
    client = signed_in(operator)
    for page in (client.get(reverse("assets:list")).text, client.get(reverse("assets:create")).text):
        assert re.search(r'<select[^>]*name="location"', page)
        assert re.search(r'<select[^>]*name="category"', page)


def test_a_filter_reads_no_more_options_than_a_menu_shows(
    django_assert_max_num_queries, signed_in, operator, ups
):
    client = signed_in(operator)
    client.get(reverse("assets:list"))
    with django_assert_max_num_queries(10):
        client.get(reverse("assets:list"), {"location": "Ruang UPS", "category": "UPS"})
    assert Category.objects.count() > 1
