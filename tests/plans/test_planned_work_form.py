"""Form of planned work: recurrence, checklist, evidence and assets, with and without JavaScript."""

from datetime import date

import pytest
from django.urls import reverse

from plans.models import ItemKind, Plan, PlannedWork
from tests.assets.factories import AssetFactory, CategoryFactory
from tests.plans.factories import (
    ChecklistItemFactory,
    PlanFactory,
    PlannedWorkFactory,
    RequiredEvidenceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return PlanFactory(budget_year=2026, works=0)


def _row(number: int, **values: object) -> dict[str, object]:
    row = {
        "text": "",
        "kind": "yes_no",
        "unit": "",
        "minimum": "",
        "maximum": "",
        "options": "",
        "is_required": "on",
    }
    return {f"checklist-{number}-{name}": value for name, value in (row | values).items() if value != "off"}


def _fields(*rows: dict[str, object], **changes: object) -> dict[str, object]:
    fields: dict[str, object] = {
        "title": "Periksa UPS",
        "instructions": "Pakai sarung tangan",
        "frequency": "monthly",
        "interval": "1",
        "anchor": "2026-01-05",
        "weekdays": ["MO"],
        "ordinal": "1",
        "month_day": "",
        "basis": "fixed",
        "holiday_policy": "after",
        "choice": "all",
        "evidence_before": "1",
        "evidence_after": "2",
        "evidence_photo": "0",
        "evidence_document": "",
        "estimated_hours": "1.5",
        "estimated_cost": "250000",
        "checklist-TOTAL_FORMS": len(rows),
        "checklist-INITIAL_FORMS": "0",
        "checklist-MIN_NUM_FORMS": "0",
        "checklist-MAX_NUM_FORMS": "1000",
    }
    for row in rows:
        fields |= row
    return fields | changes


def _create(browser, plan, *rows, **changes):
    return browser.post(reverse("plans:work_create", args=[plan.pk]), _fields(*rows, **changes))


def test_one_form_saves_work_checklist_evidence_and_assets(as_operator, plan):
    answer = _create(
        as_operator,
        plan,
        _row(0, text="Tegangan", kind="number", unit="V", minimum="209", maximum="231"),
        _row(1, text="Kipas berputar"),
        _row(2, text="Baterai", kind="choice", options="Baik\nBuruk", is_required="off"),
        _row(3),
    )

    work = plan.works.get()
    assert answer.headers["Location"] == reverse("plans:works", args=[plan.pk])
    assert work.recurrence.describe() == "Setiap bulan pada Senin pertama; bila libur diundur"
    assert [(item.position, item.text, item.kind, item.is_required) for item in work.checklist.all()] == [
        (1, "Tegangan", ItemKind.NUMBER, True),
        (2, "Kipas berputar", ItemKind.YES_NO, True),
        (3, "Baterai", ItemKind.CHOICE, False),
    ]
    assert {each.purpose: each.count for each in work.required_evidence.all()} == {"before": 1, "after": 2}
    assert set(work.assets.all()) == set(plan.assets.all())


def test_assets_may_be_chosen_by_category(as_operator, plan):
    ups = AssetFactory(category=CategoryFactory(code="ups", name="UPS"))
    plan.include_assets(type(ups).objects.all())

    _create(as_operator, plan, choice="categories", categories=[ups.category_id])

    assert list(plan.works.get().assets.all()) == [ups]


def test_single_assets_are_chosen_on_the_next_page(as_operator, plan):
    answer = _create(as_operator, plan, choice="chosen")

    work = plan.works.get()
    assert answer.headers["Location"] == reverse("plans:work_assets", args=[plan.pk, work.pk])
    assert not work.assets.exists()


@pytest.mark.parametrize(
    ("changes", "part", "field", "sentence"),
    [
        ({"title": ""}, "fields", "title", "Bidang ini tidak boleh kosong."),
        ({"anchor": "31-31-2026"}, "recurrence", "anchor", "Masukkan tanggal yang valid."),
        (
            {"anchor": "2027-01-01"},
            "recurrence",
            "anchor",
            "sesudah itu pekerjaan ini tidak pernah jatuh tempo.",
        ),
        (
            {"anchor": "0001-01-05"},
            "recurrence",
            "anchor",
            "Tanggal pertama terlalu lama berlalu; periksa tahunnya.",
        ),
        (
            {"month_day": "5"},
            "recurrence",
            "month_day",
            "Pilih salah satu: tanggal tertentu, atau hari tertentu seperti Senin pertama.",
        ),
        (
            {"frequency": "weekly"},
            "recurrence",
            "ordinal",
            "Tanggal dalam bulan hanya berlaku untuk pengulangan bulanan atau tahunan.",
        ),
        ({"choice": "categories"}, "assets", "categories", "Pilih sedikitnya satu kategori."),
        (
            {"estimated_hours": "-1"},
            "estimates",
            "estimated_hours",
            "Pastikan nilai ini lebih besar dari atau sama dengan 0.",
        ),
        (
            {"evidence_before": "-1"},
            "evidence",
            "evidence_before",
            "Pastikan nilai ini lebih besar dari atau sama dengan 0.",
        ),
    ],
)
def test_errors_are_shown_beside_their_fields_and_the_input_stays(
    as_operator, plan, changes, part, field, sentence
):
    answer = _create(as_operator, plan, _row(0, text="Jangan hilang"), **changes)

    assert answer.status_code == 422
    assert list(getattr(answer.context["editor"], part).errors) == [field]
    page = answer.content.decode()
    assert sentence in page and "Jangan hilang" in page and "Pakai sarung tangan" in page
    assert not plan.works.exists()


def test_who_mends_a_work_keeps_its_assets_and_comes_back_to_the_list(as_operator, plan):
    _create(as_operator, plan)
    work = plan.works.get()
    edit = reverse("plans:work_edit", args=[plan.pk, work.pk])
    n = work.assets.count()

    page = as_operator.get(edit)
    assert page.context["editor"].assets["choice"].value() == "kept"
    assert f"Tetap seperti sekarang: {n} aset" in page.text
    answer = as_operator.post(edit, _fields(title="Diperbaiki", choice="kept"))

    assert answer.headers["Location"] == reverse("plans:works", args=[plan.pk])
    assert (plan.works.get().title, work.assets.count()) == ("Diperbaiki", n)
    assert _create(as_operator, plan, choice="kept").status_code == 422


@pytest.mark.parametrize(
    ("row", "field", "sentence"),
    [
        (
            {"kind": "number", "minimum": "10", "maximum": "5"},
            "maximum",
            "Batas atas tidak boleh di bawah batas bawah.",
        ),
        ({"kind": "choice", "options": "Baik"}, "options", "Tulis sedikitnya dua pilihan, satu per baris."),
        (
            {"kind": "choice", "options": "Baik\n\nBaik "},
            "options",
            "Tulis sedikitnya dua pilihan, satu per baris.",
        ),
    ],
)
def test_a_wrong_checklist_row_is_told_beside_its_field(as_operator, plan, row, field, sentence):
    answer = _create(as_operator, plan, _row(0, text="Butir", **row))

    assert answer.context["editor"].checklist.errors == [{field: [sentence]}]
    assert f'<a href="#id_checklist-0-{field}">Butir 1, ' in answer.text
    assert answer.text.count(sentence) == 2  # above the rows as well, where the eye is after sending
    assert not plan.works.exists()


def test_limits_that_do_not_belong_to_the_kind_are_dropped(as_operator, plan):
    _create(as_operator, plan, _row(0, text="Kipas", kind="yes_no", unit="V", minimum="1", options="a\nb"))

    item = plan.works.get().checklist.get()
    assert (item.unit, item.minimum, item.options) == ("", None, "")


def test_the_preview_button_shows_the_dates_and_saves_nothing(as_operator, plan):
    answer = _create(as_operator, plan, _row(0, text="Tetap ada"), preview="1")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Setiap bulan pada Senin pertama" in page and "5 Januari 2026" in page and "Tetap ada" in page
    assert not plan.works.exists()


def test_more_rows_come_without_javascript_and_keep_what_was_typed(as_operator, plan):
    answer = _create(as_operator, plan, _row(0, text="Tetap ada"), more_rows="1")

    assert answer.context["editor"].checklist.total_form_count() == 4
    assert "Tetap ada" in answer.content.decode()
    assert not plan.works.exists()


def test_the_live_preview_answers_with_words_and_dates(as_operator, plan):
    address = reverse("plans:recurrence", args=[plan.pk])

    good = as_operator.get(address, _fields(anchor="2026-02-02", holiday_policy="before"))
    bad = as_operator.get(address, {"frequency": "monthly"})

    assert "bila libur dimajukan" in good.content.decode() and "2 Februari 2026" in good.content.decode()
    assert "Jadwal belum dapat dihitung" in bad.content.decode()


def test_an_existing_work_shows_and_keeps_its_own_values(as_operator, plan):
    work = PlannedWorkFactory(plan=plan, rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", anchor=date(2026, 1, 2))
    item = ChecklistItemFactory(work=work, text="Lama")
    RequiredEvidenceFactory(work=work, purpose="photo", count=3)
    address = reverse("plans:work_edit", args=[plan.pk, work.pk])

    editor = as_operator.get(address).context["editor"]
    assert (editor.recurrence["frequency"].value(), editor.recurrence["weekdays"].value()) == (
        "weekly",
        ["FR"],
    )
    assert editor.evidence["evidence_photo"].value() == 3

    fields = _fields(
        _row(0, text="Baru", id=item.pk),
        choice="chosen",
        evidence_photo="0",
        evidence_before="0",
        evidence_after="0",
    )
    as_operator.post(address, fields | {"checklist-INITIAL_FORMS": "1"})

    work = PlannedWork.objects.get(pk=work.pk)
    assert work.title == "Periksa UPS"
    assert [each.text for each in work.checklist.all()] == ["Baru"]
    assert not work.required_evidence.exists()
    assert work.assets.count() == 2


def test_two_open_pages_of_a_work_do_not_undo_each_other_unseen(as_operator, plan):
    _create(as_operator, plan, _row(0, text="Kipas"))
    work = plan.works.get()
    item, address = work.checklist.get(), reverse("plans:work_edit", args=[plan.pk, work.pk])
    token = as_operator.get(address).context["editor"].fields["version_token"].value()
    page = _fields(
        _row(0, text="Kipas", id=item.pk), choice="kept", version_token=token, evidence_document="0"
    )
    page["checklist-INITIAL_FORMS"] = "1"

    for _pressed_twice in range(2):
        assert as_operator.post(address, page | {"estimated_hours": "3"}).status_code == 302
    answer = as_operator.post(address, page | {"checklist-0-text": "Kipas dan saringan"})

    assert answer.status_code == 422
    assert "diubah di tempat lain" in answer.text and "Kipas dan saringan" in answer.text
    assert (plan.works.get().estimated_hours, work.checklist.get().text) == (3, "Kipas")

    again = page | {"checklist-0-text": "Kipas dan saringan"}
    again["version_token"] = answer.context["editor"].fields["version_token"].value()
    assert as_operator.post(address, again).status_code == 302
    assert (plan.works.get().estimated_hours, work.checklist.get().text) == (1.5, "Kipas dan saringan")


def test_a_checklist_that_was_changed_elsewhere_is_told(as_operator, plan):
    work = PlannedWorkFactory(plan=plan)
    address = reverse("plans:work_edit", args=[plan.pk, work.pk])
    token = as_operator.get(address).context["editor"].fields["version_token"].value()
    ChecklistItemFactory(work=work)

    answer = as_operator.post(address, _fields(_row(0, text="Baru"), choice="kept", version_token=token))

    assert "diubah di tempat lain" in answer.text
    assert work.checklist.count() == 1


def test_a_row_marked_for_removal_is_removed(as_operator, plan):
    work = PlannedWorkFactory(plan=plan)
    item = ChecklistItemFactory(work=work)
    fields = _fields(_row(0, text=item.text, id=item.pk, DELETE="on"), choice="chosen")

    address = reverse("plans:work_edit", args=[plan.pk, work.pk])
    as_operator.post(address, fields | {"checklist-INITIAL_FORMS": "1"})

    assert not work.checklist.exists()


def test_a_work_is_deleted_after_a_question(as_operator, plan):
    work = PlannedWorkFactory(plan=plan)
    address = reverse("plans:work_delete", args=[plan.pk, work.pk])

    assert work.title in as_operator.get(address).content.decode()
    as_operator.post(address)

    assert not plan.works.exists()


def test_the_works_page_costs_the_same_queries_for_one_work_and_for_twelve(
    as_operator, plan, django_assert_max_num_queries
):
    PlannedWorkFactory.create_batch(12, plan=plan)

    with django_assert_max_num_queries(6):
        as_operator.get(reverse("plans:works", args=[plan.pk]))


def test_the_form_costs_few_queries_with_a_long_checklist(as_operator, plan, django_assert_max_num_queries):
    work = PlannedWorkFactory(plan=plan)
    ChecklistItemFactory.create_batch(25, work=work)

    with django_assert_max_num_queries(10):
        as_operator.get(reverse("plans:work_edit", args=[plan.pk, work.pk]))
