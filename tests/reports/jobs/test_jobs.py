"""Document jobs: requests, results, failures, leases and retention."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from core.pdf.renderer import RenderError
from maintenance.models import Cycle, Round
from maintenance.reasons import MayNot, NotYet
from maintenance.sop import State
from organization.models import Institution
from reports.issuing.requests import IssueRequest
from reports.jobs import (
    delete_old_files,
    request_draft,
    request_issue,
    request_workbook,
    retry_job,
    run_next_job,
)
from reports.jobs.job_run import JobRun
from reports.models import Document, DocumentKind, Job, Output
from reports.models.job import Status, Step
from reports.types.registry import DocumentType
from tests.accounts.factories import UserFactory
from tests.reports.factories import Story
from vendors.models import Membership

PLAN = DocumentKind.PLAN
REPORT = DocumentKind.REPORT


def files(settings: Any) -> list[Path]:
    """Return the stored files of documents and jobs."""
    root = Path(settings.MEDIA_ROOT)
    folders = [root / "reports", root / "renderings"]
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def plan(story: Story, by: User | None = None, correction: str = "") -> IssueRequest:
    return IssueRequest(PLAN, story.cycle.pk, by or story.head, correction)


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def pdf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[], Any]], list[int]]]:
    """`pdf(action)` replaces rendering: calls `action` and returns a fake PDF. Returns a list with the call count."""

    def replace_rendering(action: Callable[[], Any] = lambda: None) -> list[int]:
        made: list[int] = []

        def quick(document_type: DocumentType, data: Any) -> bytes:
            made.append(1)
            action()
            return b"%PDF-1.7 cepat"

        monkeypatch.setattr(DocumentType, "render_pdf", quick)
        return made

    yield replace_rendering


def refuse() -> None:
    raise RenderError("PDF membutuhkan terlalu banyak memori.")


# Results


def test_a_draft_is_visible_to_its_requester_only_and_never_cached(story: Story, pdf, signed_in, operator):
    pdf()
    draft = request_draft(plan(story))
    assert run_next_job() == 1
    draft.refresh_from_db()
    assert (draft.status, draft.step, draft.document) == (Status.DONE, Step.STORING, None)
    response = signed_in(story.head).get(draft.file_url)
    assert b"".join(response.streaming_content) == b"%PDF-1.7 cepat"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="rancangan-RP-{story.cycle.code}.pdf"'
    assert "attachment" in signed_in(story.head).get(draft.file_url, {"download": ""})["Content-Disposition"]
    for other in (operator, UserFactory(role=Role.VENDOR)):
        assert signed_in(other).get(draft.file_url).status_code == 404
        assert signed_in(other).get(draft.get_absolute_url()).status_code == 404


def test_the_job_finishes_in_the_issuing_transaction(story: Story, pdf):
    pdf()
    job = request_issue(plan(story))
    run_next_job()
    job.refresh_from_db()
    assert job.is_done and job.file == ""
    assert job.document == Document.objects.get()
    assert job.document.issued_by == story.head


def test_a_correction_job_issues_the_next_edition(story: Story, pdf, signed_in):
    pdf()
    client = signed_in(story.head)
    url = reverse("reports:issue_document", args=[PLAN, story.cycle.pk])
    client.post(url)
    run_next_job()
    client.post(url, {"correction": "Anggaran keliru."})
    run_next_job()
    second = Document.objects.current().get(kind=PLAN)
    assert (second.edition, second.correction) == (2, "Anggaran keliru.")


def test_no_request_renders_a_pdf(story: Story, signed_in, monkeypatch):
    def never(document_type: DocumentType, data: Any) -> bytes:
        raise AssertionError("the web process renders")

    monkeypatch.setattr(DocumentType, "render_pdf", never)
    client = signed_in(story.head)
    for name in ("reports:draft", "reports:workbook", "reports:issue_document"):
        address = reverse(name, args=[PLAN, story.cycle.pk])
        assert client.post(address).status_code == 302
    assert client.post(reverse("reports:issue_report", args=[story.cycle.pk])).status_code == 302
    assert Job.objects.open().count() == 4


# Repeated requests


def test_a_second_request_returns_the_open_job(story: Story, pdf):
    pdf()
    assert request_draft(plan(story)) == request_draft(plan(story))
    assert request_issue(plan(story)) == request_issue(plan(story))
    assert request_workbook(plan(story)) == request_workbook(plan(story))
    assert run_next_job() == 3


def test_the_database_rejects_a_second_open_job(story: Story):
    for output in (Output.DRAFT, Output.ISSUE):
        same = {"output": output, "kind": PLAN, "subject": story.cycle.pk, "requested_by": story.head}
        Job.objects.create(**same)
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.create(**same)


def test_two_users_who_issue_the_same_document_share_one_job(story: Story, pdf, signed_in):
    pdf()
    first = request_issue(plan(story, story.operator))
    client = signed_in(story.head)
    text = page(client.post(reverse("reports:issue_document", args=[PLAN, story.cycle.pk]), follow=True))
    assert "Ani Operator sudah meminta penerbitan dokumen ini" in text
    assert "Diminta oleh Ani Operator" in text and "Terbitkan dokumen" not in text
    assert Job.objects.get() == first
    run_next_job()
    assert Document.objects.get().issued_by == story.operator


def test_a_draft_with_unchanged_content_is_reused(story: Story, pdf):
    made = pdf()
    first = request_draft(plan(story))
    run_next_job()
    assert request_draft(plan(story)) == first
    assert run_next_job() == 0

    Institution.objects.update(city="Jakarta")
    assert request_draft(plan(story)) != first
    run_next_job()
    assert len(made) == 2


def test_a_reused_result_is_announced_to_the_user(story: Story, pdf, signed_in):
    pdf()
    client, address = signed_in(story.head), reverse("reports:draft", args=[PLAN, story.cycle.pk])
    assert "belum berubah" not in page(client.post(address, follow=True))
    run_next_job()
    assert "Isinya belum berubah sejak berkas ini dibuat" in page(client.post(address, follow=True))


# Failures


def test_a_failed_job_states_the_reason_and_leaves_no_file(story: Story, pdf, settings, signed_in):
    pdf(refuse)
    job, draft = request_issue(IssueRequest(REPORT, story.cycle.pk, story.head)), request_draft(plan(story))
    run_next_job()
    for each in (job, draft):
        each.refresh_from_db()
        assert (each.status, each.error_message) == (Status.FAILED, "PDF membutuhkan terlalu banyak memori.")
    assert files(settings) == [] and not Document.objects.exists()
    assert Cycle.objects.get(pk=story.cycle.pk).state == State.REPORTING
    pdf()
    client = signed_in(story.head)
    client.post(reverse("reports:job_retry", args=[job.token]))
    run_next_job()
    assert Document.objects.get().kind == REPORT


def test_memory_and_time_limits_are_reported(story: Story, settings):
    settings.PDF_MEMORY_MB = 100
    settings.PDF_SECONDS = 60
    memory = request_draft(plan(story))
    run_next_job()
    memory.refresh_from_db()
    assert memory.status == Status.FAILED and "Tidak ada yang diubah" in memory.error_message
    settings.PDF_MEMORY_MB, settings.PDF_SECONDS = 1024, 0.01
    time = request_issue(plan(story))
    run_next_job()
    time.refresh_from_db()
    assert "belum selesai dalam" in time.error_message
    assert files(settings) == [] and not Document.objects.exists()


def test_an_unexpected_error_is_reported(story: Story, pdf, caplog):
    pdf(lambda: 1 / 0)
    job = request_draft(plan(story))
    run_next_job()
    job.refresh_from_db()
    assert "kesalahan pada sistem" in job.error_message
    assert "ZeroDivisionError" in caplog.text


def test_an_issue_job_fails_when_the_content_keeps_changing(story: Story, pdf):
    made: list[int] = []

    def change() -> None:
        made.append(1)
        Cycle.objects.filter(pk=story.cycle.pk).update(recommendations=f"Perubahan {len(made)}.")

    pdf(change)
    job = request_issue(IssueRequest(REPORT, story.cycle.pk, story.head))
    run_next_job()
    job.refresh_from_db()
    assert "Data terus berubah" in job.error_message
    assert not Document.objects.exists()


def test_a_user_who_lost_the_permission_gets_no_result(story: Story, pdf, settings):
    pdf()
    job = request_issue(plan(story))
    User.objects.filter(pk=story.head.pk).update(role=Role.MANAGER)
    run_next_job()
    job.refresh_from_db()
    assert job.error_message == "Hanya Seksi Operasional yang menerbitkan dokumen."
    draft = request_draft(plan(story))
    User.objects.filter(pk=story.head.pk).update(is_active=False)
    run_next_job()
    draft.refresh_from_db()
    assert draft.error_message == "Akun yang memintanya tidak aktif lagi."
    assert files(settings) == []


def test_a_vendor_user_loses_access_to_results_when_the_membership_ends(story: Story, pdf, signed_in):
    pdf()
    membership = story.contract.vendor.memberships.get()
    first = Round.objects.get(cycle=story.cycle, number=1)
    wish = IssueRequest(DocumentKind.DOCUMENTATION, first.pk, membership.user)
    draft = request_draft(wish)
    run_next_job()
    client = signed_in(membership.user)
    assert client.get(draft.file_url).status_code == 200
    waiting = request_workbook(wish)
    Membership.objects.get(pk=membership.pk).end()
    assert client.get(draft.file_url).status_code == 404
    run_next_job()
    waiting.refresh_from_db()
    assert waiting.error_message == "Dokumen ini tidak ada lagi, atau tidak lagi terbuka bagi Anda."


def test_an_issue_that_would_be_refused_is_not_queued(story: Story, pdf):
    pdf()
    with pytest.raises(MayNot):
        request_issue(plan(story, UserFactory(role=Role.MANAGER)))
    request_issue(plan(story))
    run_next_job()
    with pytest.raises(NotYet):
        request_issue(plan(story))
    assert Job.objects.count() == 1


def test_the_failure_message_is_in_the_language_of_the_user(story: Story, pdf):
    User.objects.filter(pk=story.head.pk).update(language="en")
    job = request_issue(plan(story))
    User.objects.filter(pk=story.head.pk).update(role=Role.MANAGER)
    run_next_job()
    job.refresh_from_db()
    assert job.error_message != "Hanya Seksi Operasional yang menerbitkan dokumen."


# Crashed workers


class Killed(BaseException):
    """Simulates `kill -9`: no cleanup code of the worker runs."""


def die() -> None:
    raise Killed


def test_a_job_of_a_crashed_worker_is_run_again_after_its_lease(story: Story, pdf):
    pdf(die)
    job = request_issue(plan(story))
    with pytest.raises(Killed):
        run_next_job()
    job.refresh_from_db()
    assert (job.status, job.step) == (Status.RUNNING, Step.COMPOSING)
    pdf()
    assert run_next_job() == 0  # the lease has not expired
    with time_machine.travel(job.lease_until + timedelta(seconds=1)):
        assert run_next_job() == 1
    job.refresh_from_db()
    assert job.is_done and job.attempts == 2
    assert Document.objects.count() == 1


def test_a_file_left_by_a_crashed_worker_is_deleted(story: Story, pdf, settings):
    pdf()
    job = request_draft(plan(story))
    left = default_storage.save("renderings/aa/sisa.pdf", ContentFile(b"%PDF-1.7 separuh"))
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.update(status=Status.RUNNING, step=Step.STORING, attempts=1, lease_until=past, file=left)
    run_next_job()
    job.refresh_from_db()
    assert job.is_done and job.file != left
    assert [file.name for file in files(settings)] == [Path(job.file).name]


def test_a_job_that_crashes_every_worker_fails(story: Story, pdf):
    pdf(die)
    job = request_draft(plan(story))
    for _attempt in range(3):
        with pytest.raises(Killed):
            run_next_job()
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert run_next_job() == 1
    job.refresh_from_db()
    assert job.status == Status.FAILED
    assert "terhenti 3 kali" in job.error_message


def test_a_worker_that_lost_its_lease_issues_nothing(story: Story, pdf, settings, caplog):
    """Another worker has the job, so the document and the end of the cycle are rolled back."""
    job = request_issue(IssueRequest(REPORT, story.cycle.pk, story.head))
    pdf(lambda: Job.objects.filter(pk=job.pk).update(attempts=2))
    with caplog.at_level("WARNING"):
        run_next_job()
    assert not Document.objects.exists() and files(settings) == []
    assert Cycle.objects.get(pk=story.cycle.pk).state == State.REPORTING
    job.refresh_from_db()
    assert job.status == Status.RUNNING  # of the other worker
    assert "was taken over by another worker" in caplog.text


# Progress


def test_the_page_shows_the_current_step_and_reloads_the_panel(story: Story, pdf, signed_in):
    client, seen = signed_in(story.head), []
    job = request_issue(plan(story))
    panel = job.get_absolute_url() + "?panel"
    assert panel in page(client.get(reverse("reports:document", args=[PLAN, story.cycle.pk])))
    pdf(lambda: seen.append(page(client.get(panel))))
    assert "Antre. Sebentar lagi dikerjakan." in page(client.get(panel))
    run_next_job()
    assert '<li class="render-step-now" aria-current="step">Menyusun halaman</li>' in seen[0]
    assert "data-running" in seen[0] and "<html" not in seen[0]
    done = page(client.get(panel))
    assert "REN-001/OPS/VII/2026 terbit." in done and "data-running" not in done


def test_the_panel_runs_few_queries(story: Story, signed_in, django_assert_max_num_queries):
    job, client = request_issue(plan(story)), signed_in(story.head)
    with django_assert_max_num_queries(4):
        client.get(job.get_absolute_url() + "?panel")


def test_a_waiting_job_shows_its_queue_position_and_a_missing_worker(story: Story, signed_in):
    request_draft(plan(story, story.operator))
    mine, client = request_draft(plan(story)), signed_in(story.head)
    panel = mine.get_absolute_url() + "?panel"
    assert "1 permintaan lain lebih dahulu" in page(client.get(panel))
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert "pekerja latar belakang tampaknya tidak berjalan" in page(client.get(panel))
    Job.objects.exclude(pk=mine.pk).update(
        status=Status.RUNNING, lease_until=timezone.now() + timedelta(minutes=1)
    )
    assert "tampaknya tidak berjalan" not in page(client.get(panel))


def test_a_job_redirects_to_the_page_where_it_was_requested(story: Story, pdf, signed_in):
    pdf()
    draft = request_draft(plan(story))
    assert signed_in(story.head).get(draft.get_absolute_url()).url == plan(story).url


# Retention


def test_after_a_day_jobs_and_files_are_deleted_but_documents_are_not(story: Story, pdf, settings, july):
    pdf()
    request_draft(plan(story))
    request_issue(IssueRequest(REPORT, story.cycle.pk, story.head))
    run_next_job()
    assert len(files(settings)) == 2 and delete_old_files() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert delete_old_files() == 2
    document = Document.objects.get()
    assert document.read() and [f.name for f in files(settings)] == [Path(document.file).name]
    assert not Job.objects.exists()


def test_an_open_job_is_not_deleted_after_the_retention_time(story: Story, pdf, settings, signed_in):
    pdf()
    draft = request_draft(plan(story))
    with time_machine.travel(timezone.now() + timedelta(hours=60)):
        assert delete_old_files() == 0
        assert "pekerja latar belakang tampaknya tidak berjalan" in page(
            signed_in(story.head).get(plan(story).url)
        )
        run_next_job()
        assert delete_old_files() == 0
        draft.refresh_from_db()
        assert draft.is_done and signed_in(story.head).get(draft.file_url).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(hours=85)):
        assert delete_old_files() == 1 and not files(settings)


def test_the_file_of_a_document_being_issued_is_not_deleted(story: Story, pdf):
    request_issue(plan(story))
    Job.objects.update(created_at=timezone.now() - timedelta(hours=25))
    pdf()
    on_issued = JobRun.on_issued

    def delete_files_then_finish(run, document):
        delete_old_files()
        on_issued(run, document)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JobRun, "on_issued", delete_files_then_finish)
        run_next_job()
    assert Document.objects.get().read()


def test_a_clock_set_back_does_not_stop_a_job(story: Story, pdf):
    pdf()
    draft = request_draft(plan(story))
    with time_machine.travel(timezone.now() - timedelta(minutes=5)):
        run_next_job()
    draft.refresh_from_db()
    assert draft.is_done


def test_a_missing_file_returns_404(story: Story, pdf, signed_in):
    pdf()
    draft = request_draft(plan(story))
    run_next_job()
    draft.refresh_from_db()
    default_storage.delete(draft.file)
    assert signed_in(story.head).get(draft.file_url).status_code == 404


def test_a_retry_uses_current_permissions(story: Story, pdf):
    pdf(refuse)
    job = request_issue(plan(story))
    run_next_job()
    job.refresh_from_db()
    manager = UserFactory(role=Role.MANAGER)
    with pytest.raises(MayNot):
        retry_job(job, by=manager)


def test_an_unknown_job_token_returns_404(as_operator):
    for rest in ("", "file"):
        assert as_operator.get(f"/reports/renderings/ab%00c/{rest}").status_code == 404


def test_the_worker_query_uses_the_index_of_unfinished_jobs(db):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SET LOCAL enable_seqscan = off"
            )  # with so few rows PostgreSQL would not use an index
        assert "job_claimable" in Job.objects.claimable(timezone.now()).explain()


def test_a_full_disk_is_reported_and_leaves_no_file(story: Story, pdf, settings, full_disk):
    pdf()
    full_disk(5)
    jobs = [request_draft(plan(story)), request_issue(plan(story))]
    assert run_next_job() == len(jobs)
    for job in jobs:
        job.refresh_from_db()
        assert (job.status, job.file) == (Status.FAILED, "")
        assert (
            "Ruang penyimpanan server penuh" in job.error_message and "minta sekali lagi" in job.error_message
        )
    assert not files(settings) and not Document.objects.exists()
