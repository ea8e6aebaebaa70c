"""Rows that are written once."""

from __future__ import annotations

from typing import Any

from django.db import models


class ImmutableError(TypeError):
    """Somebody tried to alter or delete what was issued, signed or acknowledged."""

    def __init__(self) -> None:
        super().__init__("What was issued does not change.")


class Immutable(models.Model):
    """Written once. The seals in the database say the same to whoever goes round the model."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ImmutableError
