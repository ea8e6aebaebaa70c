"""Each refusal is a page of ours, with a sentence and a way on."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory

from accounts.models import User
from core.http.errors import bad_request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]


def test_an_unknown_address_is_a_page(client: Client) -> None:
    response = client.get("/tidak-ada/")
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in response.text


def test_a_crash_is_a_page_that_needs_no_database(client: Client, django_assert_num_queries: object) -> None:
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    assert "Terjadi kesalahan di Siklus" in response.text
    assert "on purpose" not in response.text


def test_a_conflict_lists_what_is_missing_with_links(client: Client) -> None:
    response = client.get("/not-now/")
    assert response.status_code == 409
    assert "Rencana belum memiliki aset." in response.text
    assert 'href="/plans/1/"' in response.text


def test_the_address_of_a_sent_form_is_a_page_when_it_is_opened(client: Client, operator: User) -> None:
    """Reloaded, or taken from the address bar: an empty answer would show nothing at all."""
    client.force_login(operator)
    response = client.get("/reports/bundle/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "Halaman ini tidak dapat dibuka langsung" in response.text
    assert client.get("/reports/bundle/", headers={"accept": "application/json"}).content == b""


def test_a_foreign_host_is_a_bad_request(client: Client) -> None:
    assert client.get("/people/", headers={"host": "evil.example"}).status_code == 400


def test_a_huge_upload_is_refused_with_the_limit(rf: RequestFactory, settings: object) -> None:
    settings.MAX_UPLOAD_MB = 7  # type: ignore[attr-defined]
    response = bad_request(rf.post("/"), RequestDataTooBig())
    assert response.status_code == 413
    assert "7 MB" in response.text


def test_a_request_beyond_all_files_is_stopped_unread(client: Client, settings: object) -> None:
    settings.MAX_UPLOAD_MB = 1  # type: ignore[attr-defined]
    response = client.post("/i18n/", {"x": "y"}, headers={"content-length": str(11 * 1024 * 1024)})
    assert response.status_code == 413


def test_the_wrong_role_is_told_which_role_is_needed(manager: User, client: Client) -> None:
    client.force_login(manager)
    response = client.get("/operators-only/")
    assert response.status_code == 403
    assert "Kepala Seksi Operasional" in response.text
    assert "Peran Anda: Manajer" in response.text
