"""PDFs are made in a process of its own, from named files only, within limits, and alike for the same input."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.pdf import renderer
from core.pdf.renderer import Attachment, RenderError, RenderRequest, render

AT = datetime(2026, 7, 1, 3, tzinfo=UTC)
PAGE = '<!doctype html><html lang="id"><head><title>Uji</title>{head}</head><body><p>Halo</p>{body}</body></html>'


def job(head: str = "", body: str = "", **more) -> RenderRequest:
    return RenderRequest(html=PAGE.format(head=head, body=body), at=AT, identifier="uji", **more)


def test_the_same_job_gives_the_same_bytes():
    one = job(
        '<link rel="stylesheet" href="asset:document.css">', attachments=[Attachment("a.json", "data", "{}")]
    )
    first = render(one)
    assert first.startswith(b"%PDF-")
    assert render(one) == first


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
def test_a_document_that_names_anything_else_is_not_made(address: str):
    with pytest.raises(RenderError):
        render(job(body=f'<img alt="" src="{address}">'))


def test_a_picture_that_is_handed_over_is_printed(tmp_path: Path):
    from tests.maintenance.factories import jpeg

    picture = tmp_path / "foto.jpg"
    picture.write_bytes(jpeg())
    pdf = render(job(body='<img alt="Foto" src="media:foto.jpg">', media={"foto.jpg": picture}))
    assert b"/Image" in pdf


def test_a_document_that_takes_too_long_is_stopped_with_a_sentence(settings):
    settings.PDF_SECONDS = 1
    rows = "<tr>" + "<td>x</td>" * 8 + "</tr>"
    with pytest.raises(RenderError, match="1 detik"):
        render(job(body=f"<table>{rows * 20000}</table>"))


def test_a_document_that_takes_too_much_memory_is_stopped_with_a_sentence(settings):
    settings.PDF_MEMORY_MB = 150
    with pytest.raises(RenderError, match="Tidak ada yang diubah"):
        render(job(body="<p>x</p>" * 20000))


@pytest.mark.parametrize(
    ("status", "words"), [(3, "Pango"), (4, "memori"), (-9, "detik"), (-6, "terhenti"), (1, "administrator")]
)
def test_each_way_to_fail_has_its_sentence(monkeypatch: pytest.MonkeyPatch, status: int, words: str):
    def ends(*args, **kwargs):
        return renderer.subprocess.CompletedProcess(args, status, b"", b"why")

    monkeypatch.setattr(renderer.subprocess, "run", ends)
    with pytest.raises(RenderError, match=words):
        render(job())


def test_the_process_learns_no_secret(monkeypatch: pytest.MonkeyPatch):
    seen = {}

    def looks(*args, env, **kwargs):
        seen.update(env)
        return renderer.subprocess.CompletedProcess(args, 0, b"%PDF-", b"")

    monkeypatch.setenv("SECRET_KEY", "rahasia")
    monkeypatch.setattr(renderer.subprocess, "run", looks)
    render(job())
    assert "SECRET_KEY" not in seen and "DATABASE_URL" not in seen
    assert seen["SOURCE_DATE_EPOCH"] == str(int(AT.timestamp()))
