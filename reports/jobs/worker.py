"""The worker's part: one order at a time, leased from the database, carried out as the person who asked.

A worker that is killed leaves its lease behind. When that has run out the order is taken up again, from the
beginning; after `MOST_ATTEMPTS` it is given up with a sentence.
"""

from __future__ import annotations

import logging
from typing import Final

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.files.storage import StorageFull, raise_storage_full
from core.pdf.renderer import RenderError
from maintenance.reasons import Refused
from reports.jobs.job_run import JobRun, LeaseLost, lease_end
from reports.jobs.outputs import make
from reports.models import Job
from reports.models.job import Status
from reports.types.registry import NoSuchDocument

logger = logging.getLogger(__name__)

MOST_ATTEMPTS: Final = 3


def run_next_job(limit: int = 5) -> int:
    """Carries out what waits, at most `limit` orders, so that the mail has its turn; returns how many."""
    for done in range(limit):
        order = _lease()
        if order is None:
            return done
        with translation.override(order.requested_by.language):
            _carry_out(order)
    return limit


def _lease() -> Job | None:
    """The next order, put out of every other worker's reach until the lease ends."""
    now = timezone.now()
    with transaction.atomic():
        due = Job.objects.due(now).select_related("requested_by", "document")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        order = due.first()  # SQLite lets one writer in at a time, so there the transaction is the lock
        if order:
            order.status, order.lease_until = Status.RUNNING, lease_end()
            order.attempts += 1
            order.save(update_fields=["status", "lease_until", "attempts"])
    return order


def _carry_out(order: Job) -> None:
    turn = JobRun(order)
    try:
        if order.attempts > MOST_ATTEMPTS:
            logger.error("rendering %s (%s) is given up", order.pk, order)
            turn.fail(
                _("Pembuatannya terhenti %(n)s kali di tengah jalan. Hubungi administrator.")
                % {"n": MOST_ATTEMPTS}
            )
        elif sentence := _made(order, turn):
            turn.fail(sentence)
    except LeaseLost:
        logger.warning("rendering %s (%s) went on elsewhere", order.pk, order)


def _made(order: Job, turn: JobRun) -> str:
    """Empty when it was made, else why not."""
    try:
        with raise_storage_full():
            make(order, turn)
    except LeaseLost:
        raise
    except NoSuchDocument:
        return _("Dokumen ini tidak ada lagi, atau tidak lagi terbuka bagi Anda.")
    except Refused as refused:
        return " ".join(str(reason) for reason in refused.reasons)
    except RenderError as error:
        return str(error)
    except StorageFull:
        return _(
            "Ruang penyimpanan server penuh, sehingga berkas tidak dapat disimpan. Tidak ada yang diubah. "
            "Hubungi administrator, lalu minta sekali lagi."
        )
    except Exception:  # whatever failed, the person is told and the worker goes on
        logger.exception("rendering %s (%s) failed", order.pk, order)
        return _("Berkas tidak dapat dibuat karena kesalahan pada sistem. Tidak ada yang diubah.")
    logger.info("rendering %s (%s) is done", order.pk, order)
    return ""
