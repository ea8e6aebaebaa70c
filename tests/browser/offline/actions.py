"""What a person does with the activity form on a phone, and what is then to be seen of the draft."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final

from django.utils import timezone
from playwright.sync_api import FilePayload, Locator, expect

from maintenance.models import WorkOrder
from tests.browser import actions
from tests.browser.browser_user import TIMEOUT_MS, BrowserUser

DONE: Final = "Filter dibersihkan, suhu diukur."
COPY_IS_KEPT: Final = f"""async () => {{
  const last = performance.now() + {TIMEOUT_MS}
  const until = async kept => {{
    while (!(await kept())) {{
      if (performance.now() > last) throw new Error(`No copy of ${{location.pathname}} is kept: ${{kept}}`)
      await new Promise(next => setTimeout(next, 20))
    }}
  }}
  await until(() => navigator.serviceWorker.controller?.state === "activated")
  await until(() => caches.match(location.pathname))
}}"""
AFTER: Final = "Foto sesudah"
COLORS: Final = ("red", "green", "blue")


def form_of(order: WorkOrder) -> str:
    return f"/portal/work-orders/{order.pk}/activities/new/"


def page_of(order: WorkOrder) -> str:
    return f"/portal/work-orders/{order.pk}/"


def photos(*colors: str) -> list[FilePayload]:
    return [actions.photo(f"{color}.jpg", color) for color in colors]


def open_form(person: BrowserUser, order: WorkOrder) -> None:
    """Until the page would open without a line, too."""
    person.open(form_of(order))
    is_kept_as_a_copy(person)


def is_kept_as_a_copy(person: BrowserUser) -> None:
    """The worker stands behind the page and has a copy of it."""
    person.page.evaluate(COPY_IS_KEPT)


def write(person: BrowserUser, text: str = DONE) -> None:
    now = timezone.localtime()
    person.fill("Mulai", (now - timedelta(hours=3)).strftime(actions.MOMENT))
    person.fill("Selesai", (now - timedelta(hours=1)).strftime(actions.MOMENT))
    person.fill("Yang dikerjakan", text)
    is_kept(person)


def save(person: BrowserUser) -> None:
    person.page.get_by_role("button", name="Simpan kegiatan").click()


def standing(person: BrowserUser) -> Locator:
    """What the form says of the draft."""
    return person.page.locator("[data-draft]:not([hidden])")


def is_kept(person: BrowserUser) -> None:
    expect(standing(person)).to_contain_text("Isian disimpan di perangkat ini")


def is_waiting(person: BrowserUser) -> None:
    expect(standing(person)).to_contain_text("Menunggu dikirim")
    expect(standing(person)).to_contain_text("Tidak ada sambungan.")


def holds(person: BrowserUser, *names: str) -> None:
    """The files that the form shows."""
    expect(person.page.locator(".file-name")).to_have_text([re.compile(re.escape(name)) for name in names])


def says(person: BrowserUser, text: str) -> None:
    expect(person.page.get_by_label("Yang dikerjakan")).to_have_value(text)


def is_saved(person: BrowserUser, order: WorkOrder) -> None:
    person.page.wait_for_url(f"**{page_of(order)}")
    person.sees("Kegiatan tersimpan.")
    person.look()


def strip(person: BrowserUser) -> Locator:
    """What waits on this device, as other pages say it."""
    return person.page.get_by_role("region", name="Di perangkat ini, belum terkirim")
