"""The inspector sees what is wrong: if it were blind, every other browser test would pass for nothing."""

from playwright.sync_api import Page

from tests.browser.browser_user import PHONE
from tests.browser.page_checks import Inspector

BAD = """<!doctype html><html><head><title> · Siklus</title></head><body>
<h1>Satu</h1><h1>Dua</h1><p id="a"></p><p id="a"></p><img src="data:,"><table width="900"><tr><td>x</td></tr></table>
<input type="text">
<script>throw new Error("rusak")</script></body></html>"""


def test_a_bad_page_is_seen_to_be_bad(page: Page) -> None:
    inspector = Inspector()
    inspector.watch(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.set_content(BAD)
    inspector.look(page)
    said = "\n".join(inspector.complaints)
    for complaint in (
        "2 headings",
        "no title",
        "language",
        "twice",
        "sideways",
        "image-alt",
        "label",
        "rusak",
    ):
        assert complaint in said


THUMBS = """<!doctype html><html lang="id"><head><title>Jempol</title>
<meta name="viewport" content="width=device-width">
<style>.tall { display: inline-block; min-width: 44px; line-height: 44px } label { display: block; padding: 15px }
.hidden { position: absolute; width: 1px; height: 1px }</style></head><body><main><h1>Jempol</h1>
<a href="#1">Sendiri</a> <button>x</button> <input type="checkbox" id="bare" aria-label="Telanjang">
<p>Di tengah <a href="#2">kalimat</a> tautan setinggi barisnya.</p><a class="tall" href="#3">Tinggi</a>
<label>Berlabel <input type="checkbox"></label><label>Berkas <input class="hidden" type="file"></label>
<details><summary class="tall">Lipatan</summary><a href="#4">Tersembunyi</a></details></main></body></html>"""


def test_what_a_thumb_would_miss_is_seen(page: Page) -> None:
    inspector = Inspector()
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.set_content(THUMBS)
    inspector.look(page)
    small = [each for each in inspector.complaints if "too small for a thumb" in each]
    assert len(small) == 3
    for part in ("Sendiri", "<button>x", 'id="bare"'):
        assert any(part in each for each in small)
