"""Database constraints that models of several apps use: choices, and uniqueness that ignores case."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import CheckConstraint, Choices, Model, Q, UniqueConstraint, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact


class ChoicesConstraint(CheckConstraint):
    """A check constraint that forms do not validate, because the form field has compared the choices already."""

    def validate(self, *args: Any, **options: Any) -> None:
        pass

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """Migrations use Django's class, so that they do not depend on this module."""
        _path, args, options = super().deconstruct()
        return "django.db.models.CheckConstraint", args, options


def choices_constraint(model_field_name: str, choices_class: type[Choices], name: str) -> CheckConstraint:
    """Return a check constraint: the column holds one of the values of `choices_class`."""
    return ChoicesConstraint(condition=Q(**{f"{model_field_name}__in": choices_class.values}), name=name)


def equals_ignoring_case(field: str, text: str) -> Exact:
    """Return the condition that `field` equals `text` when both are lowercased by the database."""
    return Exact(Lower(field), Lower(Value(text)))


class CaseInsensitiveUnique(UniqueConstraint):
    """Unique regardless of case: `CaseInsensitiveUnique(Lower("code"), "vendor", ...)`.

    Further expressions name the fields among which the first one is unique. Forms show the error beside the field; the
    message may name the existing row with `%(other)s`.
    """

    def deconstruct(self) -> Any:
        """Migrations use Django's class, so that they do not depend on this module."""
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, kwargs

    def validate(
        self,
        model: type[Model],
        instance: Model,
        exclude: Collection[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        lowered, *among = cast(Any, self.expressions)
        field: str = lowered.get_source_expressions()[0].name
        if exclude and field in exclude:
            return
        same = model._default_manager.using(using).filter(
            equals_ignoring_case(field, getattr(instance, field)),
            **{part.name: instance.serializable_value(part.name) for part in among},
        )
        if other := same.exclude(pk=instance.pk).first():
            sentence = str(self.violation_error_message) % {"other": other}
            raise ValidationError({field: ValidationError(sentence, code="unique")})
