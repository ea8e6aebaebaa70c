"""Database constraints that several rooms build in the same way."""

from django.db.models import CheckConstraint, Choices, Q


def choices_constraint(model_field_name: str, choices_class: type[Choices], name: str) -> CheckConstraint:
    """A check that the column holds one of the values that `choices_class` names."""
    return CheckConstraint(condition=Q(**{f"{model_field_name}__in": choices_class.values}), name=name)
