"""Outgoing mail: queued in the transaction, sent once, and retried when the mail server refuses it."""

import logging
import smtplib
import threading
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.mail import EmailTemplate, delete_old_mail, enqueue, enqueue_and_discard, send_due
from core.mail.delivery import LEASE_DURATION, RETRY_PAUSES
from core.models import OutgoingMail
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, kw_only=True)
class Note(EmailTemplate):
    template = "contract_ends"
    number: str = "001/K"
    title: str = "Pemeliharaan <UPS> & genset"
    vendor: str = "PT Sejuk"
    ends_on: date = date(2026, 12, 28)


NOTE = Note(path="/vendors/contracts/1/")


class RefusingBackend(EmailBackend):
    def send_messages(self, messages: Any) -> int:
        raise smtplib.SMTPRecipientsRefused({"ratna@contoh.ac.id": (550, b"ratna@contoh.ac.id unknown")})


@pytest.fixture
def refusing_mail_server(settings: Any) -> None:
    settings.EMAIL_BACKEND = "tests.core.mail.test_outgoing_mail.RefusingBackend"


def test_a_mail_is_sent_after_its_transaction_and_not_within() -> None:
    enqueue(NOTE, to=[UserFactory()], event_key="1")
    assert mail.outbox == []
    assert send_due() == 1
    assert len(mail.outbox) == 1


def test_a_rolled_back_transaction_sends_no_mail() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue(NOTE, to=[UserFactory()], event_key="1")
        raise RuntimeError
    assert send_due() == 0


def test_a_mail_is_sent_once_by_repeated_runs() -> None:
    enqueue(NOTE, to=[UserFactory()], event_key="1")
    assert [send_due(), send_due()] == [1, 0]


def test_the_same_event_is_mailed_once_to_each_recipient() -> None:
    ratna, budi = UserFactory(), UserFactory()
    enqueue(NOTE, to=[ratna], event_key="1")
    enqueue(NOTE, to=[ratna, budi], event_key="1")
    assert send_due() == 2
    enqueue(NOTE, to=[ratna, budi], event_key="1")
    assert send_due() == 0


def test_a_mail_is_in_the_language_of_its_recipient() -> None:
    enqueue(NOTE, to=[UserFactory(), UserFactory(language="en")], event_key="1")
    send_due()
    assert "28 Desember 2026" in mail.outbox[0].body
    assert "28 December 2026" in mail.outbox[1].body


def test_a_mail_has_the_same_text_as_plain_text_and_html(settings: Any) -> None:
    settings.SITE_URL = "https://siklus.contoh.ac.id"
    enqueue(NOTE, to=[UserFactory(full_name="Ratna", email="ratna@contoh.ac.id")], event_key="1")
    send_due()
    message = mail.outbox[0]
    html = message.alternatives[0].content
    assert message.to == ["ratna@contoh.ac.id"]
    assert message.subject == "[Siklus] Kontrak 001/K segera berakhir"
    assert message.body.startswith("Yth. Ratna,\n\n")
    assert "Pemeliharaan <UPS> & genset" in message.body
    assert "Pemeliharaan &lt;UPS&gt; &amp; genset" in html
    assert '<a href="https://siklus.contoh.ac.id/vendors/contracts/1/">' in html


def test_a_line_break_in_a_name_cannot_forge_a_header() -> None:
    enqueue(Note(path="/", number="001\nBcc: jahat@contoh.id"), to=[UserFactory()], event_key="1")
    send_due()
    assert mail.outbox[0].subject.startswith("[Siklus] Kontrak 001 Bcc:")
    assert mail.outbox[0].bcc == []


def test_the_content_of_a_sent_mail_is_deleted() -> None:
    enqueue(NOTE, to=[UserFactory()], event_key="1")
    send_due()
    sent = OutgoingMail.objects.get()
    assert sent.context == {}
    assert sent.sent_at is not None


@pytest.mark.usefixtures("refusing_mail_server")
def test_a_refused_mail_is_retried_after_longer_and_longer_pauses_and_then_given_up() -> None:
    enqueue(NOTE, to=[UserFactory()], event_key="1")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for pause in RETRY_PAUSES:
            assert send_due() == 0
            waiting = OutgoingMail.objects.get()
            assert waiting.next_attempt_at == timezone.now() + pause
            clock.shift(pause)
        send_due()
        clock.shift(timedelta(days=365))
        send_due()
    given_up = OutgoingMail.objects.get()
    assert (given_up.next_attempt_at, given_up.attempts) == (None, len(RETRY_PAUSES) + 1)


def test_a_failed_mail_is_sent_when_the_server_works_again(settings: Any) -> None:
    backend = settings.EMAIL_BACKEND
    enqueue(NOTE, to=[UserFactory()], event_key="1")
    settings.EMAIL_BACKEND = "tests.core.mail.test_outgoing_mail.RefusingBackend"
    send_due()
    settings.EMAIL_BACKEND = backend
    with time_machine.travel(timezone.now() + RETRY_PAUSES[0]):
        assert send_due() == 1


@pytest.mark.usefixtures("refusing_mail_server")
def test_the_log_contains_no_address_and_no_content_of_a_mail(caplog: pytest.LogCaptureFixture) -> None:
    enqueue(NOTE, to=[UserFactory(email="ratna@contoh.ac.id", full_name="Ratna")], event_key="1")
    with caplog.at_level(logging.DEBUG):
        send_due()
    assert "SMTPRecipientsRefused" in caplog.text
    assert "ratna" not in (caplog.text + OutgoingMail.objects.get().last_error).lower()


def test_the_lease_of_a_killed_worker_expires() -> None:
    enqueue(NOTE, to=[UserFactory()], event_key="1")
    OutgoingMail.objects.update(attempts=1, next_attempt_at=timezone.now() + LEASE_DURATION)
    assert send_due() == 0
    with time_machine.travel(timezone.now() + LEASE_DURATION + timedelta(seconds=1)):
        assert send_due() == 1


def test_a_mail_sent_again_has_the_same_message_id() -> None:
    recipient = UserFactory()
    for _ in range(2):
        enqueue(NOTE, to=[recipient], event_key="1")
        send_due()
        OutgoingMail.objects.all().delete()
    first, second = (message.extra_headers["Message-ID"] for message in mail.outbox)
    assert first == second


def test_a_discarded_mail_is_not_stored() -> None:
    enqueue_and_discard(NOTE, to=UserFactory())
    assert not OutgoingMail.objects.exists()


def test_the_database_refuses_another_attempt_for_a_sent_mail() -> None:
    enqueue(NOTE, to=[UserFactory()], event_key="1")
    send_due()
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(next_attempt_at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_concurrent_workers_send_each_mail_once() -> None:
    enqueue(NOTE, to=UserFactory.create_batch(12), event_key="1")

    def work() -> None:
        try:
            send_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    receivers = [message.to[0] for message in mail.outbox]
    assert len(receivers) == len(set(receivers)) == 12


def test_an_administrator_sees_mail_and_can_retry_it(client: Any, administrator: Any) -> None:
    client.force_login(administrator)
    enqueue(NOTE, to=[UserFactory()], event_key="1")
    OutgoingMail.objects.update(next_attempt_at=None, attempts=8)
    page = client.get("/admin/core/outgoingmail/")
    assert page.status_code == 200
    data = {"action": "try_again", "_selected_action": [OutgoingMail.objects.get().pk]}
    client.post("/admin/core/outgoingmail/", data)
    assert send_due() == 1


def test_old_sent_mail_is_deleted_and_failed_mail_is_not(settings: Any) -> None:
    settings.KEEP_SENT_MAIL_DAYS = 90
    enqueue(NOTE, to=UserFactory.create_batch(4), event_key="1")
    old, fresh, failed, waiting = OutgoingMail.objects.order_by("pk")
    now = timezone.now()
    for message, days in ((old, 91), (fresh, 89)):
        message.sent_at, message.next_attempt_at = now - timedelta(days=days), None
        message.save()
    for message, due in ((failed, None), (waiting, now)):
        message.posted_at, message.next_attempt_at = now - timedelta(days=400), due
        message.save()
    assert delete_old_mail() == 1
    assert set(OutgoingMail.objects.all()) == {fresh, failed, waiting}
