"""Categories: creation, renaming, and deletion while unused."""

import pytest
from django.urls import reverse

from assets.models import Category
from plans.models import CriterionTemplate
from tests.assets.factories import AssetFactory, CategoryFactory

pytestmark = pytest.mark.django_db

SHOWN_LIST, NEW = "assets:categories", "assets:category_create"


def test_a_new_category_gets_a_code_from_its_name(as_operator):
    CategoryFactory(code="pendingin-ruang", name="Lama")
    for name in ("Pendingin ruang", "???"):
        assert as_operator.post(reverse(NEW), {"name": name, "code": ""}).url == reverse(SHOWN_LIST)
    codes = dict(Category.objects.values_list("name", "code"))
    assert codes == {"Lama": "pendingin-ruang", "Pendingin ruang": "pendingin-ruang-2", "???": "kategori"}


def test_the_first_category_leads_to_the_first_asset(as_operator):
    assert reverse(NEW) in as_operator.get(reverse(SHOWN_LIST)).text
    assert reverse(NEW) in as_operator.get(reverse("assets:create")).text
    as_operator.post(reverse(NEW), {"name": "UPS", "code": "ups"})
    assert ">UPS</option>" in as_operator.get(reverse("assets:create")).text


def test_a_category_is_renamed_for_all_its_assets(as_operator):
    asset = AssetFactory(category=CategoryFactory(code="ups", name="UPS"))
    address = reverse("assets:category_edit", args=[asset.category_id])
    as_operator.post(address, {"name": "Catu daya", "code": "ups"})
    assert "Catu daya" in as_operator.get(reverse("assets:list")).text


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"name": ""}, {"name": ["Bidang ini tidak boleh kosong."]}),
        ({"name": "ups"}, {"name": ["Kategori “UPS” sudah ada."]}),
        ({"name": "Daya", "code": "UPS"}, {"code": ["Kode ini sudah dipakai kategori “UPS”."]}),
    ],
)
def test_errors_are_shown_beside_their_fields(as_operator, fields, errors):
    CategoryFactory(code="ups", name="UPS")
    answer = as_operator.post(reverse(NEW), fields)
    assert answer.status_code == 422
    assert answer.context["form"].errors == errors


def test_an_unused_category_is_deleted_after_confirmation(as_operator):
    category = CategoryFactory(name="Salah ketik")
    address = reverse("assets:category_delete", args=[category.pk])
    assert address in as_operator.get(reverse(SHOWN_LIST)).text
    assert "Hapus kategori Salah ketik?" in as_operator.get(address).text
    assert "Kategori Salah ketik dihapus." in as_operator.post(address, follow=True).text
    assert not Category.objects.exists()


def test_a_used_category_is_not_deleted_and_the_page_says_so(as_operator):
    used, in_library = CategoryFactory(name="UPS"), CategoryFactory(name="Genset")
    AssetFactory(category=used)
    CriterionTemplate.objects.create(
        category=in_library, text="Tegangan", kind="number", target=220, operator="ge", unit="V"
    )
    assert reverse("assets:category_delete", args=[used.pk]) not in as_operator.get(reverse(SHOWN_LIST)).text
    for category in (used, in_library):
        answer = as_operator.post(reverse("assets:category_delete", args=[category.pk]), follow=True)
        assert f"Kategori {category} tidak dihapus" in answer.text
    assert Category.objects.count() == 2


def test_the_list_counts_assets_and_leads_to_them_but_offers_no_reader_a_change(as_operator, as_manager):
    asset = AssetFactory()
    CategoryFactory(name="Genset")
    for browser, may_change in ((as_operator, True), (as_manager, False)):
        page = browser.get(reverse(SHOWN_LIST)).text
        assert f'<a href="/assets/?category={asset.category_id}">1</a>' in page
        assert ("/edit/" in page) is ("/delete/" in page) is (reverse(NEW) in page) is may_change
    assert "Genset" not in as_operator.get(reverse(SHOWN_LIST), {"q": "server"}).text
    assert "Tidak ada kategori yang cocok" in as_operator.get(reverse(SHOWN_LIST), {"q": "tiada"}).text
