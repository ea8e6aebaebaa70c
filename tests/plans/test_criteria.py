"""Acceptance criteria: weights, targets, library and evaluation of values."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from assets.models import Category
from plans.criteria_library import LIBRARY, load_library
from plans.models import AcceptanceCriterion, CriterionKind, CriterionTemplate, Measure, Operator, Plan
from plans.models.criterion import scale_weights
from tests.assets.factories import AssetFactory, CategoryFactory
from tests.plans.factories import AcceptanceCriterionFactory, CriterionTemplateFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(criteria=0)


def _fields(**changes: object) -> dict[str, object]:
    return {
        "code": "K01",
        "text": "Waktu cadangan baterai",
        "measure": "manual",
        "kind": "number",
        "operator": "ge",
        "target": "15",
        "target_max": "",
        "unit": "menit",
        "weight": "60",
        "method": "Uji beban",
        "evidence": "Lembar uji",
    } | changes


def _create(browser, plan, **changes):
    return browser.post(reverse("plans:criterion_create", args=[plan.pk]), _fields(**changes))


def test_the_list_shows_the_missing_weight(as_operator, plan):
    _create(as_operator, plan)

    page = as_operator.get(reverse("plans:criteria", args=[plan.pk])).content.decode()

    assert "≥ 15 menit" in page
    assert "Jumlah bobot 60 %, kurang 40 %." in page


def test_the_list_shows_excess_and_exact_weight(as_operator, plan):
    AcceptanceCriterionFactory(plan=plan, weight=70)
    second = AcceptanceCriterionFactory(plan=plan, weight=Decimal("40.5"))
    address = reverse("plans:criteria", args=[plan.pk])
    assert "kelebihan 10,5 %." in as_operator.get(address).content.decode()

    AcceptanceCriterion.objects.filter(pk=second.pk).update(weight=30)
    assert "Jumlah bobot tepat 100 %." in as_operator.get(address).content.decode()


def test_a_new_criterion_is_offered_the_next_code_and_the_weight_that_is_left(as_operator, plan):
    AcceptanceCriterionFactory(plan=plan, code="K01", weight=70)

    form = as_operator.get(reverse("plans:criterion_create", args=[plan.pk])).context["form"]

    assert (form["code"].value(), form["weight"].value()) == ("K02", 30)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"target": ""}, "target", "Isi target yang harus dicapai."),
        (
            {"kind": "range", "target": "24", "target_max": "18"},
            "target_max",
            "Isi batas atas rentang, tidak di bawah batas bawahnya.",
        ),
        (
            {"kind": "range", "target_max": ""},
            "target_max",
            "Isi batas atas rentang, tidak di bawah batas bawahnya.",
        ),
        ({"kind": "percentage", "target": "101"}, "target", "Persentase berada antara 0 dan 100."),
        ({"measure": "on_time"}, "kind", "Nilai yang dihitung sistem ini berjenis “Persentase”."),
        ({"weight": "0"}, "weight", "Bobot harus lebih dari 0 dan sebanyak-banyaknya 100."),
        ({"weight": "101"}, "weight", "Bobot harus lebih dari 0 dan sebanyak-banyaknya 100."),
        ({"code": "K09"}, "code", "Kode ini sudah dipakai kriteria lain dalam rencana ini."),
    ],
)
def test_errors_are_shown_beside_their_fields_and_the_input_stays(
    as_operator, plan, changes, field, sentence
):
    AcceptanceCriterionFactory(plan=plan, code="K09", weight=1)

    answer = _create(as_operator, plan, **changes)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    assert "Lembar uji" in answer.content.decode()


def test_the_empty_choice_of_the_kind_has_words(as_operator, plan):
    page = as_operator.get(reverse("plans:criterion_create", args=[plan.pk])).text

    assert "Pilih jenis" in page and "-----" not in page


def test_yes_no_needs_no_target_and_a_computed_measure_brings_its_unit(as_operator, plan):
    _create(as_operator, plan, code="K01", kind="yes_no", operator="ge")
    _create(as_operator, plan, code="K02", kind="percentage", measure="on_time", target="95", unit="")
    _create(
        as_operator, plan, code="K03", kind="number", measure="downtime", operator="le", target="4", unit="x"
    )

    first, second, third = plan.criteria.all()
    assert (first.operator, first.target, first.requirement) == (Operator.EQUAL, None, "Ya")
    assert (second.requirement, third.requirement) == ("≥ 95 %", "≤ 4 jam")


def test_a_range_may_end_at_zero():
    criterion = AcceptanceCriterion(
        kind="range", operator="between", target=Decimal(-10), target_max=Decimal(0), unit="°C"
    )
    assert criterion.requirement == "-10 – 0 °C"
    assert criterion.is_met_by(value=Decimal(0)) and not criterion.is_met_by(value=Decimal(1))


def test_a_criterion_is_deleted_after_a_question(as_operator, plan):
    criterion = AcceptanceCriterionFactory(plan=plan)
    address = reverse("plans:criterion_delete", args=[plan.pk, criterion.pk])

    assert criterion.text in as_operator.get(address).content.decode()
    as_operator.post(address)

    assert not plan.criteria.exists()


def test_the_list_costs_the_same_queries_for_one_criterion_and_for_twelve(
    as_operator, plan, django_assert_max_num_queries
):
    AcceptanceCriterionFactory.create_batch(12, plan=plan, weight=5)

    with django_assert_max_num_queries(5):
        as_operator.get(reverse("plans:criteria", args=[plan.pk]))


# --- Judging ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "operator", "target", "target_max", "value", "met"),
    [
        ("number", "ge", 15, None, "15", True),
        ("number", "ge", 15, None, "14.9999", False),
        ("number", "le", 10, None, "10", True),
        ("number", "le", 10, None, "10.0001", False),
        ("number", "eq", 0, None, "0", True),
        ("range", "between", 18, 24, "18", True),
        ("range", "between", 18, 24, "24", True),
        ("range", "between", 18, 24, "24.1", False),
        ("percentage", "ge", 95, None, "94.99", False),
    ],
)
def test_limits_are_inclusive(kind, operator, target, target_max, value, met):
    criterion = AcceptanceCriterion(
        kind=kind, operator=operator, target=Decimal(target), target_max=target_max and Decimal(target_max)
    )

    assert criterion.is_met_by(value=Decimal(value)) is met


def test_a_missing_value_is_not_evaluated():
    assert AcceptanceCriterion(kind=CriterionKind.NUMBER, target=Decimal(1)).is_met_by() is None
    assert AcceptanceCriterion(kind=CriterionKind.YES_NO).is_met_by() is None
    assert AcceptanceCriterion(kind=CriterionKind.YES_NO).is_met_by(yes=False) is False


# --- Weights ---------------------------------------------------------------------------------------------------


@given(st.lists(st.decimals(min_value="0.01", max_value=100, places=2), min_size=1, max_size=40))
def test_balanced_weights_always_add_up_to_exactly_100(weights):
    result = scale_weights(weights)

    assert sum(result) == 100
    assert all(weight > 0 for weight in result)


def test_balancing_keeps_the_proportion(as_operator, plan):
    for weight in (30, 30, 15):
        AcceptanceCriterionFactory(plan=plan, weight=weight)

    as_operator.post(reverse("plans:criteria_balance", args=[plan.pk]))

    assert [criterion.weight for criterion in plan.criteria.all()] == [40, 40, 20]


# --- Library ---------------------------------------------------------------------------------------------------


def test_the_library_covers_seven_categories_with_valid_criteria():
    load_library()

    assert {category for category, _name, _entries in LIBRARY} == {
        "ups",
        "precision-ac",
        "generator",
        "server",
        "storage",
        "network",
        "fire-protection",
    }
    for template in CriterionTemplate.objects.all():
        template.full_clean()
    for _code, name, entries in LIBRARY:
        assert sum(entry.weight for entry in entries) == 100, name


def test_loading_it_twice_adds_nothing_and_overwrites_nothing():
    call_command("load_library")
    CriterionTemplate.objects.filter(text__startswith="Waktu cadangan baterai").update(target=30)

    assert load_library() == 0
    assert CriterionTemplate.objects.get(text__startswith="Waktu cadangan baterai").target == 30


def test_an_existing_category_with_another_code_is_used():
    mine = CategoryFactory(code="catu-daya", name="UPS")

    load_library()

    assert CriterionTemplate.objects.filter(category=mine).exists()
    assert Category.objects.filter(name="UPS").count() == 1


def test_the_library_offers_what_fits_the_scope_and_is_not_in_the_plan_yet(as_operator):
    ups, network = CategoryFactory(code="ups", name="UPS"), CategoryFactory(code="network", name="Jaringan")
    plan = PlanFactory(criteria=0, assets=[AssetFactory(category=ups)])
    fits, taken = CriterionTemplateFactory(category=ups), CriterionTemplateFactory(category=ups)
    other = CriterionTemplateFactory(category=network)
    AcceptanceCriterionFactory(plan=plan, text=taken.text)
    address = reverse("plans:criteria_library", args=[plan.pk])

    assert as_operator.get(address).context["form"].templates == [fits]
    assert set(as_operator.get(address, {"all": "1"}).context["form"].templates) == {fits, other}


def test_chosen_library_criteria_are_added_with_their_weights(as_operator):
    ups = CategoryFactory(code="ups", name="UPS")
    plan = PlanFactory(criteria=0, assets=[AssetFactory(category=ups)])
    first, second, left = CriterionTemplateFactory.create_batch(3, category=ups, measure=Measure.MANUAL)

    as_operator.post(
        reverse("plans:criteria_library", args=[plan.pk]),
        {
            f"take_{first.pk}": "on",
            f"weight_{first.pk}": "75",
            f"take_{second.pk}": "on",
            f"weight_{second.pk}": "25",
            f"weight_{left.pk}": "25",
        },
    )

    assert [(c.code, c.text, c.weight, c.requirement) for c in plan.criteria.all()] == [
        ("K01", first.text, 75, "≥ 15 menit"),
        ("K02", second.text, 25, "≥ 15 menit"),
    ]


def test_a_chosen_library_criterion_needs_a_weight(as_operator):
    ups = CategoryFactory(code="ups", name="UPS")
    plan = PlanFactory(criteria=0, assets=[AssetFactory(category=ups)])
    template = CriterionTemplateFactory(category=ups)
    address = reverse("plans:criteria_library", args=[plan.pk])

    without_weight = as_operator.post(address, {f"take_{template.pk}": "on", f"weight_{template.pk}": ""})
    nothing = as_operator.post(address, {f"weight_{template.pk}": "10"})

    assert without_weight.context["form"].errors == {
        f"weight_{template.pk}": ["Isi bobot kriteria yang dipilih."]
    }
    assert "Pilih sedikitnya satu kriteria." in nothing.content.decode()
    assert not plan.criteria.exists()


def test_an_empty_library_says_who_fills_it(as_operator):
    address = reverse("plans:criteria_library", args=[PlanFactory().pk])
    assert "Pustaka belum diisi" in as_operator.get(address).text
    CriterionTemplateFactory()
    assert "Pustaka belum diisi" not in as_operator.get(address).text
