"""Model of enqueued and sent mail."""

from __future__ import annotations

from datetime import datetime

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from core.http.language import Language


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    def due(self, now: datetime) -> OutgoingMailQuerySet:
        return self.filter(next_attempt_at__lte=now).order_by("next_attempt_at", "pk")


class OutgoingMail(models.Model):
    """A mail to one recipient. `key` identifies template, event and recipient, so that no mail is sent twice.

    `next_attempt_at` is None after the mail was sent or given up. The context of a sent mail is deleted, because it may
    contain a link that opens an account.
    """

    key = models.CharField(_("kunci"), max_length=200, unique=True)
    to = models.EmailField(_("kepada"))
    language = models.CharField(_("bahasa"), max_length=2, choices=Language.choices)
    template = models.CharField(_("jenis surat"), max_length=60)
    context = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    posted_at = models.DateTimeField(_("ditulis"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    next_attempt_at = models.DateTimeField(_("percobaan berikutnya"), null=True, default=timezone.now)
    sent_at = models.DateTimeField(_("terkirim"), null=True)
    last_error = models.CharField(_("kegagalan terakhir"), max_length=120, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        app_label = "core"
        verbose_name = _("surat keluar")
        verbose_name_plural = _("surat keluar")
        ordering = ["-posted_at", "-pk"]
        constraints = [
            choices_constraint("language", Language, "outgoing_mail_language_valid"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(next_attempt_at__isnull=True),
                name="outgoing_mail_sent_once",
            ),
        ]
        indexes = [models.Index(fields=["next_attempt_at"], name="outgoing_mail_due")]

    def __str__(self) -> str:
        return f"{self.template} #{self.pk}"
