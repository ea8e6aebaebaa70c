"""A vendor's technician with one work order, and a line that can be held in the middle of a file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from time import monotonic

import pytest

from accounts.models import User
from maintenance.evidence import temporary_uploads
from maintenance.evidence.services import NewEvidence
from maintenance.models import WorkOrder
from maintenance.sop import State
from tests.browser.browser_user import TIMEOUT_MS, BrowserUser
from tests.maintenance.factories import make_cycle
from tests.vendors.factories import ContractFactory, MembershipFactory
from vendors.models import Contract


@pytest.fixture
def contract(transactional_db: None) -> Contract:
    return ContractFactory()


@pytest.fixture
def technician(contract: Contract) -> User:
    return MembershipFactory(vendor=contract.vendor).user


@pytest.fixture
def order(contract: Contract, technician: User) -> WorkOrder:
    required = {"before": 1, "after": 1}
    cycle = make_cycle(State.VENDOR_WORK, contract=contract, checklist=True, required_evidence=required)
    return cycle.rounds.get().work_orders.get()


class Line:
    """Lets so many files through, then holds the next one until the test lets it go."""

    def __init__(self, files: int) -> None:
        self.files, self.arrived, self.hold = files, 0, temporary_uploads.store
        self._reached, self._free = threading.Event(), threading.Event()

    def __call__(self, new: NewEvidence, user: User) -> str:
        self.arrived += 1
        if self.arrived > self.files:
            self._reached.set()
            self._free.wait(30)
        return self.hold(new, user)

    def is_busy(self, person: BrowserUser) -> None:
        """Waits until a file is held; the browser needs this thread while it sends."""
        last = monotonic() + TIMEOUT_MS / 1000
        while not self._reached.is_set():
            assert monotonic() < last, "no file arrives"
            person.page.wait_for_timeout(20)

    def let_go(self) -> None:
        self._free.set()


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    made = Line(files=1)
    monkeypatch.setattr(temporary_uploads, "store", made)
    yield made
    made.let_go()
