"""Document pages: list, detail, acknowledgement, issuing, file and verification."""

import re

import pytest
from django.urls import reverse

from accounts.models import Role
from core.mail import send_due
from core.pdf.renderer import RenderError
from maintenance.models import Cycle
from maintenance.sop import State
from reports.jobs import run_next_job
from reports.models import Acknowledgement, Document, Job
from reports.types.registry import DocumentType
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import make_cycle
from tests.reports.factories import ReportFactory, Story, make_story

LIST = "/reports/"


def page(response) -> str:
    return " ".join(response.content.decode().split())


# The list


@pytest.mark.django_db
def test_an_empty_list_explains_when_documents_appear(signed_in, operator):
    assert "Belum ada dokumen" in page(signed_in(operator).get(LIST))


def test_the_list_filters_by_number_year_and_acknowledgement(report: Document, signed_in, manager):
    client = signed_in(manager)
    assert report.number in page(client.get(LIST, {"q": "LAP-001"}))
    assert report.number not in page(client.get(LIST, {"q": "LAP-777"}))
    assert report.number in page(client.get(LIST, {"year": "2026", "known": "0"}))
    assert report.number not in page(client.get(LIST, {"known": "1"}))
    report.acknowledge(by=manager)
    assert report.number in page(client.get(LIST, {"known": "1"}))


def test_the_list_exports_csv(report: Document, signed_in, manager):
    response = signed_in(manager).get(LIST, {"format": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert report.number in text and report.sha256 in text


def test_queries_do_not_grow_with_the_list(report, signed_in, manager, django_assert_max_num_queries):
    ReportFactory()
    client = signed_in(manager)
    with django_assert_max_num_queries(6):
        client.get(LIST)


# One report


def test_the_detail_page_shows_hash_and_verification_url_in_few_queries(
    report: Document, signed_in, operator, django_assert_max_num_queries
):
    client = signed_in(operator)
    with django_assert_max_num_queries(6):
        text = page(client.get(report.get_absolute_url()))
    assert report.sha256 in text and report.verify_url in text and "88,9 %" in text


def test_english_pages_mark_document_titles_as_indonesian(report: Document, signed_in, manager):
    client = signed_in(manager)
    client.cookies["django_language"] = "en"
    addresses = (reverse("reports:list"), report.get_absolute_url(), report.page_url)
    text = "".join(client.get(address).text for address in addresses)
    said = re.findall(r"([^>]*)>[^<]*" + re.escape(report.subject), text)
    assert len(said) == 3 and all('lang="id"' in element for element in said)


def test_a_manager_acknowledges_once_with_a_note(report: Document, signed_in, manager):
    client = signed_in(manager)
    assert "Saya mengetahui laporan ini" in page(client.get(report.get_absolute_url()))
    url = reverse("reports:acknowledge", args=[report.pk])
    assert "Anda tercatat mengetahui" in page(client.post(url, {"note": "Lanjutkan."}, follow=True))
    text = page(client.post(url, {"note": "Lain."}, follow=True))
    assert "Lanjutkan." in text and "Saya mengetahui laporan ini" not in text
    assert Acknowledgement.objects.count() == 1


def test_the_head_and_the_issuer_are_notified_once_with_the_note(
    report: Document, story: Story, manager, mailoutbox
):
    gone, other = UserFactory(role=Role.HEAD, is_active=False), UserFactory(role=Role.HEAD)
    for note in ("Ganti baterainya tahun ini.", "Lain."):
        report.acknowledge(by=manager, note=note)
    send_due()
    told = [mail for mail in mailoutbox if "mengetahui" in mail.subject]
    readers = [address for mail in told for address in mail.to]
    assert {story.head.email, other.email} <= set(readers) and len(readers) == len(set(readers))
    assert gone.email not in readers and manager.email not in readers
    for mail in told:
        assert report.number in mail.subject and "Ganti baterainya tahun ini." in mail.body
        assert report.get_absolute_url() in mail.body


def test_a_note_that_is_too_long_is_redisplayed_with_an_error(report: Document, signed_in, manager):
    response = signed_in(manager).post(reverse("reports:acknowledge", args=[report.pk]), {"note": "x" * 2001})
    assert response.status_code == 422
    assert "x" * 2001 in response.content.decode()


@pytest.mark.parametrize(
    ("role", "status"), [("operator", 403), ("head", 403), ("administrator", 403), ("vendor", 404)]
)
def test_only_managers_can_acknowledge(report: Document, signed_in, role: str, status: int):
    response = signed_in(UserFactory(role=role)).post(reverse("reports:acknowledge", args=[report.pk]))
    assert response.status_code == status
    assert not Acknowledgement.objects.exists()


# Issuing


def issue_url(cycle: Cycle) -> str:
    return reverse("reports:issue_report", args=[cycle.pk])


def test_the_issue_page_previews_the_report(story: Story, signed_in, django_assert_max_num_queries):
    client = signed_in(story.head)
    with django_assert_max_num_queries(10):
        text = page(client.get(issue_url(story.cycle)))
    for expected in (
        "88,9 % tepat waktu (16 dari 18)",
        "18: 17 diterima, 1 tidak dilaksanakan",
        "Terbitkan laporan",
    ):
        assert expected in text


def test_the_issue_page_lists_missing_items_with_links(db, july, signed_in):
    story = make_story(closing=False)
    text = page(signed_in(story.head).get(issue_url(story.cycle)))
    assert "Rekomendasi belum ditulis." in text
    assert reverse("maintenance:closing", args=[story.cycle.pk]) in text
    assert "Pembuatan PDF memakan waktu" not in text


def test_the_issue_page_explains_a_cycle_in_another_state(db, signed_in, operator):
    cycle = make_cycle(State.CRITERIA)
    response = signed_in(operator).get(issue_url(cycle))
    assert response.status_code == 200
    assert "sekarang berada pada" in page(response)


def test_posting_issues_and_shows_the_report(story: Story, signed_in, quick_pdf):
    client = signed_in(story.operator)
    text = page(client.post(issue_url(story.cycle), follow=True))
    assert "Dokumen sedang diterbitkan" in text and "Terbitkan dan akhiri siklus" not in text
    assert run_next_job() == 1
    assert "LAP-001/OPS/VII/2026" in page(client.get(issue_url(story.cycle), follow=True))
    assert client.get(issue_url(story.cycle)).url == Document.objects.get().get_absolute_url()


def test_posting_too_early_is_refused_with_reasons(db, july, signed_in):
    story = make_story(closing=False)
    response = signed_in(story.head).post(issue_url(story.cycle))
    assert response.status_code == 409
    assert "Rekomendasi belum ditulis." in page(response)


def test_a_manager_can_read_the_issue_page_but_not_issue(story: Story, signed_in, manager):
    client = signed_in(manager)
    assert client.get(issue_url(story.cycle)).status_code == 200
    assert client.post(issue_url(story.cycle)).status_code == 403
    assert not Document.objects.exists()


def test_a_failed_rendering_is_reported_and_changes_nothing(story: Story, signed_in, monkeypatch):
    def fails(document_type, data):
        raise RenderError("PDF tidak dapat dibuat.")

    monkeypatch.setattr(DocumentType, "render_pdf", fails)
    client = signed_in(story.head)
    client.post(issue_url(story.cycle))
    client.post(reverse("reports:draft", args=["laporan-manajemen", story.cycle.pk]))
    assert run_next_job() == 2
    text = page(client.get(issue_url(story.cycle)))
    assert text.count("PDF tidak dapat dibuat.") == 2 and "Coba lagi" in text
    assert "Terbitkan dan akhiri siklus" in text  # the user can try again on this page
    assert not Document.objects.exists()


def test_drafts_are_available_until_the_report_is_issued(story: Story, signed_in, quick_pdf):
    client = signed_in(story.head)
    url = reverse("reports:draft", args=["laporan-manajemen", story.cycle.pk])
    client.post(url)
    run_next_job()
    draft = Job.objects.get()
    assert draft.file_url in page(client.get(issue_url(story.cycle)))
    assert b"".join(client.get(draft.file_url).streaming_content) == b"%PDF-1.7 laporan"
    client.post(issue_url(story.cycle))
    run_next_job()
    assert client.post(url).url == Document.objects.get().page_url
    assert Job.objects.count() == 2  # no draft is created for an issued document


# The document


def test_the_document_is_served_as_it_was_issued(report: Document, signed_in, manager):
    response = signed_in(manager).get(report.file_url)
    assert response.content == report.read()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="LAP-001-OPS-VII-2026.pdf"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_document_can_be_downloaded(report: Document, signed_in, operator):
    response = signed_in(operator).get(report.file_url, {"download": ""})
    assert response["Content-Disposition"].startswith("attachment")


def test_the_report_is_not_visible_to_vendors_and_anonymous_users(
    report: Document, client, signed_in, vendor_user
):
    assert client.get(report.file_url).status_code == 302
    assert signed_in(vendor_user).get(report.file_url).status_code == 404


def test_unknown_documents_return_404(report: Document, signed_in, operator):
    client = signed_in(operator)
    assert client.get(f"/documents/contract/{report.cycle_id}/").status_code == 404
    assert client.get("/documents/laporan-manajemen/99999/").status_code == 404


# Verification


def test_anyone_can_verify_a_document(report: Document, client):
    text = page(client.get(report.verify_url))
    for expected in (report.number, report.sha256, "1 Juli 2026"):
        assert expected in text
    for secret in (report.cycle.code, report.cycle.plan.title, str(report.issued_by)):
        assert secret not in text


@pytest.mark.django_db
def test_an_unknown_token_is_reported(client):
    response = client.get("/verify/tidak-ada/")
    assert response.status_code == 404
    assert "Dokumen tidak dikenal" in page(response)
