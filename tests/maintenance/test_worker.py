"""The worker ticks and sends mail until it is told to stop, whatever fails meanwhile."""

import os
import signal
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from core import outbox
from core.models import OutgoingMail
from maintenance.management.commands import work
from tests.accounts.factories import UserFactory
from vendors.letters import WelcomeLetter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "close_old_connections", lambda: None)


def test_the_worker_sends_mail_and_stops_when_told(
    monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any]
) -> None:
    outbox.post(WelcomeLetter(path="/", vendor="PT Sejuk"), to=[UserFactory()], about="1")
    send_due = work.send_due

    def send_and_stop() -> None:
        send_due()
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr(work, "send_due", send_and_stop)
    call_command("work", interval=0.01)
    assert len(mailoutbox) == 1


def test_a_tick_that_fails_does_not_end_the_worker(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    turns: list[int] = []

    def fail() -> None:
        turns.append(1)
        if len(turns) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        raise RuntimeError

    monkeypatch.setattr(work, "tick", fail)
    call_command("work", interval=0.01)
    assert len(turns) == 2
    assert "tick failed" in caplog.text


def test_a_tick_by_hand_sends_the_mail_too(mailoutbox: list[Any], capsys: Any) -> None:
    outbox.post(WelcomeLetter(path="/", vendor="PT Sejuk"), to=[UserFactory()], about="1")
    call_command("tick")
    assert "1 mails sent" in capsys.readouterr().out
    assert len(mailoutbox) == 1


def test_a_tick_forgets_mail_that_was_sent_long_ago(mailoutbox: list[Any]) -> None:
    outbox.post(WelcomeLetter(path="/", vendor="PT Sejuk"), to=[UserFactory()], about="1")
    outbox.send_due()
    OutgoingMail.objects.update(sent_at=timezone.now() - timedelta(days=3650))
    call_command("tick")
    assert not OutgoingMail.objects.exists()
