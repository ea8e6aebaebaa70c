"""Every view that saves a model form is retried on conflict (`core.db.conflicts`)."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.forms import BaseModelForm
from django.forms.models import BaseModelFormSet
from django.urls import get_resolver

from core.db.conflicts import RetryOnConflictMixin
from tests.test_access import walk

VIEWS = {
    address: entry.callback
    for address, entry in walk(get_resolver().url_patterns)
    if entry.callback.__module__.split(".")[0] in settings.OUR_APPS
}


def refuses_post(view: Callable[..., Any]) -> bool:
    """Whether one of the decorators is `require_GET` or `require_safe`."""
    while hasattr(view, "__wrapped__"):
        closure = inspect.getclosurevars(view).nonlocals
        if "POST" not in closure.get("request_method_list", ["POST"]):
            return True
        view = view.__wrapped__
    return False


def referenced(function: FunctionType) -> Iterator[object]:
    """Yield the module-level objects that the function names, and the attributes of modules that it names."""
    names = function.__code__.co_names
    for name in names:
        target = function.__globals__.get(name)
        yield target
        if isinstance(target, ModuleType):
            yield from (getattr(target, attribute, None) for attribute in names)


def uses_model_form(view: Callable[..., Any]) -> bool:
    """Whether the view, or a project function that it calls directly or indirectly, names a model form class."""
    seen: set[object] = set()
    pending: list[object] = [inspect.unwrap(view)]
    while pending:
        current = pending.pop()
        if isinstance(current, type) and issubclass(current, BaseModelForm | BaseModelFormSet):
            return True
        if isinstance(current, FunctionType) and current not in seen:
            seen.add(current)
            if current.__module__.split(".")[0] in settings.OUR_APPS:
                pending.extend(referenced(inspect.unwrap(current)))
    return False


FORM_VIEWS = [address for address, view in VIEWS.items() if not refuses_post(view) and uses_model_form(view)]


def test_the_views_with_model_forms_are_found() -> None:
    assert {"vendors/new/", "assets/<int:pk>/edit/", "plans/<int:pk>/edit/"} <= set(FORM_VIEWS)
    assert "vendors/" not in FORM_VIEWS


@pytest.mark.parametrize("address", FORM_VIEWS)
def test_a_view_that_saves_a_model_form_is_retried(address: str) -> None:
    assert getattr(VIEWS[address], "retries_on_conflict", False)


@pytest.mark.parametrize("model", [model for model in admin.site._registry], ids=lambda model: model.__name__)
def test_an_admin_form_is_retried(model: type[Any], rf: Any, administrator: Any) -> None:
    model_admin = admin.site._registry[model]
    if not model.__module__.startswith(tuple(settings.OUR_APPS)):
        return
    request = rf.get("/")
    request.user = administrator
    is_editable = model_admin.has_add_permission(request) or model_admin.has_change_permission(request)
    assert isinstance(model_admin, RetryOnConflictMixin) or not is_editable
