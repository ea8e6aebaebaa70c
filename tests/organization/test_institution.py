"""The single institution row, its defaults and its signatories."""

import pytest
from django.db import IntegrityError, transaction

from organization.models import Institution
from tests.reports.factories import InstitutionFactory


@pytest.mark.django_db
def test_a_second_institution_row_is_rejected():
    InstitutionFactory(name="Satu")
    Institution(name="Dua").save()
    assert Institution.objects.get().name == "Dua"
    with pytest.raises(IntegrityError), transaction.atomic():
        Institution.objects.bulk_create([Institution(id=2)])


@pytest.mark.django_db
def test_without_a_stored_institution_the_defaults_apply():
    assert Institution.current().unit == "Seksi Operasional"
    assert Institution.current().signatories == []


@pytest.mark.django_db
def test_a_signatory_without_name_and_position_is_omitted():
    institution = InstitutionFactory(checked_name="", checked_position="")
    assert [each.act for each in institution.signatories] == ["Disusun oleh", "Disahkan oleh"]
