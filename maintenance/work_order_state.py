"""States of a work order. This module is separate from the model, so that guards need not import models."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class WorkOrderState(models.TextChoices):
    OPEN = "open", _("Terbuka")
    DOCUMENTED = "documented", _("Menunggu pemeriksaan")
    RETURNED = "returned", _("Dikembalikan")
    ACCEPTED = "accepted", _("Diterima")
    NOT_DONE = "not_done", _("Tidak dilaksanakan")


CLOSED_STATES = (WorkOrderState.ACCEPTED, WorkOrderState.NOT_DONE)
IN_WORK = (WorkOrderState.OPEN, WorkOrderState.RETURNED)
NOT_CLOSED_STATES = (*IN_WORK, WorkOrderState.DOCUMENTED)
