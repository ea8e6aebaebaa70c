"""Issuing creates number, file, row and the finished cycle together, or changes nothing."""

import hashlib

import pytest
from django.core.files.storage import default_storage

from core.pdf.renderer import RenderError
from maintenance import gate
from maintenance.models import Cycle, JournalEntry
from maintenance.reasons import MayNot, NotYet
from maintenance.sop import Move, State
from reports.issuing import services as issuing
from reports.issuing.requests import IssueRequest
from reports.issuing.services import issue
from reports.models import Document, DocumentKind
from reports.types.registry import DocumentType
from tests.accounts.factories import UserFactory
from tests.reports.factories import Story, make_story


def stored_files() -> list[str]:
    if not default_storage.exists("reports"):
        return []
    folders, _files = default_storage.listdir("reports")
    return [name for folder in folders for name in default_storage.listdir(f"reports/{folder}")[1]]


def assert_nothing_changed(story: Story) -> None:
    assert Cycle.objects.get(pk=story.cycle.pk).state == State.REPORTING
    assert not Document.objects.exists()
    assert not JournalEntry.objects.filter(cycle=story.cycle, move=Move.FINISH).exists()
    assert stored_files() == []


def test_issuing_numbers_and_stores_the_report_and_finishes_the_cycle(story: Story, quick_pdf):
    report = issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    assert report.number == "LAP-001/OPS/VII/2026"
    assert report.read() == b"%PDF-1.7 laporan"
    assert report.sha256 == hashlib.sha256(report.read()).hexdigest()
    assert report.size == len(report.read())
    assert Cycle.objects.get(pk=story.cycle.pk).state == State.FINISHED
    assert JournalEntry.objects.filter(cycle=story.cycle).last().move == Move.FINISH
    assert report.snapshot["heading"]["imprint"]["number"] == report.number
    assert report.token in report.snapshot["heading"]["imprint"]["verify_url"]


def test_numbers_continue_within_the_year(report: Document, quick_pdf):
    second = make_story()
    assert issue(DocumentKind.REPORT, second.cycle.pk, by=second.head).number == "LAP-002/OPS/VII/2026"


def test_without_closing_texts_issuing_is_refused_before_rendering(db, july, monkeypatch):
    story = make_story(closing=False)
    monkeypatch.setattr(DocumentType, "render_pdf", lambda *_args: pytest.fail("nothing should be rendered"))
    with pytest.raises(NotYet) as refused:
        issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    assert {reason.code for reason in refused.value.reasons} == {"closing", "recommendations"}
    assert_nothing_changed(story)


@pytest.mark.parametrize("role", ["manager", "vendor", "administrator"])
def test_other_roles_cannot_issue(story: Story, quick_pdf, role: str):
    with pytest.raises(MayNot):
        issue(DocumentKind.REPORT, story.cycle.pk, by=UserFactory(role=role))
    assert_nothing_changed(story)


def test_a_second_issue_is_refused_because_the_cycle_has_finished(report: Document):
    with pytest.raises(NotYet) as refused:
        issue(DocumentKind.REPORT, report.cycle_id, by=report.issued_by)
    assert refused.value.reasons[0].code == "elsewhere"
    assert Document.objects.count() == 1


def raise_error(*args, **kwargs):
    raise RuntimeError("injected")


def raise_render_error(*args, **kwargs):
    raise RenderError("PDF tidak dapat dibuat.")


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (IssueRequest, "collect"),
        (issuing, "number_for"),
        (issuing, "_prepare"),
        (issuing, "random_storage_name"),
        (issuing, "_create_document"),
        (issuing, "_raise_if_changed"),
        (issuing.default_storage, "save"),
        (gate, "perform"),
        (JournalEntry, "append"),
        (Cycle, "save"),
    ],
)
def test_a_failure_at_any_step_leaves_no_file_or_row(story: Story, quick_pdf, monkeypatch, target, name: str):
    monkeypatch.setattr(target, name, raise_error)
    with pytest.raises(RuntimeError, match="injected"):
        issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    monkeypatch.undo()
    assert_nothing_changed(story)


def test_a_failed_rendering_leaves_no_file_or_row(story: Story, monkeypatch):
    monkeypatch.setattr(DocumentType, "render_pdf", raise_render_error)
    with pytest.raises(RenderError):
        issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    assert_nothing_changed(story)


def test_a_failed_commit_removes_the_file(story: Story, quick_pdf, monkeypatch):
    real = gate.perform

    def performs_then_fails(*args, **kwargs):
        real(*args, **kwargs)
        assert stored_files() != []
        raise RuntimeError("injected")

    monkeypatch.setattr(gate, "perform", performs_then_fails)
    with pytest.raises(RuntimeError, match="injected"):
        issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    assert_nothing_changed(story)


def test_a_change_during_rendering_causes_another_rendering(story: Story, monkeypatch):
    rendered = []

    def changes_once(document_type, data):
        rendered.append(data.facts.recommendations)
        if len(rendered) == 1:
            Cycle.objects.filter(pk=story.cycle.pk).update(recommendations="Ganti semua baterai.")
        return b"%PDF-1.7"

    monkeypatch.setattr(DocumentType, "render_pdf", changes_once)
    report = issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    assert rendered == ["Ganti baterai UPS sebelum musim hujan.", "Ganti semua baterai."]
    assert report.snapshot["facts"]["recommendations"] == "Ganti semua baterai."


def test_a_number_taken_while_rendering_is_not_used_twice(story: Story, monkeypatch):
    other, rendered = make_story(), []

    def is_overtaken(document_type, data):
        rendered.append(data.heading.number)
        if len(rendered) == 1:
            issue(DocumentKind.REPORT, other.cycle.pk, by=other.head)
        return b"%PDF-1.7"

    monkeypatch.setattr(DocumentType, "render_pdf", is_overtaken)
    report = issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    assert report.number == "LAP-002/OPS/VII/2026"
    assert Document.objects.get(cycle=other.cycle).number == "LAP-001/OPS/VII/2026"


def test_a_number_taken_just_before_the_commit_is_not_used_twice(story: Story, monkeypatch):
    """The check under the lock is skipped once, so that the unique constraint rejects the duplicate number."""
    other, checks, check = make_story(), [], issuing._raise_if_changed

    def skip_first_check(prepared):
        checks.append(prepared.issue_details.number)
        if len(checks) > 1:
            check(prepared)

    def is_overtaken(document_type, data):
        if not checks:
            checks.append("other")
            issue(DocumentKind.REPORT, other.cycle.pk, by=other.head)
            checks.clear()
        return b"%PDF-1.7"

    monkeypatch.setattr(DocumentType, "render_pdf", is_overtaken)
    monkeypatch.setattr(issuing, "_raise_if_changed", skip_first_check)
    report = issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    assert report.number == "LAP-002/OPS/VII/2026"
    assert checks == ["LAP-001/OPS/VII/2026", "LAP-002/OPS/VII/2026"]
    assert len(stored_files()) == 2


def test_issuing_stops_with_a_reason_when_the_content_keeps_changing(story: Story, monkeypatch):
    rendered = []

    def keeps_changing(document_type, data):
        rendered.append(1)
        Cycle.objects.filter(pk=story.cycle.pk).update(recommendations=f"Perubahan {len(rendered)}.")
        return b"%PDF-1.7"

    monkeypatch.setattr(DocumentType, "render_pdf", keeps_changing)
    with pytest.raises(NotYet) as refused:
        issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)
    assert refused.value.reasons[0].code == "changed"
    assert len(rendered) == 3
    assert_nothing_changed(story)
