"""When somebody else was quicker: the form is asked once more, and now it sees what was saved in between."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponseBase


class OnceMoreMiddleware:
    """A form looks before it saves, and another may save between the two. Then the database refuses what the form had
    allowed, or so does a rule that a model asks again under its lock.

    Views save in one transaction, so that nothing is kept of what was refused. Answered anew, the form meets what is
    there by now as it meets all that was there before: with its own sentence beside the field, and what was typed.
    What is refused a second time is a fault of ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        asked = request.resolver_match
        if (
            asked is None
            or request.method != "POST"
            or not isinstance(exception, IntegrityError | ValidationError)
        ):
            return None
        for _name, files in request.FILES.lists():
            for file in files:
                file.seek(0)
        answer: HttpResponseBase = asked.func(request, *asked.args, **asked.kwargs)
        return answer
