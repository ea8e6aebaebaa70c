"""Letterhead and number template are data; a template that cannot number reports is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organization.models import Institution
from reports.models import DocumentKind, NumberTemplate
from reports.models.numbering import number
from tests.reports.factories import InstitutionFactory

GOOD = ["LAP-{seq:03}/OPS/{roman_month}/{year}", "{year}/{month:02}/{seq}", "{seq}-{year}"]
BAD = [
    "LAP/{year}",
    "LAP-{seq}",
    "{seq}/{year}/{unit}",
    "{seq}/{year}/{",
    "{seq.__class__}/{year}",
    "{seq:0999999}/{year}",
    "{}{seq}{year}",
    "{seq}{year}" + "x" * 70,
]


@pytest.mark.parametrize("template", GOOD)
def test_a_good_template_is_taken(template: str):
    NumberTemplate(kind="laporan-manajemen", template=template).clean_fields(exclude=["id"])


@pytest.mark.parametrize("template", BAD)
def test_a_template_that_cannot_number_is_refused(template: str):
    with pytest.raises(ValidationError) as refused:
        NumberTemplate(kind="laporan-manajemen", template=template).clean_fields(exclude=["id"])
    assert "template" in refused.value.message_dict


@pytest.mark.django_db
def test_a_number_carries_the_month_in_roman_figures():
    assert number(DocumentKind.REPORT, 7, date(2026, 9, 30)) == "LAP-007/OPS/IX/2026"


@pytest.mark.django_db
def test_each_kind_has_a_default_and_may_have_its_own_template():
    NumberTemplate.objects.create(kind=DocumentKind.HANDOVER, template="{seq}/BAST/{year}")
    assert number(DocumentKind.HANDOVER, 7, date(2026, 9, 30)) == "7/BAST/2026"
    every = {number(kind, 1, date(2026, 9, 30)) for kind in DocumentKind}
    assert len(every) == len(DocumentKind)


@pytest.mark.django_db
def test_there_is_one_institution_only():
    InstitutionFactory(name="Satu")
    Institution(name="Dua").save()
    assert Institution.objects.get().name == "Dua"
    with pytest.raises(IntegrityError), transaction.atomic():
        Institution.objects.bulk_create([Institution(id=2)])


@pytest.mark.django_db
def test_without_an_entered_institution_the_defaults_hold():
    assert Institution.current().unit == "Seksi Operasional"
    assert Institution.current().signatories == []


@pytest.mark.django_db
def test_whoever_has_neither_name_nor_position_does_not_sign():
    institution = InstitutionFactory(checked_name="", checked_position="")
    assert [each.act for each in institution.signatories] == ["Disusun oleh", "Disahkan oleh"]
