"""Read-only admin pages for issued documents, signatures and acknowledgements."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from reports.models import Acknowledgement, Document, Signature


class ReadOnly:
    """Admin mixin that does not allow rows to be added, changed or deleted."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Document)
class DocumentAdmin(ReadOnly, admin.ModelAdmin[Document]):
    list_display = ("number", "edition", "kind", "subject", "issued_at", "issued_by")
    list_filter = ("kind",)
    list_select_related = ("issued_by",)
    search_fields = ("number", "subject", "about")
    fields = ("number", "edition", "kind", "subject", "about", "issued_at", "issued_by", "sha256", "size")


@admin.register(Acknowledgement)
class AcknowledgementAdmin(ReadOnly, admin.ModelAdmin[Acknowledgement]):
    list_display = ("document", "manager", "at")
    list_select_related = ("document", "manager")


@admin.register(Signature)
class SignatureAdmin(ReadOnly, admin.ModelAdmin[Signature]):
    list_display = ("line", "signer", "signed_at", "certificate")
    list_select_related = ("line__document", "signer")
