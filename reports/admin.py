"""The administrator enters the letterhead; issued reports are there to be read."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from reports.models import Acknowledgement, Institution, ManagementReport


@admin.register(Institution)
class InstitutionAdmin(admin.ModelAdmin[Institution]):
    """One row: it may be entered once, changed, and never removed."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Institution.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Institution | None = None) -> bool:
        return False


class ReadOnly:
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(ManagementReport)
class ManagementReportAdmin(ReadOnly, admin.ModelAdmin[ManagementReport]):
    list_display = ("number", "cycle", "issued_at", "issued_by")
    list_select_related = ("cycle", "issued_by")
    search_fields = ("number", "cycle__code")
    fields = ("number", "cycle", "issued_at", "issued_by", "sha256", "size")


@admin.register(Acknowledgement)
class AcknowledgementAdmin(ReadOnly, admin.ModelAdmin[Acknowledgement]):
    list_display = ("report", "manager", "at")
    list_select_related = ("report", "manager")
