"""Who may open a view: every view carries exactly one of `roles(...)`, `anyone_signed_in` and `public`."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, Protocol, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import Role, User

STAFF = (Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR)  # everybody of the institution
P = ParamSpec("P")
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class SignedInRequest(HttpRequest):
    """A request behind `roles(...)`: its user is a person, never anonymous."""

    user: User


class Guarded(Protocol[P]):
    access: frozenset[Role]

    def __call__(self, request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase: ...


class WrongRole(PermissionDenied):
    """Signed in, but not in a role that may do this; carries the roles that may."""

    def __init__(self, needed: frozenset[Role]) -> None:
        super().__init__()
        self.needed = [role for role in Role if role in needed]


def roles(
    *allowed: Role,
) -> Callable[[Callable[Concatenate[SignedInRequest, P], HttpResponseBase]], Guarded[P]]:
    """Let only these roles in; anonymous people go to the sign-in page, others see which role is needed."""
    access = frozenset(allowed)

    def decorate(view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase]) -> Guarded[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = request.user
            if not user.is_authenticated:
                return _sign_in(request)
            if user.role not in access:
                if kwargs and user.role == Role.VENDOR:
                    raise Http404  # nobody outside learns which records there are, nor that there could be any
                raise WrongRole(access)
            return view(cast(SignedInRequest, request), *args, **kwargs)

        result = cast(Guarded[P], guarded)
        result.access = access
        return result

    return decorate


anyone_signed_in = roles(*Role)


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    """A page is simply asked for again after signing in; a form must not lose what was typed."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    from accounts.views import sign_in_to_continue  # that page is itself a guarded room's neighbour

    return sign_in_to_continue(request)


class PublicMark(Protocol):
    access: Literal["public"]


def public(view: V) -> V:
    """Mark a view as open to everybody, so that the access table can tell intent from oversight."""
    cast(PublicMark, view).access = "public"
    return view
