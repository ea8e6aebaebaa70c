"""Browser user for tests: finds elements by their visible text, and checks every page that opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from playwright.sync_api import Download, FilePayload, Locator, Page, expect

from accounts.models import User
from tests.accounts.factories import PASSWORD
from tests.browser.page_checks import Inspector

DESKTOP: Final = {"width": 1280, "height": 800}
PHONE: Final = {"width": 390, "height": 844}
MAX_TAB_PRESSES: Final = 80
TIMEOUT_MS: Final = 15_000  # milliseconds; a loaded machine is slow, not wrong


class BrowserUser:
    def __init__(self, page: Page, user: User, inspector: Inspector, *, script: bool = True) -> None:
        self.page, self.user, self.inspector, self.script = page, user, inspector, script
        inspector.watch(page)

    # Coming and going

    def sign_in(self) -> None:
        self.open("/accounts/login/")
        self.fill("Alamat surel", self.user.email)
        self.fill("Kata sandi", PASSWORD)
        self.press("Masuk")

    def open(self, path: str) -> None:
        self.page.goto(path)
        self.look()

    def go_to(self, room: str) -> None:
        """Through the navigation, which a phone folds away behind "Menu"."""
        menu = self.page.locator("summary", has_text="Menu")
        if menu.is_visible():
            menu.click()
        with self._arriving():
            self.page.get_by_role("navigation", name="Navigasi").get_by_role(
                "link", name=room, exact=True
            ).locator("visible=true").click()

    def back(self) -> None:
        self.page.go_back()

    # Hands

    def follow(self, words: str, *, inside: Locator | None = None) -> None:
        with self._arriving():
            self._one(inside, "link", words).click()

    def press(self, words: str, *, inside: Locator | None = None) -> None:
        """A button that leads to another page."""
        with self._arriving():
            self._one(inside, "button", words).click()

    def press_with_keyboard(self, words: str) -> None:
        """From the top of the page with Tab alone, then Enter: a link or a button."""
        page = self.page
        main = page.get_by_role("main")
        wanted = main.get_by_role("link", name=words).or_(main.get_by_role("button", name=words)).first
        page.evaluate("document.activeElement?.blur()")
        for _tab in range(MAX_TAB_PRESSES):
            page.keyboard.press("Tab")
            if wanted.evaluate("each => each === document.activeElement"):
                break
        expect(wanted).to_be_focused()
        with self._arriving():
            page.keyboard.press("Enter")

    def fill(self, label: str, value: str, *, inside: Locator | None = None) -> None:
        self._field(label, inside).fill(value)

    def choose(self, label: str, option: str, *, inside: Locator | None = None) -> None:
        """In a list that folds out; `option` may be the beginning of its words."""
        field = self._field(label, inside)
        words = field.locator("option").all_inner_texts()
        field.select_option(label=next(each for each in words if each.startswith(option)))

    def tick(self, label: str, *, inside: Locator | None = None) -> None:
        """A box to tick, or one of several to choose."""
        (inside or self.page.get_by_role("main")).get_by_label(label, exact=True).check()

    def attach(self, label: str, *files: FilePayload) -> None:
        self._field(label, None).set_input_files(list(files))

    def download(self, words: str) -> Download:
        with self.page.expect_download() as caught:
            self.page.get_by_role("link", name=words).first.click()
        return caught.value

    # Eyes

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def sees_not(self, words: str) -> None:
        expect(self.page.get_by_role("main")).not_to_contain_text(words)

    def is_at(self, heading: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)

    def part(self, heading: str) -> Locator:
        """The piece of the page under a heading."""
        main = self.page.get_by_role("main")
        title = self.page.get_by_role("heading", name=heading)
        return main.locator("form, section, article, fieldset").filter(has=title).last

    def row(self, words: str) -> Locator:
        """Of a table."""
        return self.page.get_by_role("row").filter(has_text=words).first

    def look(self) -> None:
        """The inspector's questions are scripts, which a browser without JavaScript would never answer."""
        if self.script:
            self.inspector.look(self.page)

    # Inside

    def _field(self, label: str, inside: Locator | None) -> Locator:
        """Labels of required fields end with a star."""
        words = re.compile(rf"^\s*{re.escape(label)}[\s*]*(\(wajib[^)]*\))?\s*$")
        return (inside or self.page.get_by_role("main")).get_by_label(words)

    def _one(self, inside: Locator | None, role: str, words: str) -> Locator:
        among = inside or self.page.get_by_role("main")
        exact = among.get_by_role(role, name=words, exact=True)  # type: ignore[arg-type]
        return exact.or_(among.get_by_role(role, name=words)).locator("visible=true").first  # type: ignore[arg-type]

    @contextmanager
    def _arriving(self) -> Iterator[None]:
        with self.page.expect_navigation():
            yield
        self.look()
