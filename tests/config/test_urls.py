"""Redirects of former URLs."""

from django.test import Client


def test_the_former_label_page_redirects_permanently_with_its_query(client: Client) -> None:
    response = client.get("/reports/labels/?q=UPS")
    assert response.status_code == 301 and response["Location"] == "/assets/labels/?q=UPS"
