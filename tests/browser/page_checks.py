"""Looks at every page that a test visits: accessible, nothing sideways, nothing refused, nothing in the console.

On a phone whatever is pressed must be 44 by 44 CSS pixels. As WCAG 2.2 says at 2.5.5 and 2.5.8, a link in a sentence is
exempt, because the line is as high as the text is; what a label makes pressable counts with its label.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Response

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "reporter": "no-passes",
}
# What depends on the width of the window; the rest was asked when the page was seen in another.
LAYOUT = {"runOnly": ["target-size", "scrollable-region-focusable"], "reporter": "no-passes"}
# On a phone we measure targets ourselves, more strictly; axe takes one under a bar that sticks for a small one.
PHONE_LAYOUT = {**LAYOUT, "runOnly": ["scrollable-region-focusable"]}
PHONE_RULES = {**RULES, "rules": {"target-size": {"enabled": False}}}
FACTS = """() => ({
  h1: document.querySelectorAll("h1").length,
  title: document.title,
  lang: document.documentElement.lang,
  kinds: [...new Set([...document.querySelectorAll("body *")].map(each => each.tagName + each.classList))].join(),
  twins: [...document.querySelectorAll("[id]")].map(each => each.id)
    .filter((id, n, all) => all.indexOf(id) !== n),
  width: document.documentElement.scrollWidth,
  sticking_out: [...document.querySelectorAll("main *")]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.closest(".table-responsive"))
    .slice(0, 3).map(each => each.outerHTML.slice(0, 90)),
})"""

PHONE_WIDTH, THUMB = 480, 44
SMALL_TARGETS = """least => {
  const pressed = "a[href], button, summary, select, textarea, input:not([type=hidden])"
  const box = each => each.getBoundingClientRect()
  const large = each => box(each).width > least - 0.5 && box(each).height > least - 0.5
  const unseen = each => box(each).width <= 1 || !each.checkVisibility({visibilityProperty: true})
  const inSentence = link => link.tagName === "A" && getComputedStyle(link).display === "inline"
    && [...link.parentElement.childNodes].some(node => node.nodeType === 3 && node.data.trim().length > 2)
  const answers = (each, x, y) => {
    const hit = document.elementFromPoint(x, y)?.closest(`${pressed}, label`)
    return hit === each || hit?.control === each
  }
  const reach = (each, x, y, dx, dy) => {
    let far = 0
    while (far < least && answers(each, x + dx * (far + 1), y + dy * (far + 1))) far++
    return far
  }
  const reached = each => {  // beyond its own box, where its padding or a label takes the press
    each.scrollIntoView({block: "center", behavior: "instant"})
    const {x, y, width, height} = box(each), middle = [x + width / 2, y + height / 2]
    return [reach(each, ...middle, 1, 0) + reach(each, ...middle, -1, 0) + 1,
            reach(each, ...middle, 0, 1) + reach(each, ...middle, 0, -1) + 1]
  }
  const small = each => {
    const shown = [each, ...(each.labels ?? [])].filter(part => !unseen(part))
    if (!shown.length || each.disabled || inSentence(each) || shown.some(large)) return ""
    const [wide, high] = reached(shown[0])
    return wide < least || high < least ? `${wide}x${high} ${each.outerHTML.replace(/\\s+/g, " ").slice(0, 110)}` : ""
  }
  const [left, top] = [scrollX, scrollY]
  const reachable = document.querySelector("dialog:modal") ?? document
  const found = [...reachable.querySelectorAll(pressed)].map(small).filter(Boolean)
  scrollTo({left, top, behavior: "instant"})
  return found
}"""


class Inspector:
    """Collects `complaints`. A page made of the same kinds of elements as one seen before is not given to axe again."""

    def __init__(self) -> None:
        self.complaints: list[str] = []
        self.seen: dict[tuple[str, str], set[int]] = {}
        self.axe = Axe()

    def watch(self, page: Page) -> None:
        """Listens for what the browser itself says against a page: refused content, broken scripts, lost files."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("response", self._received)

    def look(self, page: Page) -> None:
        """At the page as it stands now."""
        facts = page.evaluate(FACTS)
        wide = page.viewport_size["width"] if page.viewport_size else 0
        where = f"{urlsplit(page.url).path} at {wide} px"
        if facts["h1"] != 1:
            self.complaints.append(f"{where}: {facts['h1']} headings of the first level")
        if not facts["title"].removesuffix("Siklus").strip(" ·"):
            self.complaints.append(f"{where}: no title")
        if facts["lang"] not in ("id", "en"):
            self.complaints.append(f"{where}: language “{facts['lang']}”")
        if facts["twins"]:
            self.complaints.append(f"{where}: ids that stand twice: {facts['twins']}")
        if facts["width"] > wide:
            self.complaints.append(f"{where}: scrolls sideways, {facts['width']} px: {facts['sticking_out']}")
        if wide <= PHONE_WIDTH:
            self._ask_thumb(page, where)
        widths = self.seen.setdefault((re.sub(r"\d+", "0", urlsplit(page.url).path), facts["kinds"]), set())
        if wide not in widths:
            first, later = (PHONE_RULES, PHONE_LAYOUT) if wide <= PHONE_WIDTH else (RULES, LAYOUT)
            self._ask_axe(page, where, later if widths else first)
            widths.add(wide)

    def _ask_thumb(self, page: Page, where: str) -> None:
        for small in page.evaluate(SMALL_TARGETS, THUMB):
            complaint = f"{where}: too small for a thumb: {small}"
            if complaint not in self.complaints:
                self.complaints.append(complaint)

    def _ask_axe(self, page: Page, where: str, rules: dict[str, Any]) -> None:
        for violation in self.axe.run(page, options=rules).response["violations"]:
            nodes = "; ".join(f"{node['target']} {node['html'][:120]}" for node in violation["nodes"][:3])
            complaint = f"{where}: {violation['id']} ({violation['help']}): {nodes}"
            if complaint not in self.complaints:
                self.complaints.append(complaint)

    def _heard(self, message: ConsoleMessage) -> None:
        # A page that answers 403 or 422 is logged as well; `_received` knows pages from files.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console at {message.location['url']}: {message.text}")

    def _received(self, response: Response) -> None:
        # What a form's script sends may be refused with a sentence; a file of the page must be there.
        asked = response.request
        if response.status >= 400 and asked.method == "GET" and not asked.is_navigation_request():
            self.complaints.append(f"{response.status} for {response.url}")
