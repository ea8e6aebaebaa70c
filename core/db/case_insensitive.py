"""Names that people type and print name one thing however they are written: UPS-01 is ups-01."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Count, Model, UniqueConstraint, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact


def spelled(field: str, text: str) -> Exact:
    """The condition that `field` says `text`, whatever the case; by the alphabet of the database."""
    return Exact(Lower(field), Lower(Value(text)))


class OneSpelling(UniqueConstraint):
    """`OneSpelling(Lower("code"), ...)`; fields behind it say among which rows the spelling is unique.

    The sentence stands beside the field in every form, and may name the row that was first: `%(other)s`.
    """

    def deconstruct(self) -> Any:
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.UniqueConstraint", args, kwargs  # no migration depends on this module

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
            spelled(field, getattr(instance, field)),
            **{part.name: instance.serializable_value(part.name) for part in among},
        )
        if other := same.exclude(pk=instance.pk).first():
            sentence = str(self.violation_error_message) % {"other": other}
            raise ValidationError({field: ValidationError(sentence, code="unique")})


def refuse_two_spellings(app: str, model: str, field: str, *among: str) -> Callable[[Any, Any], None]:
    """The step of a migration before such a constraint: it names what people have to tell apart first."""

    def check(apps: Any, schema_editor: Any) -> None:
        rows = apps.get_model(app, model).objects.using(schema_editor.connection.alias).order_by()
        twice = rows.values(*among, spelling=Lower(field)).annotate(count=Count("pk")).filter(count__gt=1)
        if spellings := sorted({row["spelling"] for row in twice}):
            raise CommandError(
                f"Some rows of {app}.{model} have the same {field} but for its case. Rename all but one of each "
                f"with the release that ran before, then migrate again: {', '.join(spellings)}"
            )

    return check
