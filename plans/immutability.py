"""Database triggers that reject changes of submitted and frozen plans.

A submitted plan is protected together with its scope and its planned work. A frozen plan is protected together with
its criteria too. The only update that a submitted plan accepts is the update that freezes the plan.
"""

from core.db.immutability import ImmutabilityTrigger

SUBMITTED, FROZEN = "the plan is submitted", "the plan is frozen"


def _plan(plan_id: str, column: str) -> str:
    return f"EXISTS (SELECT 1 FROM plans_plan p WHERE p.id = {plan_id} AND p.{column} IS NOT NULL)"


def _work(work_id: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM plans_plan p JOIN plans_plannedwork w ON w.plan_id = p.id "
        f"WHERE w.id = {work_id} AND p.submitted_at IS NOT NULL)"
    )


def _triggers(table: str, name: str, locked: str, message: str = SUBMITTED) -> list[ImmutabilityTrigger]:
    """Return triggers that reject inserting, changing and deleting rows of a locked plan.

    `locked` is a SQL condition. Its placeholder `{row}` is replaced with OLD or NEW.
    """
    return [
        ImmutabilityTrigger(f"{name}_in", table, ("INSERT", "UPDATE"), locked.format(row="NEW"), message),
        ImmutabilityTrigger(f"{name}_out", table, ("UPDATE", "DELETE"), locked.format(row="OLD"), message),
    ]


TRIGGERS = [
    ImmutabilityTrigger(
        "plan_frozen", "plans_plan", ("UPDATE", "DELETE"), "OLD.frozen_at IS NOT NULL", FROZEN
    ),
    ImmutabilityTrigger(
        "plan_submitted",
        "plans_plan",
        ("UPDATE",),
        "OLD.submitted_at IS NOT NULL AND NEW.frozen_at IS NULL",
        SUBMITTED,
    ),
    ImmutabilityTrigger(
        "plan_submitted_kept", "plans_plan", ("DELETE",), "OLD.submitted_at IS NOT NULL", SUBMITTED
    ),
    *_triggers("plans_plan_assets", "plan_assets_locked", _plan("{row}.plan_id", "submitted_at")),
    *_triggers("plans_plan_architecture", "plan_architecture_locked", _plan("{row}.plan_id", "submitted_at")),
    *_triggers("plans_plannedwork", "planned_work_locked", _plan("{row}.plan_id", "submitted_at")),
    *_triggers("plans_plannedwork_assets", "planned_work_assets_locked", _work("{row}.plannedwork_id")),
    *_triggers("plans_checklistitem", "checklist_locked", _work("{row}.work_id")),
    *_triggers("plans_requiredevidence", "required_evidence_locked", _work("{row}.work_id")),
    *_triggers("plans_acceptancecriterion", "criterion_frozen", _plan("{row}.plan_id", "frozen_at"), FROZEN),
]
