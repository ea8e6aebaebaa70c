"""What a person asks of the worker is made once, for that person alone, and a failure leaves nothing behind."""

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
from reports.jobs import ask_again, ask_draft, ask_issue, ask_sheets, delete_old_files, run_next_job
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
    """What lies in the storage of what was made."""
    root = Path(settings.MEDIA_ROOT)
    folders = [root / "reports", root / "renderings"]
    return [file for folder in folders for file in folder.rglob("*") if file.is_file()]


def plan(story: Story, by: User | None = None, correction: str = "") -> IssueRequest:
    return IssueRequest(PLAN, story.cycle.pk, by or story.head, correction)


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def pdf(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Callable[[], Any]], list[int]]]:
    """`pdf(action)`: every PDF is quick, and `action` happens while it is made; gives back the count."""

    def instead(action: Callable[[], Any] = lambda: None) -> list[int]:
        made: list[int] = []

        def quick(document_type: DocumentType, paper: Any) -> bytes:
            made.append(1)
            action()
            return b"%PDF-1.7 cepat"

        monkeypatch.setattr(DocumentType, "render_pdf", quick)
        return made

    yield instead


def refuse() -> None:
    raise RenderError("PDF membutuhkan terlalu banyak memori.")


# What comes of it


def test_a_draft_is_for_whoever_asked_and_kept_by_nobody_on_the_way(story: Story, pdf, signed_in, operator):
    pdf()
    draft = ask_draft(plan(story))
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


def test_an_issue_is_recorded_in_the_transaction_that_issues(story: Story, pdf):
    pdf()
    order = ask_issue(plan(story))
    run_next_job()
    order.refresh_from_db()
    assert order.is_done and order.file == ""
    assert order.document == Document.objects.get()
    assert order.document.issued_by == story.head


def test_a_correction_comes_to_the_next_edition(story: Story, pdf, signed_in):
    pdf()
    client = signed_in(story.head)
    url = reverse("reports:issue_document", args=[PLAN, story.cycle.pk])
    client.post(url)
    run_next_job()
    client.post(url, {"correction": "Anggaran keliru."})
    run_next_job()
    second = Document.objects.current().get(kind=PLAN)
    assert (second.edition, second.correction) == (2, "Anggaran keliru.")


def test_nothing_is_rendered_while_somebody_waits_for_an_answer(story: Story, signed_in, monkeypatch):
    def never(document_type: DocumentType, paper: Any) -> bytes:
        raise AssertionError("the web process renders")

    monkeypatch.setattr(DocumentType, "render_pdf", never)
    client = signed_in(story.head)
    for name in ("reports:draft", "reports:sheets", "reports:issue_document"):
        address = reverse(name, args=[PLAN, story.cycle.pk])
        assert client.post(address).status_code == 302
    assert client.post(reverse("reports:issue_report", args=[story.cycle.pk])).status_code == 302
    assert Job.objects.open().count() == 4


# Asked twice


def test_asking_twice_joins_what_is_open(story: Story, pdf):
    pdf()
    assert ask_draft(plan(story)) == ask_draft(plan(story))
    assert ask_issue(plan(story)) == ask_issue(plan(story))
    assert ask_sheets(plan(story)) == ask_sheets(plan(story))
    assert run_next_job() == 3


def test_the_database_lets_nobody_ask_twice(story: Story):
    for output in (Output.DRAFT, Output.ISSUE):
        same = {"output": output, "kind": PLAN, "subject": story.cycle.pk, "requested_by": story.head}
        Job.objects.create(**same)
        with pytest.raises(IntegrityError), transaction.atomic():
            Job.objects.create(**same)


def test_two_people_who_issue_the_same_are_one_issue(story: Story, pdf, signed_in):
    pdf()
    first = ask_issue(plan(story, story.operator))
    client = signed_in(story.head)
    text = page(client.post(reverse("reports:issue_document", args=[PLAN, story.cycle.pk]), follow=True))
    assert "Ani Operator sudah meminta penerbitan dokumen ini" in text
    assert "Diminta oleh Ani Operator" in text and "Terbitkan dokumen" not in text
    assert Job.objects.get() == first
    run_next_job()
    assert Document.objects.get().issued_by == story.operator


def test_a_draft_of_the_same_content_is_not_made_again(story: Story, pdf):
    made = pdf()
    first = ask_draft(plan(story))
    run_next_job()
    assert ask_draft(plan(story)) == first
    assert run_next_job() == 0

    Institution.objects.update(city="Jakarta")
    assert ask_draft(plan(story)) != first
    run_next_job()
    assert len(made) == 2


def test_whoever_asks_for_what_is_there_is_told_so(story: Story, pdf, signed_in):
    pdf()
    client, address = signed_in(story.head), reverse("reports:draft", args=[PLAN, story.cycle.pk])
    assert "belum berubah" not in page(client.post(address, follow=True))
    run_next_job()
    assert "Isinya belum berubah sejak berkas ini dibuat" in page(client.post(address, follow=True))


# Failures


def test_a_failure_says_why_and_leaves_nothing(story: Story, pdf, settings, signed_in):
    pdf(refuse)
    order, draft = ask_issue(IssueRequest(REPORT, story.cycle.pk, story.head)), ask_draft(plan(story))
    run_next_job()
    for each in (order, draft):
        each.refresh_from_db()
        assert (each.status, each.sentence) == (Status.FAILED, "PDF membutuhkan terlalu banyak memori.")
    assert files(settings) == [] and not Document.objects.exists()
    assert Cycle.objects.get(pk=story.cycle.pk).state == State.REPORTING
    pdf()
    client = signed_in(story.head)
    client.post(reverse("reports:rendering_again", args=[order.token]))
    run_next_job()
    assert Document.objects.get().kind == REPORT


def test_too_little_memory_and_too_little_time_are_told(story: Story, settings):
    settings.PDF_MEMORY_MB = 100
    settings.PDF_SECONDS = 60
    memory = ask_draft(plan(story))
    run_next_job()
    memory.refresh_from_db()
    assert memory.status == Status.FAILED and "Tidak ada yang diubah" in memory.sentence
    settings.PDF_MEMORY_MB, settings.PDF_SECONDS = 1024, 0.01
    time = ask_issue(plan(story))
    run_next_job()
    time.refresh_from_db()
    assert "belum selesai dalam" in time.sentence
    assert files(settings) == [] and not Document.objects.exists()


def test_an_error_that_nobody_thought_of_is_told_too(story: Story, pdf, caplog):
    pdf(lambda: 1 / 0)
    order = ask_draft(plan(story))
    run_next_job()
    order.refresh_from_db()
    assert "kesalahan pada sistem" in order.sentence
    assert "ZeroDivisionError" in caplog.text


def test_content_that_never_stands_still_is_given_up(story: Story, pdf):
    made: list[int] = []

    def change() -> None:
        made.append(1)
        Cycle.objects.filter(pk=story.cycle.pk).update(recommendations=f"Perubahan {len(made)}.")

    pdf(change)
    order = ask_issue(IssueRequest(REPORT, story.cycle.pk, story.head))
    run_next_job()
    order.refresh_from_db()
    assert "Data terus berubah" in order.sentence
    assert not Document.objects.exists()


def test_who_lost_the_right_meanwhile_gets_nothing(story: Story, pdf, settings):
    pdf()
    order = ask_issue(plan(story))
    User.objects.filter(pk=story.head.pk).update(role=Role.MANAGER)
    run_next_job()
    order.refresh_from_db()
    assert order.sentence == "Hanya Seksi Operasional yang menerbitkan dokumen."
    draft = ask_draft(plan(story))
    User.objects.filter(pk=story.head.pk).update(is_active=False)
    run_next_job()
    draft.refresh_from_db()
    assert draft.sentence == "Akun yang memintanya tidak aktif lagi."
    assert files(settings) == []


def test_a_vendor_person_whose_membership_ends_loses_what_was_made(story: Story, pdf, signed_in):
    pdf()
    membership = story.contract.vendor.memberships.get()
    first = Round.objects.get(cycle=story.cycle, number=1)
    wish = IssueRequest(DocumentKind.DOCUMENTATION, first.pk, membership.user)
    draft = ask_draft(wish)
    run_next_job()
    client = signed_in(membership.user)
    assert client.get(draft.file_url).status_code == 200
    waiting = ask_sheets(wish)
    Membership.objects.get(pk=membership.pk).end()
    assert client.get(draft.file_url).status_code == 404
    run_next_job()
    waiting.refresh_from_db()
    assert waiting.sentence == "Dokumen ini tidak ada lagi, atau tidak lagi terbuka bagi Anda."


def test_what_stands_against_an_issue_is_said_before_anything_is_queued(story: Story, pdf):
    pdf()
    with pytest.raises(MayNot):
        ask_issue(plan(story, UserFactory(role=Role.MANAGER)))
    ask_issue(plan(story))
    run_next_job()
    with pytest.raises(NotYet):
        ask_issue(plan(story))
    assert Job.objects.count() == 1


def test_the_sentence_is_in_the_language_of_the_reader(story: Story, pdf):
    User.objects.filter(pk=story.head.pk).update(language="en")
    order = ask_issue(plan(story))
    User.objects.filter(pk=story.head.pk).update(role=Role.MANAGER)
    run_next_job()
    order.refresh_from_db()
    assert order.sentence != "Hanya Seksi Operasional yang menerbitkan dokumen."


# A worker that dies


class Killed(BaseException):
    """As by `kill -9`: nothing that the worker would still do is done."""


def die() -> None:
    raise Killed


def test_what_a_dead_worker_left_is_taken_up_when_its_lease_ends(story: Story, pdf):
    pdf(die)
    order = ask_issue(plan(story))
    with pytest.raises(Killed):
        run_next_job()
    order.refresh_from_db()
    assert (order.status, order.step) == (Status.RUNNING, Step.COMPOSING)
    pdf()
    assert run_next_job() == 0  # its lease still holds
    with time_machine.travel(order.lease_until + timedelta(seconds=1)):
        assert run_next_job() == 1
    order.refresh_from_db()
    assert order.is_done and order.attempts == 2
    assert Document.objects.count() == 1


def test_a_file_that_a_dead_worker_left_is_cleared_away(story: Story, pdf, settings):
    pdf()
    order = ask_draft(plan(story))
    left = default_storage.save("renderings/aa/sisa.pdf", ContentFile(b"%PDF-1.7 separuh"))
    past = timezone.now() - timedelta(seconds=1)
    Job.objects.update(status=Status.RUNNING, step=Step.STORING, attempts=1, lease_until=past, file=left)
    run_next_job()
    order.refresh_from_db()
    assert order.is_done and order.file != left
    assert [file.name for file in files(settings)] == [Path(order.file).name]


def test_an_order_that_kills_every_worker_is_given_up(story: Story, pdf):
    pdf(die)
    order = ask_draft(plan(story))
    for _attempt in range(3):
        with pytest.raises(Killed):
            run_next_job()
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert run_next_job() == 1
    order.refresh_from_db()
    assert order.status == Status.FAILED
    assert "terhenti 3 kali" in order.sentence


def test_a_worker_that_was_thought_dead_issues_nothing(story: Story, pdf, settings, caplog):
    """Another one has the order now; what this one made is undone, with the end of the cycle."""
    order = ask_issue(IssueRequest(REPORT, story.cycle.pk, story.head))
    pdf(lambda: Job.objects.filter(pk=order.pk).update(attempts=2))
    with caplog.at_level("WARNING"):
        run_next_job()
    assert not Document.objects.exists() and files(settings) == []
    assert Cycle.objects.get(pk=story.cycle.pk).state == State.REPORTING
    order.refresh_from_db()
    assert order.status == Status.RUNNING  # the other's
    assert "went on elsewhere" in caplog.text


# How far it is


def test_the_page_shows_the_step_and_asks_for_the_panel(story: Story, pdf, signed_in):
    client, seen = signed_in(story.head), []
    order = ask_issue(plan(story))
    panel = order.get_absolute_url() + "?panel"
    assert panel in page(client.get(reverse("reports:document", args=[PLAN, story.cycle.pk])))
    pdf(lambda: seen.append(page(client.get(panel))))
    assert "Antre. Sebentar lagi dikerjakan." in page(client.get(panel))
    run_next_job()
    assert '<li class="making-now" aria-current="step">Menyusun halaman</li>' in seen[0]
    assert "data-open" in seen[0] and "<html" not in seen[0]
    done = page(client.get(panel))
    assert "REN-001/OPS/VII/2026 terbit." in done and "data-open" not in done


def test_the_panel_takes_few_queries(story: Story, signed_in, django_assert_max_num_queries):
    order, client = ask_issue(plan(story)), signed_in(story.head)
    with django_assert_max_num_queries(4):
        client.get(order.get_absolute_url() + "?panel")


def test_who_waits_is_told_how_many_are_before_and_when_nobody_works(story: Story, signed_in):
    ask_draft(plan(story, story.operator))
    mine, client = ask_draft(plan(story)), signed_in(story.head)
    panel = mine.get_absolute_url() + "?panel"
    assert "1 permintaan lain lebih dahulu" in page(client.get(panel))
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=1))
    assert "pekerja latar belakang tampaknya tidak berjalan" in page(client.get(panel))
    Job.objects.exclude(pk=mine.pk).update(
        status=Status.RUNNING, lease_until=timezone.now() + timedelta(minutes=1)
    )
    assert "tampaknya tidak berjalan" not in page(client.get(panel))


def test_an_order_leads_back_to_the_page_where_it_was_asked(story: Story, pdf, signed_in):
    pdf()
    draft = ask_draft(plan(story))
    assert signed_in(story.head).get(draft.get_absolute_url()).url == plan(story).url


# Forgetting


def test_after_a_day_order_and_file_are_forgotten_and_documents_are_not(story: Story, pdf, settings, july):
    pdf()
    ask_draft(plan(story))
    ask_issue(IssueRequest(REPORT, story.cycle.pk, story.head))
    run_next_job()
    assert len(files(settings)) == 2 and delete_old_files() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert delete_old_files() == 2
    document = Document.objects.get()
    assert document.read() and [f.name for f in files(settings)] == [Path(document.file).name]
    assert not Job.objects.exists()


def test_an_order_waits_for_its_worker_longer_than_its_file_is_kept(story: Story, pdf, settings, signed_in):
    pdf()
    draft = ask_draft(plan(story))
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


def test_a_document_that_is_being_issued_keeps_its_file(story: Story, pdf):
    ask_issue(plan(story))
    Job.objects.update(created_at=timezone.now() - timedelta(hours=25))
    pdf()
    issued = JobRun.issued

    def pruned_meanwhile(turn, document):
        delete_old_files()
        issued(turn, document)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(JobRun, "issued", pruned_meanwhile)
        run_next_job()
    assert Document.objects.get().read()


def test_a_clock_that_is_set_back_stops_no_order(story: Story, pdf):
    pdf()
    draft = ask_draft(plan(story))
    with time_machine.travel(timezone.now() - timedelta(minutes=5)):
        run_next_job()
    draft.refresh_from_db()
    assert draft.is_done


def test_a_file_that_is_gone_is_not_found(story: Story, pdf, signed_in):
    pdf()
    draft = ask_draft(plan(story))
    run_next_job()
    draft.refresh_from_db()
    default_storage.delete(draft.file)
    assert signed_in(story.head).get(draft.file_url).status_code == 404


def test_again_is_by_the_rights_of_now(story: Story, pdf):
    pdf(refuse)
    order = ask_issue(plan(story))
    run_next_job()
    order.refresh_from_db()
    manager = UserFactory(role=Role.MANAGER)
    with pytest.raises(MayNot):
        ask_again(order, by=manager)


def test_an_address_that_no_order_has_is_not_found(as_operator):
    for rest in ("", "file"):
        assert as_operator.get(f"/reports/renderings/ab%00c/{rest}").status_code == 404


def test_the_worker_looks_for_work_in_the_index_of_what_is_not_finished(db):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SET LOCAL enable_seqscan = off"
            )  # for so few rows it would not look into any index
        assert "rendering_due" in Job.objects.due(timezone.now()).explain()


def test_a_full_disk_is_said_and_leaves_nothing(story: Story, pdf, settings, full_disk):
    pdf()
    full_disk(5)
    orders = [ask_draft(plan(story)), ask_issue(plan(story))]
    assert run_next_job() == len(orders)
    for order in orders:
        order.refresh_from_db()
        assert (order.status, order.file) == (Status.FAILED, "")
        assert "Ruang penyimpanan server penuh" in order.sentence and "minta sekali lagi" in order.sentence
    assert not files(settings) and not Document.objects.exists()
