"""Factories for plans that are ready to submit, and for their parts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import factory

from accounts.models import Role
from plans.models import (
    AcceptanceCriterion,
    ChecklistItem,
    CriterionKind,
    CriterionTemplate,
    EvidencePurpose,
    ItemKind,
    Operator,
    Plan,
    PlanBasis,
    PlannedWork,
    RequiredEvidence,
)
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory, CategoryFactory


class PlanFactory(factory.django.DjangoModelFactory[Plan]):
    """A plan of a budget year, the present one unless `budget_year` is given, with dates from January to December.

    It is ready to submit: two assets in scope, the dependency map, one quarterly work on both assets and one
    criterion of weight 100. `assets=[...]` names the assets or says how many; `works=0` and `criteria=0` leave these
    out.
    """

    class Meta:
        model = Plan
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Pemeliharaan pusat data {n}")
    basis = PlanBasis.BUDGET_YEAR
    budget_year = factory.LazyFunction(lambda: date.today().year)
    starts_on = factory.LazyAttribute(lambda plan: date(plan.budget_year or date.today().year, 1, 1))
    ends_on = factory.LazyAttribute(lambda plan: date(plan.budget_year or date.today().year, 12, 31))
    objective = "Infrastruktur tersedia sepanjang tahun"
    budget = Decimal(100_000_000)
    uses_map = True
    created_by = factory.SubFactory(UserFactory, role=Role.OPERATOR)

    @factory.post_generation
    def assets(self: Plan, create: bool, extracted: Any, **kwargs: Any) -> None:
        if not create:
            return
        chosen = 2 if extracted is None else extracted
        self.assets.set(AssetFactory.create_batch(chosen) if isinstance(chosen, int) else chosen)

    @factory.post_generation
    def works(self: Plan, create: bool, extracted: int | None, **kwargs: Any) -> None:
        if create:
            PlannedWorkFactory.create_batch(1 if extracted is None else extracted, plan=self, **kwargs)

    @factory.post_generation
    def criteria(self: Plan, create: bool, extracted: int | None, **kwargs: Any) -> None:
        number = 1 if extracted is None else extracted
        if create and number:
            AcceptanceCriterionFactory.create_batch(number, plan=self, weight=Decimal(100) / number, **kwargs)


class PlannedWorkFactory(factory.django.DjangoModelFactory[PlannedWork]):
    """Quarterly on the 15th, from January of the plan's year; on every asset of the plan unless `assets=[...]`."""

    class Meta:
        model = PlannedWork
        skip_postgeneration_save = True

    plan = factory.SubFactory(PlanFactory, works=0)
    title = factory.Sequence(lambda n: f"Pemeriksaan berkala {n}")
    rule = "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15"
    anchor = factory.LazyAttribute(lambda work: work.plan.starts_on.replace(day=15))
    estimated_hours = Decimal(2)
    estimated_cost = Decimal(1_500_000)

    @factory.post_generation
    def assets(self: PlannedWork, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            self.assets.set(self.plan.assets.all() if extracted is None else extracted)


class ChecklistItemFactory(factory.django.DjangoModelFactory[ChecklistItem]):
    class Meta:
        model = ChecklistItem

    work = factory.SubFactory(PlannedWorkFactory)
    text = factory.Sequence(lambda n: f"Butir periksa {n}")
    kind = ItemKind.YES_NO


class RequiredEvidenceFactory(factory.django.DjangoModelFactory[RequiredEvidence]):
    class Meta:
        model = RequiredEvidence

    work = factory.SubFactory(PlannedWorkFactory)
    purpose = EvidencePurpose.PHOTO
    count = 1


class AcceptanceCriterionFactory(factory.django.DjangoModelFactory[AcceptanceCriterion]):
    """Weighs 100, so that one alone completes row 2."""

    class Meta:
        model = AcceptanceCriterion

    plan = factory.SubFactory(PlanFactory, criteria=0)
    code = factory.Sequence(lambda n: f"K{n:02}")
    text = "Ketersediaan layanan selama putaran"
    kind = CriterionKind.PERCENTAGE
    operator = Operator.AT_LEAST
    target = Decimal(95)
    unit = "%"
    weight = Decimal(100)
    method = "Dihitung dari catatan pemantauan"
    evidence = "Laporan pemantauan"


class CriterionTemplateFactory(factory.django.DjangoModelFactory[CriterionTemplate]):
    class Meta:
        model = CriterionTemplate

    category = factory.SubFactory(CategoryFactory, code="ups", name="UPS")
    text = factory.Sequence(lambda n: f"Waktu cadangan baterai {n}")
    kind = CriterionKind.NUMBER
    operator = Operator.AT_LEAST
    target = Decimal(15)
    unit = "menit"
    method = "Uji beban"
    evidence = "Lembar uji"
    default_weight = Decimal(25)
