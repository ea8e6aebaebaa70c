"""Error pages: each has an explanation and, where possible, a link to continue."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory

from accounts.models import User
from core.http.errors import bad_request

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_site")]


def test_an_unknown_url_gives_the_not_found_page(client: Client) -> None:
    response = client.get("/tidak-ada/")
    assert response.status_code == 404
    assert "Halaman tidak ditemukan" in response.text


def test_the_server_error_page_shows_no_exception_text(
    client: Client, django_assert_num_queries: object
) -> None:
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    assert "Terjadi kesalahan di Siklus" in response.text
    assert "on purpose" not in response.text


def test_the_conflict_page_lists_the_reasons_with_links(client: Client) -> None:
    response = client.get("/not-now/")
    assert response.status_code == 409
    assert "Rencana belum memiliki aset." in response.text
    assert 'href="/plans/1/"' in response.text


def test_a_get_request_to_a_post_url_gives_an_error_page(client: Client, operator: User) -> None:
    """A user opens such a URL by reloading or from the address bar; an empty response would show a blank page."""
    client.force_login(operator)
    response = client.get("/reports/bundle/")
    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert "Halaman ini tidak dapat dibuka langsung" in response.text
    assert client.get("/reports/bundle/", headers={"accept": "application/json"}).content == b""


def test_an_unknown_host_is_a_bad_request(client: Client) -> None:
    assert client.get("/people/", headers={"host": "evil.example"}).status_code == 400


def test_an_upload_that_is_too_large_is_refused_with_the_limit(rf: RequestFactory, settings: object) -> None:
    settings.MAX_UPLOAD_MB = 7  # type: ignore[attr-defined]
    response = bad_request(rf.post("/"), RequestDataTooBig())
    assert response.status_code == 413
    assert "7 MB" in response.text


def test_a_request_larger_than_all_upload_limits_is_rejected_unread(client: Client, settings: object) -> None:
    settings.MAX_UPLOAD_MB = 1  # type: ignore[attr-defined]
    response = client.post("/i18n/", {"x": "y"}, headers={"content-length": str(11 * 1024 * 1024)})
    assert response.status_code == 413


def test_the_forbidden_page_names_the_required_role(manager: User, client: Client) -> None:
    client.force_login(manager)
    response = client.get("/operators-only/")
    assert response.status_code == 403
    assert "Kepala Seksi Operasional" in response.text
    assert "Peran Anda: Manajer" in response.text
