"""Issued documents cannot be changed through the model, the admin or the database."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from reports.immutability import TRIGGERS
from reports.models import Acknowledgement, Document, ImmutableError
from tests.accounts.factories import UserFactory


def test_the_model_rejects_changes_to_a_report(report: Document):
    report.number = "LAP-999"
    with pytest.raises(ImmutableError):
        report.save()
    with pytest.raises(ImmutableError):
        report.delete()


def test_the_database_rejects_changes_to_a_report(report: Document):
    for statement in (
        lambda: Document.objects.update(sha256="0" * 64),
        lambda: Document.objects.filter(pk=report.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            statement()
    assert Document.objects.get().sha256 == report.sha256


def test_the_database_rejects_changes_to_an_acknowledgement(report: Document, manager):
    given = report.acknowledge(by=manager, note="Baik.")
    with pytest.raises(ImmutableError):
        given.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        Acknowledgement.objects.update(note="Lain.")
    assert report.acknowledge(by=manager, note="Lain.").note == "Baik."


def test_the_admin_shows_reports_read_only(report: Document, administrator, signed_in):
    client = signed_in(administrator)
    page = reverse("admin:reports_document_change", args=[report.pk])
    assert report.number in client.get(page).content.decode()
    assert client.post(page, {"number": "X"}).status_code == 403
    assert client.post(reverse("admin:reports_document_delete", args=[report.pk])).status_code == 403
    assert client.get(reverse("admin:reports_document_add")).status_code == 403


@pytest.mark.django_db
def test_every_immutability_trigger_exists():
    assert all(trigger.exists(connection) for trigger in TRIGGERS)


def test_a_finished_cycle_cannot_be_changed(report: Document):
    with pytest.raises(IntegrityError), transaction.atomic():
        type(report.cycle).objects.filter(pk=report.cycle_id).update(recommendations="Lain.")


def test_the_issuer_of_a_report_cannot_be_deleted(report: Document):
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        report.issued_by.delete()
    assert UserFactory().pk
