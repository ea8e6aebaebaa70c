"""Issuing of every SOP document, and corrections as new editions."""

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.models import Role, User
from maintenance.models import Round
from maintenance.reasons import MayNot, NotYet
from reports.editions import get_edition_file
from reports.issuing.services import issue
from reports.jobs import run_next_job
from reports.models import Document, DocumentKind, ImmutableError, NumberTemplate
from reports.types.registry import DOCUMENT_TYPES, NoSuchDocument
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import make_cycle
from tests.reports.factories import YEAR, Story

pytestmark = pytest.mark.usefixtures("quick_pdf")
KINDS_WITHOUT_TRANSITION = [
    kind for kind in DocumentKind if kind not in (DocumentKind.REPORT, DocumentKind.ANNUAL)
]


def subject_id(kind: DocumentKind, story: Story) -> int:
    first = Round.objects.get(cycle=story.cycle, number=1).pk
    return {"cycle": story.cycle.pk, "round": first, "year": YEAR}[kind.subject]


def issue_document(kind: DocumentKind, story: Story, **options: str) -> Document:
    return issue(kind, subject_id(kind, story), by=story.head, **options)


@pytest.mark.parametrize("kind", KINDS_WITHOUT_TRANSITION)
def test_every_kind_is_issued_with_its_own_number(story: Story, kind: DocumentKind):
    document = issue_document(kind, story)
    assert document.number == f"{kind.code}-001/OPS/VII/2026"
    assert document.edition == 1 and document.subject_pk == subject_id(kind, story)
    data = DOCUMENT_TYPES[kind].load(document.snapshot)
    assert data.heading.number == document.number
    assert document.token in data.heading.imprint.verify_url
    assert "Pemeliharaan pusat data 2026" in document.subject


def test_each_kind_has_its_own_number_sequence(story: Story):
    assert issue_document(DocumentKind.PLAN, story).sequence == 1
    assert issue_document(DocumentKind.CRITERIA, story).sequence == 1


def test_changing_a_template_within_the_year_never_repeats_a_number(story: Story):
    NumberTemplate.objects.create(kind=DocumentKind.PLAN, template="{seq}/{year}")
    NumberTemplate.objects.create(kind=DocumentKind.CRITERIA, template="{seq:01}/{year}")
    assert issue_document(DocumentKind.PLAN, story).number == "1/2026"
    assert issue_document(DocumentKind.CRITERIA, story).number == "2/2026"


@pytest.mark.parametrize("kind", KINDS_WITHOUT_TRANSITION)
def test_a_document_with_unsettled_content_cannot_be_issued(
    db: None, july: None, kind: DocumentKind, head: User
):
    cycle = make_cycle()
    pk = cycle.pk if kind.subject == "cycle" else 0
    expected = NotYet if pk else NoSuchDocument
    with pytest.raises(expected) as refused:
        issue(kind, pk, by=head)
    if pk:
        assert [reason.code for reason in refused.value.reasons] == ["unsettled"]
    assert not Document.objects.exists()


def test_the_annual_report_cannot_be_issued_before_the_year_ends(story: Story):
    with pytest.raises(NotYet) as refused:
        issue_document(DocumentKind.ANNUAL, story)
    assert "setelah tahunnya lewat" in str(refused.value.reasons[0])


def test_an_issued_document_cannot_be_issued_again_without_a_correction(story: Story):
    first = issue_document(DocumentKind.PLAN, story)
    with pytest.raises(NotYet) as refused:
        issue_document(DocumentKind.PLAN, story)
    assert refused.value.reasons[0].url == first.get_absolute_url()
    assert Document.objects.count() == 1


def test_a_correction_creates_an_edition_that_names_the_replaced_one(story: Story):
    first = issue_document(DocumentKind.PLAN, story)
    second = issue_document(DocumentKind.PLAN, story, correction="Nama penandatangan keliru.")
    assert (second.number, second.sequence, second.edition) == (first.number, first.sequence, 2)
    assert second.replaces == first and first.replaced_by == second
    assert second.token != first.token
    imprint = DOCUMENT_TYPES[DocumentKind.PLAN].load(second.snapshot).heading.imprint
    assert imprint.replaces == f"{first.number}, 1 Juli 2026"
    assert imprint.correction == "Nama penandatangan keliru."
    page = DOCUMENT_TYPES[DocumentKind.PLAN].render_html(
        DOCUMENT_TYPES[DocumentKind.PLAN].load(second.snapshot)
    )
    assert "Nama penandatangan keliru." in page and "edisi 2" in page
    assert Document.objects.current().get() == second


def test_a_document_that_was_never_issued_cannot_be_corrected(story: Story):
    with pytest.raises(NotYet) as refused:
        issue_document(DocumentKind.PLAN, story, correction="Keliru.")
    assert refused.value.reasons[0].code == "unissued"


def test_a_management_report_can_be_corrected_after_the_cycle_has_ended(report: Document, story: Story):
    second = issue_document(DocumentKind.REPORT, story, correction="Alamat kop surat keliru.")
    assert (second.number, second.edition, second.replaces) == (report.number, 2, report)
    assert list(Document.objects.reports()) == [second]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.VENDOR, Role.ADMINISTRATOR])
def test_only_operators_and_heads_can_issue(story: Story, role: Role):
    with pytest.raises(MayNot):
        issue(DocumentKind.PLAN, story.cycle.pk, by=UserFactory(role=role))


def test_the_database_rejects_two_equal_editions_of_a_document(story: Story):
    document = issue_document(DocumentKind.PLAN, story)
    again = Document.objects.values().get(pk=document.pk)
    again |= {"id": None, "number": "LAIN-1", "sequence": 9, "file": "lain.pdf", "token": "lain"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.bulk_create([Document(**again)])


@pytest.mark.parametrize(
    "change",
    [
        {"cycle_id": None},
        {"budget_year": 2026},
        {"kind": DocumentKind.ANNUAL},
        {"kind": "surat"},
        {"edition": 2},
        {"correction": "Tanpa pengganti."},
    ],
    ids=lambda change: "-".join(f"{name}={value}" for name, value in change.items()),
)
def test_the_database_rejects_inconsistent_documents(story: Story, change: dict[str, object]):
    document = issue_document(DocumentKind.PLAN, story)
    other = Document.objects.values().get(pk=document.pk)
    other |= {"id": None, "number": "LAIN-1", "sequence": 9, "file": "lain.pdf", "token": "lain"}
    other |= {"cycle_id": make_cycle().pk, **change}
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.bulk_create([Document(**other)])


def test_an_issued_edition_cannot_be_changed(story: Story):
    document = issue_document(DocumentKind.CRITERIA, story)
    document.number = "KRI-999"
    with pytest.raises(ImmutableError):
        document.save()
    for statement in ("UPDATE reports_document SET sha256 = ''", "DELETE FROM reports_document"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


# Visibility


def test_a_vendor_can_read_documents_of_its_own_round(story: Story, signed_in):
    person = story.contract.vendor.memberships.get().user
    plan, minutes = issue_document(DocumentKind.PLAN, story), issue_document(DocumentKind.HANDOVER, story)
    assert list(Document.objects.visible_to(person)) == [minutes]
    assert get_edition_file(DocumentKind.HANDOVER, minutes.subject_pk, person).content == minutes.read()
    client = signed_in(person)
    for url, status in (
        (minutes.page_url, 200),
        (minutes.get_absolute_url(), 200),
        (minutes.file_url, 200),
        (plan.page_url, 404),
        (plan.get_absolute_url(), 404),
        (plan.file_url, 404),
        (reverse("reports:list"), 403),
    ):
        assert client.get(url).status_code == status, url


def test_the_file_name_is_the_document_number_in_any_script(story: Story, signed_in):
    NumberTemplate.objects.create(kind=DocumentKind.PLAN, template="№ {seq}/{year}")
    file = issue_document(DocumentKind.PLAN, story).file_url
    client = signed_in(story.head)
    name = "filename*=utf-8''%E2%84%96%201-2026.pdf"
    assert client.get(file).headers["Content-Disposition"] == f"inline; {name}"
    assert client.get(file, {"download": ""}).headers["Content-Disposition"] == f"attachment; {name}"


def test_a_missing_file_returns_404(story: Story, signed_in):
    document = issue_document(DocumentKind.PLAN, story)
    default_storage.delete(document.file)
    assert signed_in(story.head).get(document.file_url).status_code == 404


def test_another_vendor_cannot_read_the_documents(story: Story, signed_in, vendor_user: User):
    minutes = issue_document(DocumentKind.HANDOVER, story)
    client = signed_in(vendor_user)
    for url in (minutes.page_url, minutes.get_absolute_url(), minutes.file_url):
        assert client.get(url).status_code == 404


# The page


def test_the_page_issues_and_corrects_a_document(story: Story, signed_in):
    client = signed_in(story.operator)
    page = reverse("reports:document", args=[DocumentKind.PLAN, story.cycle.pk])
    assert "Terbitkan dokumen" in client.get(page).content.decode()
    act = reverse("reports:issue_document", args=[DocumentKind.PLAN, story.cycle.pk])
    client.post(act)
    run_next_job()
    first = Document.objects.get()
    assert "Terbitkan edisi baru" in client.get(page).content.decode()
    refused = client.post(act, {"correction": " "})
    assert refused.status_code == 422 and Document.objects.count() == 1
    client.post(act, {"correction": "Kop surat keliru."})
    run_next_job()
    text = client.get(page).content.decode()
    assert "edisi 2" in text and "sudah diganti" in text and "Kop surat keliru." in text
    assert "tidak berlaku lagi" in client.get(first.get_absolute_url()).content.decode()
    assert "tidak berlaku lagi" in client.get(first.verify_url).content.decode()


def test_submitting_the_form_twice_issues_once(story: Story, signed_in):
    client = signed_in(story.operator)
    act = reverse("reports:issue_document", args=[DocumentKind.PLAN, story.cycle.pk])
    client.post(act)
    client.post(act)
    assert run_next_job() == 1
    client.post(act)
    run_next_job()
    assert Document.objects.count() == 1
