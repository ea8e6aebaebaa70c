"""Admin pages for outgoing mail: waiting, sent and failed mail, and a retry action."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.models import OutgoingMail


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin[OutgoingMail]):
    list_display = ("template", "to", "posted_at", "sent_at", "attempts", "next_attempt_at", "last_error")
    list_filter = ("template", ("sent_at", admin.EmptyFieldListFilter))
    search_fields = ("to",)
    date_hierarchy = "posted_at"
    fields = (
        "template",
        "to",
        "language",
        "posted_at",
        "sent_at",
        "attempts",
        "next_attempt_at",
        "last_error",
    )
    actions = ("try_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid deletion: the row prevents the same mail from being enqueued and sent again."""
        return False

    @admin.action(description=_("Coba kirim lagi surat yang belum terkirim"), permissions=["view"])
    def try_again(self, request: HttpRequest, mails: QuerySet[OutgoingMail]) -> None:
        waiting = mails.filter(sent_at__isnull=True).update(next_attempt_at=timezone.now(), attempts=0)
        text = ngettext(
            "%(n)s surat akan dicoba dikirim lagi.", "%(n)s surat akan dicoba dikirim lagi.", waiting
        )
        self.message_user(request, text % {"n": waiting}, messages.SUCCESS)
