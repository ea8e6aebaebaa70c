"""The factories create valid plans."""

import pytest

from tests.plans.factories import (
    AcceptanceCriterionFactory,
    ChecklistItemFactory,
    CriterionTemplateFactory,
    PlanFactory,
    PlannedWorkFactory,
    RequiredEvidenceFactory,
)

pytestmark = pytest.mark.django_db


def test_a_plan_of_the_factory_is_ready_to_submit():
    plan = PlanFactory()

    plan.full_clean()
    assert plan.assets.count() == 2
    assert set(plan.works.get().assets.all()) == set(plan.assets.all())
    assert plan.criteria.get().weight == 100


def test_every_part_is_valid_by_its_own_rules():
    for make in (
        AcceptanceCriterionFactory,
        ChecklistItemFactory,
        CriterionTemplateFactory,
        PlannedWorkFactory,
        RequiredEvidenceFactory,
    ):
        make().full_clean()


def test_several_criteria_share_the_weight():
    assert [criterion.weight for criterion in PlanFactory(criteria=4).criteria.all()] == [25, 25, 25, 25]
