"""Access decorators: every view has exactly one of `roles(...)`, `anyone_signed_in` and `public`."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Literal, ParamSpec, Protocol, TypeVar, cast

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import Role, User
from accounts.sign_in import sign_in_to_continue

STAFF = (Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR)  # all roles of the institution
P = ParamSpec("P")
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


class SignedInRequest(HttpRequest):
    """A request that passed `roles(...)`: its user is never anonymous."""

    user: User


class Guarded(Protocol[P]):
    access: frozenset[Role]

    def __call__(self, request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase: ...


class WrongRole(PermissionDenied):
    """The signed-in user has none of the roles in `needed`."""

    def __init__(self, needed: frozenset[Role]) -> None:
        super().__init__()
        self.needed = [role for role in Role if role in needed]


def roles(
    *allowed: Role,
) -> Callable[[Callable[Concatenate[SignedInRequest, P], HttpResponseBase]], Guarded[P]]:
    """Allow only these roles. Anonymous users are sent to the sign-in page; other users see which role is needed."""
    access = frozenset(allowed)

    def decorate(view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase]) -> Guarded[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = request.user
            if not user.is_authenticated:
                return _sign_in(request)
            if user.role not in access:
                if kwargs and user.role == Role.VENDOR:
                    raise Http404  # a vendor user must not learn which records exist
                raise WrongRole(access)
            return view(cast(SignedInRequest, request), *args, **kwargs)

        result = cast(Guarded[P], guarded)
        result.access = access
        return result

    return decorate


anyone_signed_in = roles(*Role)


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    """Redirect a page to sign-in and back; answer a form with a sign-in page that carries its fields."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    return sign_in_to_continue(request)


class PublicMark(Protocol):
    access: Literal["public"]


def public(view: V) -> V:
    """Mark a view as open to everybody, so that the access test can tell a decision from an oversight."""
    cast(PublicMark, view).access = "public"
    return view
