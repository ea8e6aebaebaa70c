"""Whether it is a page that is asked for, or an answer for a script."""

from django.http import HttpRequest


def wants_json(request: HttpRequest) -> bool:
    """Browsers never ask for JSON when they open a page or send a form."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
