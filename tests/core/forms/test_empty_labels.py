"""Labels of the empty choice: words instead of dashes."""

import pytest
from django.urls import reverse

from tests.assets.factories import CategoryFactory, LocationFactory
from tests.vendors.factories import ContractFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("maintenance:cycle_new", "Pilih kontrak"),
        ("assets:create", "Pilih kategori"),
        ("assets:location_create", "Tidak ada (tingkat teratas)"),
    ],
)
def test_the_empty_choice_has_a_label_in_words(signed_in, operator, address, words):
    ContractFactory()
    CategoryFactory()
    LocationFactory()
    text = signed_in(operator).get(reverse(address)).text
    assert words in text
    assert "-----" not in text
