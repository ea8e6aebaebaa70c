"""Installed web app: manifest, icons, service worker and offline page."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_manifest_allows_installation(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    assert answer.headers["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert manifest["name"] == "Siklus – Pemeliharaan infrastruktur"
    assert (manifest["lang"], manifest["start_url"], manifest["scope"]) == ("id", "/", "/")
    assert manifest["display"] == "standalone"


def test_favicon_ico_redirects_to_an_existing_icon(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    assert 'rel="icon"' not in client.get("/admin/").text
    address = client.get("/favicon.ico").headers["Location"]
    assert finders.find(address.removeprefix("/static/"))


def test_the_icons_exist_in_the_sizes_of_the_manifest(client: Client) -> None:
    icons = client.get("/manifest.webmanifest").json()["icons"]
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in icons}
    assert any(icon["purpose"] == "maskable" for icon in icons)
    for icon in icons:
        path = finders.find(icon["src"].removeprefix("/static/"))
        assert path, icon
        if icon["type"] == "image/png":
            with Image.open(str(path)) as image:
                assert "x".join(map(str, image.size)) == icon["sizes"]


def test_the_service_worker_is_served_from_the_root_and_is_not_cached(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_every_file_cached_by_the_service_worker_exists(client: Client) -> None:
    text = client.get("/sw.js").text
    names = [part for part in text.split('"') if part.startswith("/static/")]
    assert len(names) > 15
    for name in names:
        assert finders.find(name.removeprefix("/static/")), name


def test_a_changed_file_changes_the_service_worker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = client.get("/sw.js").text
    assert client.get("/sw.js").text == before
    monkeypatch.setattr("core.frontend.web_app.APP_SHELL", ("css/siklus.css",))
    assert client.get("/sw.js").text != before


def test_the_offline_page_contains_no_user_data(client: Client, operator: User) -> None:
    client.force_login(operator)
    page = client.get("/offline/")
    assert page.status_code == 200
    assert operator.full_name not in page.text
    assert 'name="siklus-person" content=""' in page.text


def test_the_manifest_has_the_language_of_the_user(client: Client, settings: Any) -> None:
    client.cookies["django_language"] = "en"
    assert client.get("/manifest.webmanifest").json()["lang"] == "en"
