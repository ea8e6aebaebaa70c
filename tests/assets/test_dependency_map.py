"""Dependency map: whole, filtered, or around one asset."""

from itertools import pairwise

import pytest
from django.urls import reverse

from assets.dependency_map import (
    assets_around,
    dependencies_among,
    draw_dependency_map,
    with_direct_neighbours,
)
from assets.models import Asset, Dependency, DependencyKind
from tests.assets.factories import AssetFactory, CategoryFactory, DependencyFactory, LocationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    """generator <- ups <- switch <- server, and one asset that stands alone."""
    assets = [AssetFactory(code=code) for code in ("GEN", "UPS", "SW", "SRV")]
    for needed, needing in pairwise(assets):
        DependencyFactory(asset=needing, depends_on=needed)
    AssetFactory(code="SENDIRI")
    return assets


def draw(assets):
    shown = list(assets)
    return draw_dependency_map(shown, dependencies_among(shown))


def test_the_picture_needs_two_queries(chain, django_assert_num_queries):
    with django_assert_num_queries(2):
        svg = draw(Asset.objects.select_related("category"))
    assert svg.startswith("<svg")
    assert all(asset.code in svg for asset in chain)
    assert "<a " not in svg


def test_on_the_page_each_asset_links_to_its_page(chain):
    svg = draw_dependency_map(chain, dependencies_among(chain), links=True)
    assert f'href="{chain[0].get_absolute_url()}"' in svg


def test_markup_in_a_name_stays_text():
    dependency = DependencyFactory(asset__code="<script>alert(1)</script>")
    svg = draw([dependency.asset, dependency.depends_on])
    assert "<script" not in svg


def test_assets_around_include_needed_and_dependent_assets(chain):
    gen, ups, switch, server = chain
    other = DependencyFactory(depends_on=ups).asset  # a neighbour's neighbour does not belong
    assert assets_around(switch, 1) == {ups.pk, switch.pk, server.pk}
    assert assets_around(switch, 2) == {gen.pk, ups.pk, switch.pk, server.pk}
    assert other.pk not in assets_around(switch, 4)


def test_a_circle_of_dependencies_ends(chain):
    Dependency.objects.create(asset=chain[0], depends_on=chain[-1], kind=DependencyKind.NETWORK)
    assert assets_around(chain[0], 4) == {asset.pk for asset in chain}
    assert draw(chain).startswith("<svg")


def test_chosen_assets_bring_their_neighbours(chain):
    _gen, ups, switch, server = chain
    assert with_direct_neighbours([switch.pk]) == {ups.pk, switch.pk, server.pk}


def test_the_page_filters_by_location_category_and_asset(signed_in, operator, chain):
    _gen, ups, switch, server = chain
    ups.category, ups.location = CategoryFactory(code="ups"), LocationFactory(name="Ruang UPS")
    ups.save()
    client = signed_in(operator)
    for query in (f"category={ups.category_id}", f"location={ups.location_id}", "around=UPS&steps=1"):
        page = client.get(f"{reverse('assets:map')}?{query}").content.decode()
        assert switch.get_absolute_url() in page
        assert server.get_absolute_url() not in page
    assert server.get_absolute_url() in client.get(reverse("assets:map")).content.decode()


def test_an_unknown_asset_is_explained_beside_its_field(signed_in, operator, chain):
    page = signed_in(operator).get(f"{reverse('assets:map')}?around=tiada").content.decode()
    assert "Tidak ada aset dengan kode “tiada”." in page


def test_an_empty_map_says_what_to_do_first(signed_in, operator):
    assert "Belum ada ketergantungan" in signed_in(operator).get(reverse("assets:map")).content.decode()


def test_the_page_uses_at_most_ten_queries(signed_in, operator, chain, django_assert_max_num_queries):
    client = signed_in(operator)
    for query in ("", "?around=SW&steps=4"):
        with django_assert_max_num_queries(10):
            client.get(f"{reverse('assets:map')}{query}")


def test_too_many_assets_for_one_picture_are_drawn_by_category(
    signed_in, operator, django_assert_max_num_queries
):
    generator = AssetFactory(category=CategoryFactory(code="genset", name="Generator"))
    servers = AssetFactory.create_batch(
        151, category=CategoryFactory(code="server", name="Server"), location=None
    )
    Dependency.objects.bulk_create(
        Dependency(asset=server, depends_on=generator, kind=DependencyKind.POWER) for server in servers
    )
    client = signed_in(operator)
    with django_assert_max_num_queries(10):
        page = client.get(reverse("assets:map")).content.decode()
    assert "Ada 152 aset di sini" in page
    assert "151 aset" in page
    assert servers[0].code not in page


def test_a_filtered_map_with_too_many_assets_counts_the_categories_of_the_neighbours(signed_in, operator):
    generator = AssetFactory(category=CategoryFactory(code="genset", name="Generator"))
    room, server = LocationFactory(name="Ruang Server"), CategoryFactory(code="server", name="Server")
    servers = AssetFactory.create_batch(151, category=server, location=room)
    DependencyFactory()
    Dependency.objects.bulk_create(
        Dependency(asset=server, depends_on=generator, kind=DependencyKind.POWER) for server in servers
    )
    page = signed_in(operator).get(reverse("assets:map"), {"location": room.pk}).text
    assert "Ada 152 aset di sini" in page
    assert "151 aset" in page


def test_a_code_with_a_nul_character_is_unknown(as_operator):
    page = as_operator.get(reverse("assets:map"), {"around": "UPS\x00"})

    assert "Tidak ada aset dengan kode “UPS”" in page.content.decode()
