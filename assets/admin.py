"""Admin pages for categories, locations, assets and architecture documents."""

from django.contrib import admin
from django.http import HttpRequest

from assets.models import ArchitectureDocument, ArchitectureVersion, Asset, Category, Dependency, Location
from core.db.conflicts import RetryOnConflictMixin
from core.forms.inline import InlineModelForm


@admin.register(Category)
class CategoryAdmin(RetryOnConflictMixin, admin.ModelAdmin[Category]):
    list_display = ("name", "code")
    search_fields = ("name", "code")
    prepopulated_fields = {"code": ("name",)}


@admin.register(Location)
class LocationAdmin(RetryOnConflictMixin, admin.ModelAdmin[Location]):
    list_display = ("path", "name")
    search_fields = ("path",)
    autocomplete_fields = ("parent",)


class DependencyInline(admin.TabularInline[Dependency, Asset]):
    model = Dependency
    form = InlineModelForm[Dependency]
    fk_name = "asset"
    extra = 0
    autocomplete_fields = ("depends_on",)


@admin.register(Asset)
class AssetAdmin(RetryOnConflictMixin, admin.ModelAdmin[Asset]):
    list_display = ("code", "name", "category", "location", "status", "criticality")
    list_select_related = ("category", "location")
    list_filter = ("category", "status", "criticality")
    search_fields = ("code", "name", "serial_number")
    autocomplete_fields = ("category", "location", "within")
    inlines = (DependencyInline,)


class VersionInline(admin.TabularInline[ArchitectureVersion, ArchitectureDocument]):
    """Read-only list of versions; new versions are uploaded on the page of the document, which inspects the file."""

    model = ArchitectureVersion
    fields = readonly_fields = (
        "number",
        "original_name",
        "size",
        "sha256",
        "note",
        "uploaded_by",
        "uploaded_at",
    )
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: ArchitectureDocument | None = None) -> bool:
        return False


@admin.register(ArchitectureDocument)
class ArchitectureDocumentAdmin(RetryOnConflictMixin, admin.ModelAdmin[ArchitectureDocument]):
    list_display = ("title",)
    search_fields = ("title",)
    inlines = (VersionInline,)
