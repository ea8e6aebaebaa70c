"""Content negotiation."""

from django.http import HttpRequest


def wants_json(request: HttpRequest) -> bool:
    """Return whether a script sent the request: browsers do not accept JSON when they open a page or send a form."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"
