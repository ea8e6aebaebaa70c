"""Download of evidence: permissions, file names and headers."""

import hashlib
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from maintenance.evidence.services import NewEvidence, duplicates_of
from maintenance.models import Evidence
from tests.accounts.factories import UserFactory
from tests.maintenance.evidence.corpus import pdf
from tests.maintenance.factories import WorkOrderFactory, jpeg, photo
from tests.maintenance.work_orders.test_work_order_pages import filled, url
from tests.maintenance.work_orders.test_work_orders import log
from tests.vendors.factories import ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def piece_of(content, name, by, purpose="document", **made):
    sent = SimpleUploadedFile(name, content)
    return log(WorkOrderFactory(**made), by, evidence=[NewEvidence(sent, purpose)]).evidence.get()


@pytest.mark.parametrize("view", ["evidence", "evidence_thumbnail"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_every_response_has_headers_against_active_content(view, method, signed_in, operator):
    piece = piece_of(jpeg(), "a.jpg", operator)

    answer = getattr(signed_in(operator), method)(url(view, piece.pk))

    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"].startswith("private")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy
    assert "allow" not in policy and "unsafe" not in policy


def test_a_document_is_downloaded_with_the_extension_of_its_type(signed_in, operator):
    piece = piece_of(pdf(), "Laporan café\u202e “1”.pdf.exe", operator)

    header = signed_in(operator).get(url("evidence", piece.pk))["Content-Disposition"]

    assert header.startswith("attachment; filename*=utf-8''Laporan%20caf%C3%A9")
    assert header.endswith(".pdf.pdf")


def test_304_is_sent_only_to_users_who_may_see_the_file(signed_in, operator):
    piece = piece_of(jpeg(), "a.jpg", operator)
    first = signed_in(operator).get(url("evidence", piece.pk))
    known = {"If-None-Match": first["ETag"]}

    again = signed_in(operator).get(url("evidence", piece.pk), headers=known)
    stranger = signed_in(UserFactory(role=Role.VENDOR)).get(
        reverse("portal:evidence", args=[piece.pk]), headers=known
    )

    assert first["ETag"] == f'"{piece.sha256}"'
    assert (again.status_code, again.content) == (304, b"")
    assert "sandbox" in again["Content-Security-Policy"]
    assert stranger.status_code == 404


def test_storage_names_are_random_and_have_no_url(signed_in, operator):
    piece = piece_of(jpeg(), "rahasia.jpg", operator)
    client = signed_in(operator)

    assert re.fullmatch(r"evidence/[0-9a-f]{2}/[0-9a-f]{64}\.jpg", piece.file.name)
    for start in ("", "media/", "static/", "static/../media/", "uploads/", "files/", "data/media/"):
        assert client.get(f"/{start}{piece.file.name}").status_code == 404


def test_anonymous_users_get_no_files(client, operator):
    piece = piece_of(jpeg(), "a.jpg", operator)

    answer = client.get(url("evidence", piece.pk))

    assert answer.status_code == 302
    assert not answer.content


def test_the_documentation_shows_both_hashes_and_the_position(signed_in, operator):
    content = jpeg()
    piece = piece_of(content, "a.jpg", operator)
    Evidence.objects.filter(pk=piece.pk).update(latitude="-6.175", longitude="106.82")

    page = signed_in(operator).get(piece.activity.work_order.get_absolute_url()).text

    assert hashlib.sha256(content).hexdigest() in page
    assert piece.sha256 in page
    assert "6,175000° LS, 106,820000° BT" in page


def test_a_duplicate_is_found_by_the_hash_of_the_received_file(operator):
    first, second = (piece_of(jpeg(), "a.jpg", operator) for _time in range(2))
    Evidence.objects.filter(pk=first.pk).update(sha256="0" * 64)  # drawn by another release of the library

    assert duplicates_of(second).get() == first


def test_the_reviewer_sees_that_a_photo_is_a_duplicate(signed_in, operator):
    orders = [WorkOrderFactory(), WorkOrderFactory()]
    client = signed_in(operator)
    for order in orders:
        client.post(url("activity_create", order.pk), filled(files_photo=[photo(name=f"{order.pk}.jpg")]))
        client.post(url("hand_in", order.pk))

    page = client.get(url("review", orders[1].pk)).text

    assert "Berkas yang sama dipakai pada" in page
    assert orders[0].code in page


def test_the_daily_upload_limit_of_a_vendor_is_enforced(settings):
    person = UserFactory(role=Role.VENDOR)
    contract = ContractFactory()
    MembershipFactory(vendor=contract.vendor, user=person)
    order = WorkOrderFactory(contract=contract)
    settings.MAX_VENDOR_MB_PER_DAY = 1
    half = NewEvidence(SimpleUploadedFile("a.pdf", padded(600_000)), "document")
    log(order, person, evidence=[half])

    page_of_pdf = NewEvidence(SimpleUploadedFile("b.pdf", padded(600_000)), "document")
    with pytest.raises(Exception) as refusal:
        log(order, person, evidence=[page_of_pdf])
    log(order, UserFactory(), evidence=[page_of_pdf])

    assert refusal.value.code == "daily_limit"
    assert "dari paling banyak 1 MB sehari" in refusal.value.messages[0]
    assert Evidence.objects.count() == 2


def padded(size):
    """A PDF of about that many bytes."""
    return pdf(lambda document: fill(document, size), compress_streams=False)


def fill(document, size):
    document.Root.Fill = document.make_stream(bytes(range(1, 251)) * (size // 250))
