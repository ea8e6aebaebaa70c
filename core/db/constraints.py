"""Database constraints that several rooms build in the same way."""

from collections.abc import Sequence
from typing import Any

from django.db.models import CheckConstraint, Choices, Q


class OneOf(CheckConstraint):
    """Holds in the database. A form has compared the value with the choices of its field already, so that asking the
    database to compare it once more before each save would tell nothing new.
    """

    def validate(self, *args: Any, **options: Any) -> None:
        pass

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """To migrations it is what it is in the database."""
        _path, args, options = super().deconstruct()
        return "django.db.models.CheckConstraint", args, options


def choices_constraint(model_field_name: str, choices_class: type[Choices], name: str) -> CheckConstraint:
    """A check that the column, whose field has these choices, holds one of the values that `choices_class` names."""
    return OneOf(condition=Q(**{f"{model_field_name}__in": choices_class.values}), name=name)
