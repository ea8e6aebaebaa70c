"""Thread-safe state field and mixin for django-fsm.

django-fsm switches `protected` off on the *class* during `refresh_from_db`, so another thread could write the state at
that moment. Here only the instance that reloads may write it.
"""

from typing import Any

from django.db import models
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMFieldDescriptor


class StateDescriptor(FSMFieldDescriptor):
    """Allows setting the state when the instance is created, in a transition, and while the row is reloaded."""

    def __set__(self, instance: Any, value: Any) -> None:
        values = instance.__dict__
        is_changed = self.field.name in values and values[self.field.name] != value
        if self.field.protected and is_changed and not values.get("_state_reloading"):
            raise AttributeError(f"{self.field.name} changes through a transition only")
        self.field.set_proxy(instance, value)
        self.field.set_state(instance, value)


class StateField(FSMField):
    """State of a state machine; always declare it with `protected=True`."""

    descriptor_class = StateDescriptor


class StateMixin(ConcurrentTransitionMixin):
    """Mixin placed before `models.Model`. Saving with an outdated state raises `ConcurrentTransition`."""

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__["_state_reloading"] = True
        try:
            models.Model.refresh_from_db(self, *args, **kwargs)
        finally:
            self.__dict__.pop("_state_reloading", None)
        self._update_initial_state()
