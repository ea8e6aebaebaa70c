"""The activity form on a bad line: what is written stays on the phone, is sent when it can be, once, by its person."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from accounts.models import User
from maintenance import held
from maintenance.models import Activity, Evidence, WorkOrder
from maintenance.sop import State
from tests.browser import steps
from tests.browser.conftest import Seat
from tests.browser.person import PHONE, Person
from tests.maintenance.factories import make_cycle
from tests.vendors.factories import ContractFactory, MembershipFactory

DONE = "Filter dibersihkan, suhu diukur."
LABEL = "Foto sesudah"


@pytest.fixture
def contract(transactional_db: None) -> Any:
    return ContractFactory()


@pytest.fixture
def technician(contract: Any) -> User:
    return MembershipFactory(vendor=contract.vendor).user


@pytest.fixture
def order(contract: Any, technician: User) -> WorkOrder:
    cycle = make_cycle(
        State.VENDOR_WORK, contract=contract, checklist=True, required_evidence={"before": 1, "after": 1}
    )
    return cycle.rounds.get().work_orders.get()


def form_of(order: WorkOrder) -> str:
    return f"/portal/work-orders/{order.pk}/activities/new/"


def write(person: Person, text: str = DONE) -> None:
    now = timezone.localtime()
    person.fill("Mulai", (now - timedelta(hours=3)).strftime(steps.MOMENT))
    person.fill("Selesai", (now - timedelta(hours=1)).strftime(steps.MOMENT))
    person.fill("Yang dikerjakan", text)


def standing(person: Person) -> Locator:
    """What the form says about the draft."""
    return person.page.locator("[data-draft]")


def is_kept(person: Person) -> None:
    expect(standing(person).get_by_role("heading")).to_have_text("Isian disimpan di perangkat ini")


def is_under_the_worker(person: Person) -> None:
    """The worker has its files and stands behind this page."""
    person.page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")


def save(person: Person) -> None:
    person.page.get_by_role("button", name="Simpan kegiatan").click()


class Line:
    """Holds what arrives at the server after so many files, until the test lets it go."""

    def __init__(self, files: int) -> None:
        self.left, self.reached, self.free = files, threading.Event(), threading.Event()

    def __call__(self, new: Any, user: User) -> str:
        if self.left == 0:
            self.reached.set()
            self.free.wait(30)
        self.left -= 1
        return _hold(new, user)


_hold = held.hold


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """Carries one file, and stops in the second."""
    made = Line(files=1)
    monkeypatch.setattr(held, "hold", made)
    yield made
    made.free.set()


def test_the_network_goes_in_the_middle_of_three_photos_and_comes_back(
    seat: Seat, technician: User, order: WorkOrder, line: Line
) -> None:
    person = seat(technician, PHONE)
    person.open(form_of(order))
    is_under_the_worker(person)
    write(person)
    person.attach(LABEL, *(steps.photo(f"{color}.jpg", color) for color in ("red", "green", "blue")))
    save(person)
    while not line.reached.is_set():  # the browser needs this thread while it sends
        person.page.evaluate("() => new Promise(requestAnimationFrame)")
    expect(person.page.get_by_text("sudah sampai di server")).to_have_count(1)
    person.page.context.set_offline(True)
    line.free.set()
    expect(standing(person)).to_contain_text("Menunggu dikirim")
    expect(standing(person)).to_contain_text("Tidak ada sambungan.")
    person.look()
    assert not Activity.objects.exists()

    person.page.context.set_offline(False)
    person.page.wait_for_url(f"**/portal/work-orders/{order.pk}/")
    person.sees("Kegiatan tersimpan.")
    activity = Activity.objects.get()
    assert {piece.original_name for piece in activity.evidence.all()} == {"red.jpg", "green.jpg", "blue.jpg"}
    assert Evidence.objects.count() == 3
    person.look()
