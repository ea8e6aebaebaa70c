"""PDF rendering in a subprocess: given files only, limits, error messages and reproducible bytes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.pdf import renderer
from core.pdf.renderer import Attachment, RenderError, RenderRequest, render
from tests.maintenance.factories import jpeg

AT = datetime(2026, 7, 1, 3, tzinfo=UTC)
PAGE = '<!doctype html><html lang="id"><head><title>Uji</title>{head}</head><body><p>Halo</p>{body}</body></html>'


def request(head: str = "", body: str = "", **more) -> RenderRequest:
    return RenderRequest(html=PAGE.format(head=head, body=body), at=AT, identifier="uji", **more)


def test_equal_requests_give_equal_bytes():
    render_request = request(
        '<link rel="stylesheet" href="asset:document.css">', attachments=[Attachment("a.json", "data", "{}")]
    )
    first = render(render_request)
    assert first.startswith(b"%PDF-")
    assert render(render_request) == first


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://169.254.169.254/latest/meta-data/",
        "https://contoh.ac.id/x.png",
        "asset:../settings.py",
        "media:rahasia.png",
        "data:image/png;base64,AAAA",
        "/etc/hostname",
    ],
)
def test_a_document_with_another_url_is_not_rendered(address: str):
    with pytest.raises(RenderError):
        render(request(body=f'<img alt="" src="{address}">'))


def test_a_given_image_is_printed(tmp_path: Path):
    picture = tmp_path / "foto.jpg"
    picture.write_bytes(jpeg())
    pdf = render(request(body='<img alt="Foto" src="media:foto.jpg">', media={"foto.jpg": picture}))
    assert b"/Image" in pdf


def test_a_rendering_timeout_has_a_message(settings):
    settings.PDF_SECONDS = 1
    rows = "<tr>" + "<td>x</td>" * 8 + "</tr>"
    with pytest.raises(RenderError, match="1 detik"):
        render(request(body=f"<table>{rows * 20000}</table>"))


def test_too_much_memory_has_a_message(settings):
    settings.PDF_MEMORY_MB = 150
    with pytest.raises(RenderError, match="Tidak ada yang diubah"):
        render(request(body="<p>x</p>" * 20000))


@pytest.mark.parametrize(
    ("status", "words"), [(3, "Pango"), (4, "memori"), (-9, "detik"), (-6, "terhenti"), (1, "administrator")]
)
def test_each_exit_code_has_its_message(monkeypatch: pytest.MonkeyPatch, status: int, words: str):
    def fake_run(*args, **kwargs):
        return renderer.subprocess.CompletedProcess(args, status, b"", b"why")

    monkeypatch.setattr(renderer.subprocess, "run", fake_run)
    with pytest.raises(RenderError, match=words):
        render(request())


def test_the_process_gets_no_secrets_in_its_environment(monkeypatch: pytest.MonkeyPatch):
    environment = {}

    def fake_run(*args, env, **kwargs):
        environment.update(env)
        return renderer.subprocess.CompletedProcess(args, 0, b"%PDF-", b"")

    monkeypatch.setenv("SECRET_KEY", "rahasia")
    monkeypatch.setattr(renderer.subprocess, "run", fake_run)
    render(request())
    assert "SECRET_KEY" not in environment and "DATABASE_URL" not in environment
    assert environment["SOURCE_DATE_EPOCH"] == str(int(AT.timestamp()))
