"""The upload benchmark runs to its end and prints times and memory."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Role
from demo import campus
from demo.benchmark import web_server
from demo.sign_ins import DEMO_SIGN_INS
from maintenance.models import Evidence
from maintenance.sop import State
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import make_cycle


@pytest.fixture
def live_server_as_worker(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Use the live server instead of a separate web worker, which would not see the data of the test."""

    @contextmanager
    def running_server() -> Iterator[web_server.Server]:
        yield web_server.Server(live_server.url, os.getpid())

    monkeypatch.setattr(web_server, "running_server", running_server)
    monkeypatch.setattr(campus, "exists", lambda: True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("live_server_as_worker")
def test_photos_are_uploaded_while_other_pages_respond() -> None:
    people = {each.role: UserFactory(role=each.role, email=each.email) for each in DEMO_SIGN_INS}
    make_cycle(State.INTERNAL_WORK, by=people[Role.OPERATOR])
    out = StringIO()
    call_command("benchmark_uploads", photos=2, megabytes=5, stdout=out)
    output = out.getvalue()
    assert re.search(r"1/2 +5\.0 MB +302 ", output)
    assert re.search(r"2/2 +5\.0 MB +302 ", output)
    assert re.search(r"MB before, \d+ MB at most, \d+ MB after", output)
    assert " 0 failures." in output
    assert Evidence.objects.count() == 2


@pytest.mark.django_db
def test_without_demo_data_the_command_names_the_demo_command() -> None:
    with pytest.raises(CommandError, match=r"manage\.py demo"):
        call_command("benchmark_uploads", stdout=StringIO())
