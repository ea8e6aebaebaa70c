"""Retry a form view after a conflict with another request that saved at the same time.

A form is validated before it is saved, and another request can save between the two. Then the database refuses the
save (`IntegrityError`), or a model refuses it when it checks its rules again under a lock (`ValidationError`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import method_decorator

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin

    BaseModelAdmin = ModelAdmin[Any]
else:
    BaseModelAdmin = object

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)


class RetriedView(Protocol):
    retries_on_conflict: bool


def retry_on_conflict(
    view: Callable[Concatenate[R, P], HttpResponseBase],
) -> Callable[Concatenate[R, P], HttpResponseBase]:
    """Run the view a second time when a POST fails with `IntegrityError` or `ValidationError`.

    In the second run the form finds the data that the other request has saved. It shows its usual message beside the
    field and keeps the entered values. A second conflict is raised to the caller.

    The view must save in one transaction, so that the first run stores nothing. The decorator itself opens no
    transaction: on SQLite that would hold the write lock while the form is validated.
    """

    @wraps(view)
    def retrying(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        try:
            return view(request, *args, **kwargs)
        except (IntegrityError, ValidationError):
            for _name, files in request.FILES.lists():
                for file in files:
                    file.seek(0)
        return view(request, *args, **kwargs)

    # A test checks that every view with a model form has this attribute.
    cast(RetriedView, retrying).retries_on_conflict = True
    return retrying


class RetryOnConflictMixin(BaseModelAdmin):
    """Model admin whose add and change forms are retried on conflict."""

    @method_decorator(retry_on_conflict)
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        return super().changeform_view(request, object_id, form_url, extra_context)
