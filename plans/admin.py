"""Admin pages for plans (read-only), criterion templates and holiday corrections."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from core.db.conflicts import RetryOnConflictMixin
from plans.models import AcceptanceCriterion, CriterionTemplate, HolidayOverride, Plan, PlannedWork


class ReadOnlyMixin:
    """Admin mixin that forbids add, change and delete.

    Users change plans on the pages of the application only, because those pages enforce the SOP rows.
    """

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WorkInline(ReadOnlyMixin, admin.TabularInline[PlannedWork, Plan]):
    model = PlannedWork
    fields = ("title", "rule", "anchor", "estimated_hours", "estimated_cost")


class CriterionInline(ReadOnlyMixin, admin.TabularInline[AcceptanceCriterion, Plan]):
    model = AcceptanceCriterion
    fields = ("code", "text", "operator", "target", "target_max", "unit", "weight")


@admin.register(Plan)
class PlanAdmin(ReadOnlyMixin, admin.ModelAdmin[Plan]):
    list_display = ("title", "basis", "starts_on", "ends_on", "submitted_at", "frozen_at")
    list_filter = ("basis",)
    search_fields = ("title",)
    exclude = ("assets", "architecture")
    inlines = (WorkInline, CriterionInline)


@admin.register(CriterionTemplate)
class CriterionTemplateAdmin(RetryOnConflictMixin, admin.ModelAdmin[CriterionTemplate]):
    list_display = ("text", "category", "requirement", "default_weight", "is_mandatory")
    list_select_related = ("category",)
    list_filter = ("category", "kind")
    search_fields = ("text", "method")


@admin.register(HolidayOverride)
class HolidayOverrideAdmin(RetryOnConflictMixin, admin.ModelAdmin[HolidayOverride]):
    list_display = ("day", "name", "is_holiday")
    list_filter = ("is_holiday",)
    search_fields = ("name",)
    date_hierarchy = "day"
