"""Commands run_worker and run_scheduled_tasks."""

import os
import signal
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string

from core.mail import enqueue, send_due
from core.models import OutgoingMail
from maintenance.management.commands import run_worker
from tests.accounts.factories import UserFactory
from vendors.emails import WelcomeEmail

pytestmark = pytest.mark.django_db

HERE = "tests.maintenance.test_worker"
turns: list[str] = []


@pytest.fixture(autouse=True)
def one_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_worker, "close_old_connections", lambda: None)
    turns.clear()


def often() -> None:
    turns.append("often")
    if len(turns) > 3:
        os.kill(os.getpid(), signal.SIGTERM)


def seldom() -> None:
    turns.append("seldom")


def fail() -> None:
    turns.append("fail")
    if len(turns) == 2:
        os.kill(os.getpid(), signal.SIGTERM)
    raise RuntimeError


def stop() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_the_worker_sends_mail_and_stops_on_a_signal(settings: Any, mailoutbox: list[Any]) -> None:
    enqueue(WelcomeEmail(path="/", vendor="PT Sejuk"), to=[UserFactory()], event_key="1")
    settings.BACKGROUND = {"core.mail.send_due": 5, f"{HERE}.stop": 1, f"{HERE}.seldom": 1}
    call_command("run_worker")
    assert len(mailoutbox) == 1
    assert turns == []  # told to stop, it begins nothing more


def test_each_task_runs_at_its_interval(settings: Any) -> None:
    settings.BACKGROUND = {f"{HERE}.seldom": 3600, f"{HERE}.often": 0.01}
    call_command("run_worker")
    assert turns == ["seldom", "often", "often", "often"]


def test_a_failing_task_does_not_stop_the_worker(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    settings.BACKGROUND = {f"{HERE}.fail": 0.01}
    call_command("run_worker")
    assert turns == ["fail", "fail"]
    assert "fail failed" in caplog.text


def test_all_background_tasks_of_the_settings_exist(settings: Any) -> None:
    assert all(callable(import_string(name)) for name in settings.BACKGROUND)


def test_run_scheduled_tasks_sends_mail(mailoutbox: list[Any], capsys: Any) -> None:
    enqueue(WelcomeEmail(path="/", vendor="PT Sejuk"), to=[UserFactory()], event_key="1")
    call_command("run_scheduled_tasks")
    assert "core.mail.send_due: 1" in capsys.readouterr().out
    assert len(mailoutbox) == 1


def test_run_scheduled_tasks_deletes_old_mail(mailoutbox: list[Any]) -> None:
    enqueue(WelcomeEmail(path="/", vendor="PT Sejuk"), to=[UserFactory()], event_key="1")
    send_due()
    OutgoingMail.objects.update(sent_at=timezone.now() - timedelta(days=3650))
    call_command("run_scheduled_tasks")
    assert not OutgoingMail.objects.exists()
