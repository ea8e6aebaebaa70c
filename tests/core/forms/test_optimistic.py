"""Optimistic locking: an edit page rejects data that changed after the page was loaded (core.forms.optimistic)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assets.models import ArchitectureDocument, Location
from organization.models import Institution
from plans.models import Plan
from reports.models import DocumentKind, NumberTemplate
from tests.assets.factories import ArchitectureDocumentFactory, LocationFactory
from tests.plans.factories import PlanFactory
from tests.reports.factories import InstitutionFactory

pytestmark = pytest.mark.django_db

SENTENCE = "Data ini diubah di tempat lain"


def initial_data(browser: Client, address: str) -> dict[str, Any]:
    """Return the data that the page submits when the user changes nothing."""
    form = browser.get(address).context["form"]
    return {name: form[name].value() or "" for name in form.fields if not name.startswith("logo")}


def test_a_location_form_rejects_outdated_data(as_operator: Client) -> None:
    place = LocationFactory(name="Gedung")
    address = reverse("assets:location_edit", args=[place.pk])
    page = initial_data(as_operator, address)
    Location.objects.filter(pk=place.pk).update(name="Labtek", path="Labtek")
    assert SENTENCE in as_operator.post(address, page).text
    assert Location.objects.get().name == "Labtek"


def test_an_architecture_form_rejects_outdated_data(as_operator: Client) -> None:
    document = ArchitectureDocumentFactory(title="Jaringan")
    address = reverse("assets:architecture_edit", args=[document.pk])
    page = initial_data(as_operator, address)
    ArchitectureDocument.objects.update(description="Sejak 2026")
    assert SENTENCE in as_operator.post(address, page).text
    assert ArchitectureDocument.objects.get().description == "Sejak 2026"


def test_the_architecture_form_of_a_plan_rejects_outdated_data(as_operator: Client) -> None:
    plan, document = PlanFactory(uses_map=False), ArchitectureDocumentFactory()
    page = initial_data(as_operator, reverse("plans:scope", args=[plan.pk]))
    plan.architecture.add(document)
    answer = as_operator.post(reverse("plans:architecture", args=[plan.pk]), page | {"uses_map": "on"})
    assert answer.status_code == 422 and SENTENCE in answer.text
    assert [*plan.architecture.all()] == [document] and not Plan.objects.get().uses_map


def test_the_list_below_an_invalid_form_links_to_the_scope_page(as_operator: Client) -> None:
    plan = PlanFactory()
    refused = as_operator.post(reverse("plans:architecture", args=[plan.pk]), {"architecture": ["0"]})
    assert refused.status_code == 422
    listing = refused.context["listing"]
    assert as_operator.get(f"{listing.path}?q=ups")["Location"] == (
        f"{reverse('plans:scope', args=[plan.pk])}?q=ups"
    )


def test_the_institution_form_rejects_outdated_data(client: Client, administrator: User) -> None:
    InstitutionFactory()
    client.force_login(administrator)
    address = reverse("organization:institution")
    page = initial_data(client, address)
    Institution.objects.update(city="Cirebon")
    assert SENTENCE in client.post(address, page).text
    assert Institution.current().city == "Cirebon"
    assert client.post(address, initial_data(client, address) | {"unit": "Seksi Baru"}).status_code == 302


def test_the_number_template_form_rejects_outdated_data(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    address = reverse("reports:number_templates")
    page = initial_data(client, address)
    template = NumberTemplate.objects.create(kind=DocumentKind.REPORT, template="L-{seq:03}/{year}")
    assert SENTENCE in client.post(address, page).text
    template.refresh_from_db()
    assert client.post(address, initial_data(client, address)).status_code == 302
