"""Base class of models whose rows cannot change."""

from __future__ import annotations

from typing import Any

from django.db import models


class ImmutableError(TypeError):
    """Raised on an attempt to change or delete a row of an immutable model."""

    def __init__(self) -> None:
        super().__init__("This row cannot be changed or deleted.")


class ImmutableModel(models.Model):
    """Base model whose rows cannot be changed or deleted.

    Database triggers reject changes by SQL that does not use this class.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ImmutableError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ImmutableError
