"""Example views for tests: a list of users that uses every feature of `core.lists.listing`, and error pages."""

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import include, path
from django.utils.safestring import SafeString

from accounts.access import SignedInRequest, public, roles
from accounts.models import Role
from config import urls as site
from core.http.errors import conflict_page
from core.lists.listing import CsvColumn, Filter, Listing, Sort, Table, TableColumn


@public
def people(request: HttpRequest) -> HttpResponseBase:
    return Listing(
        get_user_model().objects.all(),
        request,
        search=("full_name__icontains", "email__icontains"),
        filters=[
            Filter("role", "Peran", Role.choices),
            Filter("initial", "Huruf", [("a", "A")], apply="full_name__istartswith"),
            Filter("off", "Nonaktif", [("1", "Ya")], apply=lambda qs, value: qs.filter(is_active=False)),
        ],
        sorts=[Sort("name", "Nama", ("full_name",)), Sort("role", "Peran", ("role", "full_name"))],
        table=Table(
            columns=(
                TableColumn(sort="name"),
                TableColumn(sort="role", css="num"),
                TableColumn("Sandi", unlabelled=True),
            ),
            row=lambda person: (person.full_name, person.role, SafeString("<i>-</i>")),
            fields=("pk", "full_name", "role"),
        ),
        csv_columns=[
            CsvColumn("Nama", "full_name"),
            CsvColumn("Peran", "role", labels=Role.choices),
            CsvColumn("Aktif", "is_active"),
        ],
        filename="orang",
        page_by_key="by_key" in request.GET,
    ).respond("tests/people.html")


@public
def searched(request: HttpRequest) -> HttpResponseBase:
    everybody = get_user_model().objects.all()
    found = Listing(everybody, request, search=lambda people, words: people.filter(full_name=words))
    return found.respond("tests/people_searched.html")


@public
def newest(request: HttpRequest) -> HttpResponseBase:
    """List users, the newest first; the default filter shows operators only."""
    found = Listing(
        get_user_model().objects.all(),
        request,
        search=("full_name__icontains",),
        filters=[Filter("role", "Peran", Role.choices, default=Role.OPERATOR)],
        sorts=[Sort("joined", "Bergabung", ("-date_joined",))],
        table=Table((TableColumn(sort="joined"),), lambda person: (person.full_name,), ("pk", "full_name")),
        page_by_key="by_key" in request.GET,
    )
    return found.respond("tests/people_searched.html")


@public
def broken(request: HttpRequest) -> HttpResponseBase:
    raise RuntimeError("on purpose")


@public
def not_now(request: HttpRequest) -> HttpResponseBase:
    return conflict_page(request, reasons=[{"text": "Rencana belum memiliki aset.", "url": "/plans/1/"}])


@roles(Role.OPERATOR, Role.HEAD)
def operators_only(request: SignedInRequest) -> HttpResponseBase:
    """Return the name of the user and the submitted values."""
    return HttpResponse(
        f"{request.user.full_name}|{request.POST.get('note', '')}|{request.POST.getlist('many')}"
    )


urlpatterns = [
    path("operators-only/", operators_only),
    path("people/", people),
    path("people/newest/", newest),
    path("people/searched/", searched),
    path("broken/", broken),
    path("not-now/", not_now),
    path("", include(site.urlpatterns)),
]
handler400, handler403 = site.handler400, site.handler403
handler404, handler500 = site.handler404, site.handler500
