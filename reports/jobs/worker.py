"""Run jobs: lease one job at a time from the database and run it with the rights of the user who requested it.

When a worker is killed, its lease expires and another worker runs the job from the beginning. After `MAX_ATTEMPTS`
attempts the job fails with a message.
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
from reports.jobs.outputs import produce
from reports.models import Job
from reports.models.job import Status
from reports.types.registry import NoSuchDocument

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 3


def run_next_job(limit: int = 5) -> int:
    """Run waiting jobs and return how many were run.

    Stops after `limit` jobs, because the same process also sends mail.
    """
    for done in range(limit):
        job = _lease_next_job()
        if job is None:
            return done
        with translation.override(job.requested_by.language):
            _run(job)
    return limit


def _lease_next_job() -> Job | None:
    """Lease the next waiting job, or return None.

    Other workers skip the leased job until the lease expires.
    """
    now = timezone.now()
    with transaction.atomic():
        due = Job.objects.claimable(now).select_related("requested_by", "document")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True, of=("self",))
        job = due.first()  # SQLite allows one writer at a time, so the transaction is the lock
        if job:
            job.status, job.lease_until = Status.RUNNING, lease_end()
            job.attempts += 1
            job.save(update_fields=["status", "lease_until", "attempts"])
    return job


def _run(job: Job) -> None:
    run = JobRun(job)
    try:
        if job.attempts > MAX_ATTEMPTS:
            logger.error("job %s (%s) failed after too many attempts", job.pk, job)
            run.fail(
                _("Pembuatannya terhenti %(n)s kali di tengah jalan. Hubungi administrator.")
                % {"n": MAX_ATTEMPTS}
            )
        elif sentence := _produce(job, run):
            run.fail(sentence)
    except LeaseLost:
        logger.warning("job %s (%s) was taken over by another worker", job.pk, job)


def _produce(job: Job, run: JobRun) -> str:
    """Produce the output of the job.

    Returns an empty string on success, or a sentence for the user that gives the reason of the failure.
    """
    try:
        with raise_storage_full():
            produce(job, run)
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
    except Exception:  # the user sees a message, and the worker continues with the next job
        logger.exception("job %s (%s) failed", job.pk, job)
        return _("Berkas tidak dapat dibuat karena kesalahan pada sistem. Tidak ada yang diubah.")
    logger.info("job %s (%s) is done", job.pk, job)
    return ""
