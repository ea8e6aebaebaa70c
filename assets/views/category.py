"""Categories: list, form, and deletion of unused ones."""

from django.contrib import messages
from django.db.models import OuterRef, ProtectedError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import STAFF, SignedInRequest, roles
from assets.forms import CategoryForm
from assets.models import Asset, Category
from assets.views import EDITORS
from core.db.conflicts import retry_on_conflict
from core.db.functions import count_related
from core.lists.listing import CsvColumn, Listing, Sort


@roles(*STAFF)
@require_GET
def category_list(request: SignedInRequest) -> HttpResponseBase:
    count = count_related(Asset.objects.filter(category=OuterRef("pk")))
    return Listing(
        Category.objects.visible_to(request.user).annotate(asset_count=count),
        request,
        search=("name__icontains", "code__icontains"),
        placeholder=_("Nama atau kode"),
        sorts=[Sort("name", _("Nama"), ("name",))],
        csv_columns=[
            CsvColumn(_("Nama"), "name"),
            CsvColumn(_("Kode"), "code"),
            CsvColumn(_("Aset"), "asset_count"),
        ],
        filename="kategori",
    ).respond("assets/category_list.html")


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def category_create(request: SignedInRequest) -> HttpResponseBase:
    return _form(request, Category())


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def category_edit(request: SignedInRequest, pk: int) -> HttpResponseBase:
    return _form(request, _category(request, pk))


def _form(request: SignedInRequest, category: Category) -> HttpResponseBase:
    heading = category.name
    form = CategoryForm(request.POST or None, instance=category)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, gettext("Kategori %(name)s tersimpan.") % {"name": category.name})
        return redirect("assets:categories")
    context = {"form": form, "heading": heading}
    return render(request, "assets/category_form.html", context, status=422 if form.errors else 200)


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def category_delete(request: SignedInRequest, pk: int) -> HttpResponseBase:
    category = _category(request, pk)
    if request.method == "GET":
        return render(request, "assets/category_delete.html", {"category": category})
    try:
        category.delete()
    except ProtectedError:
        text = gettext(
            "Kategori %(name)s tidak dihapus: masih dipakai aset, atau kriteria dalam pustaka kriteria."
        )
        messages.warning(request, text % {"name": category.name})
    else:
        messages.success(request, gettext("Kategori %(name)s dihapus.") % {"name": category.name})
    return redirect("assets:categories")


def _category(request: SignedInRequest, pk: int) -> Category:
    return get_object_or_404(Category.objects.visible_to(request.user), pk=pk)
