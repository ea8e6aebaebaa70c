"""Search for findings by words of the finding or of its asset."""

import pytest
from django.db import connection

from maintenance.findings.lists import search_findings
from maintenance.findings.search import FINDING_SEARCH
from maintenance.models import Finding
from tests.maintenance.factories import FindingFactory

pytestmark = pytest.mark.django_db


def titles(text):
    return sorted(search_findings(Finding.objects.all(), text).values_list("title", flat=True))


@pytest.fixture
def findings():
    for title, code in [("Baterai kembung", "UPS-01"), ("Kipas berbunyi 50%", "AC-02")]:
        finding = FindingFactory(title=title)
        finding.work_order.asset.code = code
        finding.work_order.asset.save()


def test_the_search_index_exists():
    assert FINDING_SEARCH.exists(connection)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kembung", ["Baterai kembung"]),
        ("BERBUNYI", ["Kipas berbunyi 50%"]),
        ("50%", ["Kipas berbunyi 50%"]),
        ("ups-01", ["Baterai kembung"]),
        ("kipas ac-02", ["Kipas berbunyi 50%"]),
        ("kipas ups-01", []),
        ("tidak ada", []),
    ],
)
@pytest.mark.usefixtures("findings")
def test_each_word_must_be_in_the_finding_or_in_its_asset(text, found):
    assert titles(text) == found


@pytest.mark.usefixtures("findings")
def test_a_finding_that_is_renamed_is_found_by_its_new_words():
    Finding.objects.filter(title__startswith="Kipas").update(title="Bantalan aus")
    assert titles("bantalan") == ["Bantalan aus"]
    assert titles("berbunyi") == []
