"""Number templates of documents: validation, defaults, and the settings page that edits them."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from reports.models import DocumentKind, NumberTemplate
from reports.models.number_template import build_number, default_template

URL = "/settings/numbers/"
VALID = ["LAP-{seq:03}/OPS/{roman_month}/{year}", "{year}/{month:02}/{seq}", "{seq}-{year}"]
INVALID = [
    "LAP/{year}",
    "LAP-{seq}",
    "{seq}/{year}/{unit}",
    "{seq}/{year}/{",
    "{seq.__class__}/{year}",
    "{seq:0999999}/{year}",
    "{}{seq}{year}",
    "{seq}{year}" + "x" * 70,
]


@pytest.mark.parametrize("template", VALID)
def test_a_valid_template_is_accepted(template: str):
    NumberTemplate(kind="laporan-manajemen", template=template).clean_fields(exclude=["id"])


@pytest.mark.parametrize("template", INVALID)
def test_an_invalid_template_is_rejected(template: str):
    with pytest.raises(ValidationError) as refused:
        NumberTemplate(kind="laporan-manajemen", template=template).clean_fields(exclude=["id"])
    assert "template" in refused.value.message_dict


@pytest.mark.django_db
def test_a_number_can_contain_the_month_in_roman_numerals():
    assert build_number(DocumentKind.REPORT, 7, date(2026, 9, 30)) == "LAP-007/OPS/IX/2026"


@pytest.mark.django_db
def test_each_kind_has_a_default_template_that_can_be_replaced():
    NumberTemplate.objects.create(kind=DocumentKind.HANDOVER, template="{seq}/BAST/{year}")
    assert build_number(DocumentKind.HANDOVER, 7, date(2026, 9, 30)) == "7/BAST/2026"
    every = {build_number(kind, 1, date(2026, 9, 30)) for kind in DocumentKind}
    assert len(every) == len(DocumentKind)


# The settings page


@pytest.fixture
def admin(administrator: User, client: Client) -> Client:
    client.force_login(administrator)
    return client


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def form_data(**changed: str) -> dict[str, str]:
    return {kind.value: changed.get(kind.name, default_template(kind)) for kind in DocumentKind}


def test_each_kind_has_its_own_template_and_defaults_are_not_stored(admin: Client):
    page = words(admin.post(URL, form_data(REPORT="{seq:03}/LAP/{year}"), follow=True))
    assert "001/LAP/" in page
    assert list(NumberTemplate.objects.values_list("kind", "template")) == [
        ("laporan-manajemen", "{seq:03}/LAP/{year}")
    ]
    admin.post(URL, form_data())
    assert not NumberTemplate.objects.exists()


def test_two_kinds_can_swap_their_templates(admin: Client):
    admin.post(URL, form_data(PLAN="A{seq}/{year}", CRITERIA="B{seq}/{year}"))
    admin.post(URL, form_data(PLAN="B{seq}/{year}", CRITERIA="A{seq}/{year}"))
    kept = dict(NumberTemplate.objects.values_list("kind", "template"))
    assert kept == {"rencana-pemeliharaan": "B{seq}/{year}", "kriteria-penerimaan": "A{seq}/{year}"}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"PLAN": "REN/{year}"}, "harus memuat {seq}"),
        ({"PLAN": "KRI-{seq:03}/OPS/{roman_month}/{year}"}, "sudah dipakai"),
    ],
)
def test_invalid_and_duplicate_templates_are_rejected(admin: Client, wrong, said: str):
    response = admin.post(URL, form_data(**wrong))
    assert response.status_code == 422 and said in words(response)
    assert not NumberTemplate.objects.exists()
