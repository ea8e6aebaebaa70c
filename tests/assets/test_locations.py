"""Locations form a tree and store their whole path."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assets.models import Asset, Location
from tests.assets.factories import AssetFactory, LocationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return LocationFactory(
        name="Ruang 1", parent=LocationFactory(name="CRCS", parent=LocationFactory(name="Ganesha"))
    )


def test_a_location_stores_its_path(room):
    assert room.path == "Ganesha / CRCS / Ruang 1"
    assert room.depth == 2


def test_renaming_a_location_updates_the_paths_below_it(room):
    lookalike = LocationFactory(name="Ganesha Timur")
    campus = room.parent.parent
    campus.name = "Kampus Ganesha"
    campus.save()
    room.refresh_from_db()
    lookalike.refresh_from_db()
    assert room.path == "Kampus Ganesha / CRCS / Ruang 1"
    assert lookalike.path == "Ganesha Timur"


def test_a_location_gets_the_current_path_of_a_renamed_parent(room):
    begun = Location(name="Ruang 2", parent=Location.objects.get(pk=room.parent_id))
    campus = room.parent.parent
    campus.name = "Kampus Ganesha"
    campus.save()
    begun.save()
    assert begun.path == "Kampus Ganesha / CRCS / Ruang 2"


def test_moving_a_location_uses_a_fixed_number_of_queries(room, django_assert_max_num_queries):
    Location.objects.bulk_create(
        Location(name=f"R{n}", parent=room.parent, path=f"{room.parent.path} / R{n}") for n in range(100)
    )
    room.parent.parent = None
    with django_assert_max_num_queries(6):
        room.parent.save()
    assert Location.objects.filter(path__startswith="CRCS / R").count() == 101


def test_a_location_cannot_be_below_itself(room):
    campus = room.parent.parent
    campus.parent = room
    with pytest.raises(ValidationError, match="bagian dari dirinya sendiri"):
        campus.full_clean(exclude=["path"])


@pytest.mark.parametrize(
    ("name", "sentence"), [("ganesha", "sudah ada"), ("A/B", "garis miring"), ("", "tidak boleh kosong")]
)
def test_a_wrong_name_is_explained(signed_in, operator, room, name, sentence):
    page = signed_in(operator).post(reverse("assets:location_create"), {"name": name}).content.decode()
    assert sentence in page


def test_rooms_of_two_buildings_may_share_a_name(signed_in, operator, room):
    labtek = LocationFactory(name="Labtek V")
    signed_in(operator).post(reverse("assets:location_create"), {"name": "Ruang 1", "parent": labtek.pk})
    assert Location.objects.filter(name="Ruang 1").count() == 2


def test_the_tree_is_shown_in_order_with_its_assets(signed_in, operator, room, django_assert_max_num_queries):
    AssetFactory.create_batch(3, location=room)
    client = signed_in(operator)
    with django_assert_max_num_queries(4):
        response = client.get(reverse("assets:locations"))
    places = response.context["locations"]
    assert [(place.name, place.asset_count) for place in places] == [
        ("Ganesha", 0),
        ("CRCS", 0),
        ("Ruang 1", 3),
    ]


def test_assets_at_a_location_include_those_below_it(room):
    asset = AssetFactory(location=room)
    AssetFactory(location=LocationFactory(name="Ganesha Timur"))
    assert list(Asset.objects.at_location("Ganesha")) == [asset]


def test_the_form_preselects_the_parent_location(signed_in, operator, room):
    page = signed_in(operator).get(f"{reverse('assets:location_create')}?parent={room.pk}").content.decode()
    assert f'<option value="{room.pk}" selected>' in page


def test_a_long_tree_shows_two_levels_at_a_time(signed_in, operator, room, monkeypatch):
    monkeypatch.setattr("assets.views.location.MAX_TREE_SIZE", 2)
    campus, building, inside = room.parent.parent, room.parent, room
    client = signed_in(operator)
    top = client.get(reverse("assets:locations"))
    assert list(top.context["locations"]) == [campus, building]
    assert f'<a href="?in={building.pk}">' in top.content.decode()
    opened = client.get(reverse("assets:locations"), {"in": building.pk})
    assert list(opened.context["locations"]) == [inside]
    assert '<span class="depth-0">Ruang 1' in opened.content.decode()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ruang", ["Ruang 1"]),
        ("crcs RUANG", ["Ruang 1"]),
        ("crcs", ["CRCS"]),
        ("gane", ["Ganesha"]),
        ("tidak ada", []),
        ("100%", []),
    ],
)
def test_a_location_is_found_by_words_of_its_name_and_path(signed_in, operator, room, words, found):
    page = signed_in(operator).get(reverse("assets:locations"), {"q": words})
    assert [place.name for place in page.context["locations"]] == found
    assert ("Tidak ada lokasi yang cocok" in page.text) is (not found)


def test_search_results_show_their_path_and_export_as_csv(
    signed_in, operator, room, django_assert_max_num_queries
):
    AssetFactory(location=room)
    client, address = signed_in(operator), reverse("assets:locations")
    with django_assert_max_num_queries(4):
        page = client.get(address, {"q": "ruang"})
    assert "Ganesha / CRCS / Ruang 1" in page.text
    rows = b"".join(client.get(address, {"q": "ruang", "format": "csv"}).streaming_content).decode()
    assert rows.splitlines()[1:] == ["Ganesha / CRCS / Ruang 1,Ruang 1,1"]


def test_many_search_results_are_paginated(signed_in, operator, room):
    for number in range(60):
        LocationFactory(name=f"Laci {number}", parent=room)
    page = signed_in(operator).get(reverse("assets:locations"), {"q": "laci", "page": "2"})
    assert len(page.context["locations"]) == 10
