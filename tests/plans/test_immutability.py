"""A plan locks in two steps: in pages, admin, models and database."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from plans.immutability import TRIGGERS
from plans.models import (
    AcceptanceCriterion,
    FrozenPlanError,
    Plan,
    PlannedWork,
    SubmittedPlanError,
)
from tests.accounts.factories import UserFactory
from tests.assets.factories import ArchitectureDocumentFactory, AssetFactory
from tests.plans.factories import (
    AcceptanceCriterionFactory,
    ChecklistItemFactory,
    PlanFactory,
    RequiredEvidenceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    plan = PlanFactory()
    plan.architecture.add(ArchitectureDocumentFactory())
    work = plan.works.get()
    ChecklistItemFactory(work=work)
    RequiredEvidenceFactory(work=work)
    return plan


@pytest.fixture
def submitted(plan: Plan) -> Plan:
    plan.submit()
    return Plan.objects.get(pk=plan.pk)


@pytest.fixture
def frozen(submitted: Plan) -> Plan:
    submitted.freeze(by=UserFactory())
    return Plan.objects.get(pk=submitted.pk)


def _refuses(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
    except (IntegrityError, FrozenPlanError):
        return True
    return False


# --- Shell -----------------------------------------------------------------------------------------------------


def test_a_submitted_plan_is_locked_but_its_criteria_are_not(submitted):
    submitted.title = "Lain"
    with pytest.raises(SubmittedPlanError):
        submitted.save()
    with pytest.raises(SubmittedPlanError):
        submitted.works.get().save()

    AcceptanceCriterionFactory(plan=submitted, code="AKHIR")
    criterion = submitted.criteria.first()
    criterion.weight = 50
    criterion.save()

    assert submitted.criteria.count() == 2


def test_a_frozen_plan_is_locked_with_its_works_and_criteria(frozen):
    for row in (frozen, frozen.works.get(), frozen.criteria.get(), frozen.works.get().checklist.get()):
        with pytest.raises(FrozenPlanError):
            row.save()
        with pytest.raises(FrozenPlanError):
            row.delete()


def test_a_plan_loaded_before_the_lock_is_locked_too(plan):
    stale = Plan.objects.get(pk=plan.pk)
    plan.submit()

    with pytest.raises(SubmittedPlanError):
        stale.save()


def test_freezing_stores_the_user_and_happens_once(submitted):
    head = UserFactory()
    submitted.freeze(by=head)

    kept = Plan.objects.get(pk=submitted.pk)
    assert kept.frozen_by == head and kept.frozen_at is not None
    with pytest.raises(FrozenPlanError):
        kept.freeze(by=head)


def test_the_sentence_says_which_row_has_locked_it(submitted):
    assert "akhir baris 1" in str(submitted.why_locked)
    assert submitted.why_criteria_are_locked is None
    submitted.freeze(by=UserFactory())
    assert "akhir baris 2" in str(submitted.why_locked)


# --- Database --------------------------------------------------------------------------------------------------


def test_every_trigger_exists_in_the_database():
    assert [trigger.name for trigger in TRIGGERS if not trigger.exists(connection)] == []


def _statements(plan: Plan) -> dict[str, str]:
    """One statement for each way into, within and out of the tables that hold a plan."""
    work, other = plan.works.get(), PlanFactory()
    asset, document = AssetFactory(), ArchitectureDocumentFactory()
    stray = other.works.get()
    return {
        "plan changed": f"UPDATE plans_plan SET title = 'x' WHERE id = {plan.pk}",
        "plan deleted": f"DELETE FROM plans_plan WHERE id = {plan.pk}",
        "plan opened again": f"UPDATE plans_plan SET submitted_at = NULL WHERE id = {plan.pk}",
        "asset added": f"INSERT INTO plans_plan_assets (plan_id, asset_id) VALUES ({plan.pk}, {asset.pk})",
        "asset removed": f"DELETE FROM plans_plan_assets WHERE plan_id = {plan.pk}",
        "document added": "INSERT INTO plans_plan_architecture (plan_id, architecturedocument_id) "
        f"VALUES ({plan.pk}, {document.pk})",
        "document removed": f"DELETE FROM plans_plan_architecture WHERE plan_id = {plan.pk}",
        "work changed": f"UPDATE plans_plannedwork SET title = 'x' WHERE plan_id = {plan.pk}",
        "work moved in": f"UPDATE plans_plannedwork SET plan_id = {plan.pk}, position = 99 WHERE id = {stray.pk}",
        "work moved out": f"UPDATE plans_plannedwork SET plan_id = {other.pk}, position = 99 WHERE id = {work.pk}",
        "work asset added": "INSERT INTO plans_plannedwork_assets (plannedwork_id, asset_id) "
        f"VALUES ({work.pk}, {asset.pk})",
        "work asset removed": f"DELETE FROM plans_plannedwork_assets WHERE plannedwork_id = {work.pk}",
        "item changed": f"UPDATE plans_checklistitem SET text = 'x' WHERE work_id = {work.pk}",
        "item removed": f"DELETE FROM plans_checklistitem WHERE work_id = {work.pk}",
        "evidence changed": f"UPDATE plans_requiredevidence SET count = 9 WHERE work_id = {work.pk}",
    }


def _row_2_statements(plan: Plan) -> dict[str, str]:
    stray = PlanFactory().criteria.get()
    return {
        "criterion changed": f"UPDATE plans_acceptancecriterion SET weight = 1 WHERE plan_id = {plan.pk}",
        "criterion moved in": f"UPDATE plans_acceptancecriterion SET plan_id = {plan.pk}, position = 99 "
        f"WHERE id = {stray.pk}",
        "criterion removed": f"DELETE FROM plans_acceptancecriterion WHERE plan_id = {plan.pk}",
    }


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _let_by(statements: dict[str, str]) -> list[str]:
    return [name for name, statement in statements.items() if not _refuses(lambda sql=statement: _run(sql))]


def test_the_database_refuses_every_change_to_a_submitted_plan(submitted):
    assert _let_by(_statements(submitted)) == []


def test_the_database_refuses_every_change_to_a_frozen_plan(frozen):
    assert _let_by(_statements(frozen) | _row_2_statements(frozen)) == []


def test_the_database_lets_criteria_change_between_submit_and_freeze(submitted):
    statements = _row_2_statements(submitted)

    assert _let_by(statements) == list(statements)


def test_the_database_lets_a_draft_change(plan):
    statements = _statements(plan)
    harmless = {name: sql for name, sql in statements.items() if name != "plan deleted"}

    assert _let_by(harmless) == list(harmless)


def test_updates_by_queryset_are_refused_as_well(frozen):
    assert _refuses(lambda: Plan.objects.filter(pk=frozen.pk).update(title="x"))
    assert _refuses(lambda: PlannedWork.objects.filter(plan=frozen).update(title="x"))
    assert _refuses(lambda: AcceptanceCriterion.objects.filter(plan=frozen).delete())
    assert _refuses(lambda: frozen.assets.clear())
    assert _refuses(
        lambda: frozen.include_assets(AssetFactory._meta.model.objects.filter(pk=AssetFactory().pk))
    )


# --- Screens and admin site ------------------------------------------------------------------------------------


def _row_1_pages(plan: Plan) -> list[str]:
    work = plan.works.get()
    return [
        reverse("plans:edit", args=[plan.pk]),
        reverse("plans:scope_add", args=[plan.pk]),
        reverse("plans:scope_remove", args=[plan.pk]),
        reverse("plans:architecture", args=[plan.pk]),
        reverse("plans:work_create", args=[plan.pk]),
        reverse("plans:work_edit", args=[plan.pk, work.pk]),
        reverse("plans:work_delete", args=[plan.pk, work.pk]),
        reverse("plans:work_assets_add", args=[plan.pk, work.pk]),
        reverse("plans:work_assets_remove", args=[plan.pk, work.pk]),
    ]


def _row_2_pages(plan: Plan) -> list[str]:
    criterion = plan.criteria.get()
    return [
        reverse("plans:criterion_create", args=[plan.pk]),
        reverse("plans:criterion_edit", args=[plan.pk, criterion.pk]),
        reverse("plans:criterion_delete", args=[plan.pk, criterion.pk]),
        reverse("plans:criteria_balance", args=[plan.pk]),
        reverse("plans:criteria_library", args=[plan.pk]),
    ]


def test_every_form_of_a_frozen_plan_answers_409_with_the_reason(as_operator, frozen):
    for address in _row_1_pages(frozen) + _row_2_pages(frozen):
        answer = as_operator.post(address)
        assert answer.status_code == 409, address
        assert "telah dibekukan pada akhir baris 2" in answer.content.decode()
        assert "Tidak dapat diubah lagi" in answer.content.decode()
        assert "Yang masih kurang" not in answer.content.decode()


def test_a_submitted_plan_answers_409_for_row_1_and_still_offers_the_criteria(as_operator, submitted):
    for address in _row_1_pages(submitted):
        answer = as_operator.post(address)
        assert answer.status_code == 409, address
        assert "telah diajukan pada akhir baris 1" in answer.content.decode()

    assert as_operator.get(reverse("plans:criterion_create", args=[submitted.pk])).status_code == 200


def test_the_pages_of_a_frozen_plan_say_so_and_offer_no_change(as_operator, frozen):
    for name in ("detail", "scope", "works", "criteria", "preview"):
        page = as_operator.get(reverse(f"plans:{name}", args=[frozen.pk])).content.decode()
        assert "Tidak ada lagi yang dapat diubah" in page
        assert "/edit/" not in page and "/new/" not in page


def test_the_admin_site_shows_a_plan_and_changes_nothing(client, administrator, plan):
    client.force_login(administrator)
    address = reverse("admin:plans_plan_change", args=[plan.pk])

    page = client.get(address)
    assert page.status_code == 200 and 'name="_save"' not in page.content.decode()
    assert client.post(address, {"title": "x"}).status_code == 403
    assert client.post(reverse("admin:plans_plan_delete", args=[plan.pk])).status_code == 403
