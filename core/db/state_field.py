"""A state field and mixin that survive threads: nothing is switched on the class while a row is reloaded.

django-fsm lifts `protected` on the *class* during `refresh_from_db`, so another thread could write the
state in that moment. Here the permission to write lies on the one instance that is reloading.
"""

from typing import Any

from django.db import models
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMFieldDescriptor


class StateDescriptor(FSMFieldDescriptor):
    """Lets the state be set once per instance, by a transition, or while the row is reloaded."""

    def __set__(self, instance: Any, value: Any) -> None:
        known = instance.__dict__
        moved = self.field.name in known and known[self.field.name] != value
        if self.field.protected and moved and not known.get("_state_reloading"):
            raise AttributeError(f"{self.field.name} changes through a transition only")
        self.field.set_proxy(instance, value)
        self.field.set_state(instance, value)


class StateField(FSMField):
    """The field of a state machine; always declared with `protected=True`."""

    descriptor_class = StateDescriptor


class StateMixin(ConcurrentTransitionMixin):
    """Put before `models.Model`: a save on a stale state raises `ConcurrentTransition`."""

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        self.__dict__["_state_reloading"] = True
        try:
            models.Model.refresh_from_db(self, *args, **kwargs)
        finally:
            self.__dict__.pop("_state_reloading", None)
        self._update_initial_state()
