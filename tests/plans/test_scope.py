"""Selection of assets for a plan and for a work."""

import pytest
from django.urls import reverse

from assets.models import Asset, Status
from plans.models import Plan
from tests.assets.factories import ArchitectureDocumentFactory, AssetFactory, CategoryFactory
from tests.plans.factories import PlanFactory, PlannedWorkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(assets=0, works=0)


def _add(browser, plan, data, query=""):
    return browser.post(reverse("plans:scope_add", args=[plan.pk]) + query, data)


def test_ticked_assets_come_into_scope_and_the_list_stays_where_it_was(as_operator, plan):
    first, second, third = AssetFactory.create_batch(3)

    answer = _add(as_operator, plan, {"asset": [first.pk, third.pk]}, "?q=Perangkat&page=1")

    assert set(plan.assets.all()) == {first, third}
    assert answer.headers["Location"].endswith("/scope/?q=Perangkat&page=1")
    assert second not in plan.assets.all()


def test_all_that_match_the_filter_come_into_scope_at_once(as_operator, plan):
    ups = CategoryFactory(code="ups", name="UPS")
    AssetFactory.create_batch(60, category=ups)
    AssetFactory.create_batch(3)

    _add(as_operator, plan, {"all": "1"}, f"?category={ups.pk}")

    assert plan.assets.count() == 60
    assert not plan.assets.exclude(category=ups).exists()


def test_what_is_in_scope_already_is_not_added_twice(as_operator, plan):
    asset = AssetFactory()
    _add(as_operator, plan, {"asset": [asset.pk]})

    page = _add(as_operator, plan, {"all": "1"})

    assert plan.assets.count() == 1 and page.status_code == 302


def test_an_asset_that_leaves_the_scope_leaves_the_works_too(as_operator, plan):
    stays, goes = AssetFactory.create_batch(2)
    plan.include_assets(Asset.objects.all())
    work = PlannedWorkFactory(plan=plan)

    as_operator.post(reverse("plans:scope_remove", args=[plan.pk]), {"asset": [goes.pk]})

    assert list(plan.assets.all()) == [stays]
    assert list(work.assets.all()) == [stays]


def test_all_chosen_ones_are_removed_by_the_filter_that_shows_them(as_operator, plan):
    AssetFactory.create_batch(5)
    plan.include_assets(Asset.objects.all())

    as_operator.post(reverse("plans:scope_remove", args=[plan.pk]) + "?chosen=True", {"all": "1"})

    assert not plan.assets.exists()


def test_retired_assets_are_not_offered_and_can_be_taken_out(as_operator, plan):
    outside = AssetFactory(status=Status.RETIRED)
    inside = AssetFactory()
    plan.include_assets(Asset.objects.filter(pk=inside.pk))
    Asset.objects.filter(pk=inside.pk).update(status=Status.RETIRED)

    page = as_operator.get(reverse("plans:scope", args=[plan.pk])).content.decode()
    _add(as_operator, plan, {"asset": [outside.pk]})

    assert inside.code in page and outside.code not in page
    assert list(plan.assets.all()) == [inside]


def test_nonsense_in_place_of_an_asset_is_ignored(as_operator, plan):
    assert _add(as_operator, plan, {"asset": ["x", "-1", "9" * 40, "²"]}).status_code == 302
    assert not plan.assets.exists()


def test_the_page_costs_the_same_queries_with_many_assets(as_operator, plan, django_assert_max_num_queries):
    AssetFactory.create_batch(120)
    plan.include_assets(Asset.objects.all())

    with django_assert_max_num_queries(10):
        as_operator.get(reverse("plans:scope", args=[plan.pk]))


def test_taking_in_costs_few_statements(plan, django_assert_max_num_queries):
    AssetFactory.create_batch(300)

    with django_assert_max_num_queries(6):
        assert plan.include_assets(Asset.objects.all()) == 300


def test_documents_or_the_map_become_the_input_of_row_1(as_operator, plan):
    document = ArchitectureDocumentFactory()
    Plan.objects.filter(pk=plan.pk).update(uses_map=False)

    as_operator.post(
        reverse("plans:architecture", args=[plan.pk]), {"architecture": [document.pk], "uses_map": "on"}
    )

    plan.refresh_from_db()
    assert list(plan.architecture.all()) == [document] and plan.uses_map


def test_a_work_takes_on_assets_of_its_plan_only(as_operator, plan):
    inside, outside = AssetFactory.create_batch(2)
    plan.include_assets(Asset.objects.filter(pk=inside.pk))
    work = PlannedWorkFactory(plan=plan, assets=[])

    address = reverse("plans:work_assets_add", args=[plan.pk, work.pk])
    as_operator.post(address, {"asset": [inside.pk, outside.pk]})

    assert list(work.assets.all()) == [inside]


def test_a_work_of_another_plan_is_not_found(as_operator, plan):
    stranger = PlannedWorkFactory()

    assert as_operator.get(reverse("plans:work_assets", args=[plan.pk, stranger.pk])).status_code == 404


def test_pressing_the_button_with_nothing_ticked_says_what_to_do(as_operator, plan):
    AssetFactory()
    page = as_operator.post(reverse("plans:scope_add", args=[plan.pk]), follow=True).text
    assert "Centang asetnya dahulu" in page
    assert "0 aset" not in page.split("Centang asetnya dahulu")[0][-300:]
