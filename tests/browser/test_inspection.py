"""The inspector sees what is wrong: if it were blind, every other browser test would pass for nothing."""

from playwright.sync_api import Page

from tests.browser.inspection import Inspector
from tests.browser.person import PHONE

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
