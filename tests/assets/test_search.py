"""Asset search uses an index with equal results on both databases."""

import pytest
from django.db import connection

from assets.models import Asset, Category
from assets.search import ASSET_SEARCH
from tests.assets.factories import AssetFactory

pytestmark = pytest.mark.django_db


def codes(text):
    return sorted(ASSET_SEARCH.filter(Asset.objects.all(), text).values_list("code", flat=True))


@pytest.fixture
def assets():
    AssetFactory(code="UPS-01", name="UPS Gedung Labtek V", maker="APC", model="Smart-UPS 5000")
    AssetFactory(
        code="SRV-17", name="Peladen basis data", maker="Dell", model="R740", serial_number="SN_100%A"
    )
    AssetFactory(code="AC-02", name="AC presisi Labtek VIII", maker="Vertiv", model="Liebert")


def test_the_index_exists():
    assert ASSET_SEARCH.exists(connection)


@pytest.mark.django_db(transaction=True)
def test_an_index_without_its_parts_does_not_exist():
    ASSET_SEARCH.drop(connection)
    assert not ASSET_SEARCH.exists(connection)
    ASSET_SEARCH.create(connection)
    assert ASSET_SEARCH.exists(connection)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("labtek", ["AC-02", "UPS-01"]),
        ("LABTEK viii", ["AC-02"]),
        ("abte", ["AC-02", "UPS-01"]),
        ("s-01", ["UPS-01"]),
        ("r740 dell", ["SRV-17"]),
        ("SN_100%A", ["SRV-17"]),
        ("SNx100", []),
        ("100%", ["SRV-17"]),
        ('"labtek" OR', []),
        ("01", ["UPS-01"]),
        ("a", ["AC-02", "SRV-17", "UPS-01"]),
        ("ac", ["AC-02"]),
        ("v 01", ["UPS-01"]),
        ("ps", []),
        ("-", []),
        ("labtek -", ["AC-02", "UPS-01"]),
        ("lab\x00tek", ["AC-02", "UPS-01"]),
        ("", ["AC-02", "SRV-17", "UPS-01"]),
        ("   ", ["AC-02", "SRV-17", "UPS-01"]),
        ("x" * 10_000, []),
    ],
)
def test_long_words_match_anywhere_and_short_ones_at_word_starts(assets, text, found):
    assert codes(text) == found


def test_a_change_of_an_asset_is_found_at_once(assets):
    asset = Asset.objects.get(code="AC-02")
    asset.name = "Pendingin ruang server"
    asset.save(update_fields=["name"])
    assert codes("pendingin") == ["AC-02"]
    assert codes("presisi") == []
    asset.delete()
    assert codes("pendingin") == []


@pytest.mark.django_db(transaction=True)
def test_rows_older_than_the_index_are_found(assets):
    ASSET_SEARCH.drop(connection)
    ASSET_SEARCH.create(connection)
    assert codes("labtek") == ["AC-02", "UPS-01"]


@pytest.fixture
def ten_thousand():
    category = Category.objects.create(code="server", name="Server")
    Asset.objects.bulk_create(
        Asset(code=f"AST-{n:05}", name=f"Perangkat nomor {n:05}", category=category, maker=f"Pabrik {n % 97}")
        for n in range(10_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@pytest.mark.parametrize("text", ["nomor 04711", "04711", "AST-00042", "pabrik 13", "96"])
def test_no_search_reads_the_whole_table(ten_thousand, text):
    query = ASSET_SEARCH.filter(Asset.objects.order_by("code"), text)
    for queryset in (query[:50], query.order_by().values("pk")):
        plan = queryset.explain()
        assert "Seq Scan on assets_asset" not in plan, plan
        assert "SCAN assets_asset" not in plan, plan
        assert "asset_search" in plan, plan
