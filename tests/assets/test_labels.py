"""QR labels: printed content, and the page that scanning opens for each role."""

from __future__ import annotations

import re

import pytest
import segno
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assets import labels
from assets.labels import LABEL_FORMATS, Label, LabelFormat
from assets.models import Asset
from maintenance.models import WorkOrder
from maintenance.sop import State
from tests.assets.factories import AssetFactory
from tests.maintenance.factories import make_cycle
from tests.vendors.factories import ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def technician() -> User:
    person: User = MembershipFactory().user
    return person


def work_for(person: User, assets: list[Asset]) -> list[WorkOrder]:
    contract = ContractFactory(vendor=person.memberships.get().vendor)
    cycle = make_cycle(State.VENDOR_WORK, contract=contract, assets=assets)
    return list(WorkOrder.objects.filter(round__cycle=cycle))


def scanned(client: Client, token: str) -> str:
    return client.get(reverse("scan", args=[token])).headers.get("Location", "")


def test_every_asset_has_a_token_of_its_own() -> None:
    tokens = {asset.label_token for asset in AssetFactory.create_batch(20)}
    assert len(tokens) == 20
    assert all(len(token) == 12 for token in tokens)


def test_staff_reach_the_asset(client: Client, operator: User) -> None:
    asset = AssetFactory()
    client.force_login(operator)
    assert scanned(client, asset.label_token) == asset.get_absolute_url()
    assert client.get(reverse("scan", args=["karangan"])).status_code == 404


def test_a_technician_reaches_the_open_work_order(client: Client, technician: User) -> None:
    asset = AssetFactory()
    (order,) = work_for(technician, [asset])
    client.force_login(technician)
    assert scanned(client, asset.label_token) == reverse("portal:work_order", args=[order.pk])


def test_several_work_orders_are_offered(client: Client, technician: User) -> None:
    asset = AssetFactory()
    orders = [*work_for(technician, [asset]), *work_for(technician, [asset])]
    client.force_login(technician)
    page = client.get(reverse("scan", args=[asset.label_token]))
    assert page.status_code == 200
    assert all(reverse("portal:work_order", args=[order.pk]) in page.content.decode() for order in orders)


def test_a_stranger_cannot_tell_an_asset_from_a_made_up_token(client: Client, technician: User) -> None:
    asset = AssetFactory(name="UPS Rahasia")
    work_for(MembershipFactory().user, [asset])
    client.force_login(technician)
    real, made_up = (client.get(reverse("scan", args=[token])) for token in (asset.label_token, "a" * 12))
    assert real.status_code == made_up.status_code == 404

    def told(response: object) -> str:
        text = response.content.decode()  # type: ignore[attr-defined]
        return re.sub(r'name="(csrfmiddlewaretoken|next)" value="[^"]*"', "", text)

    assert told(real) == told(made_up)


def test_an_anonymous_user_sees_the_sign_in_page(client: Client) -> None:
    asset = AssetFactory(name="UPS Rahasia")
    for token in (asset.label_token, "a" * 12):
        response = client.get(reverse("scan", args=[token]))
        assert response.headers["Location"].startswith("/accounts/login/")
        assert not response.content


def test_labels_are_selected_by_list_filters_or_keys(client: Client, operator: User) -> None:
    first, second = AssetFactory(code="UPS-1"), AssetFactory(code="AC-1")
    client.force_login(operator)
    page = client.get(reverse("assets:labels"), {"q": "UPS"})
    assert [asset.pk for asset in page.context["assets"]] == [first.pk]
    page = client.get(reverse("assets:labels"), {"asset": [second.pk]})
    assert [asset.pk for asset in page.context["assets"]] == [second.pk]


def test_without_assets_the_page_links_to_the_asset_list(client: Client, operator: User) -> None:
    client.force_login(operator)
    page = client.get(reverse("assets:labels")).text
    assert "Belum ada aset" in page and reverse("assets:list") in page and "saringannya" not in page
    AssetFactory()
    assert "Ubah kata pencarian" in client.get(reverse("assets:labels"), {"q": "tidakada"}).text


def test_the_sheet_is_a_pdf(client: Client, operator: User) -> None:
    AssetFactory.create_batch(26)
    client.force_login(operator)
    response = client.get(reverse("assets:label_sheet"), {"size": "a4-3x8"})
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")


def test_an_unknown_size_leads_back_to_the_choice(client: Client, operator: User) -> None:
    AssetFactory()
    client.force_login(operator)
    response = client.get(reverse("assets:label_sheet"), {"size": "a0"})
    assert response.status_code == 302


@pytest.mark.parametrize("size", LABEL_FORMATS.values(), ids=LABEL_FORMATS)
def test_every_label_lies_on_its_page(size: LabelFormat) -> None:
    for index in range(size.per_page):
        left, top = size.offset(index)
        assert left >= 0
        assert top >= 0
        assert left + size.label[0] <= size.page[0] + 0.01
        assert top + size.label[1] <= size.page[1] + 0.01
    assert size.qr >= 20, "a phone reads no smaller code from half a metre"


def test_labels_fill_the_pages_in_order() -> None:
    size = LABEL_FORMATS["a4-3x8"]
    made = [Label(f"A-{n}", "UPS", "", "https://x/a/b/") for n in range(25)]
    pages = list(labels._pages(made, size))
    assert [len(page) for page in pages] == [24, 1]
    assert pages[1][0].label.code == "A-24"


def test_the_code_holds_the_address() -> None:
    address = "https://siklus.contoh.ac.id/a/abcdefghjkmn/"
    drawn = segno.make(address, error="m", micro=False)
    assert Label("A", "B", "C", address).qr == drawn.svg_inline(omitsize=True, border=2)


def test_an_address_that_no_label_holds_is_not_found(as_operator: Client, signed_in, technician):
    for browser in (as_operator, signed_in(technician)):
        assert browser.get("/a/ab%00c/").status_code == 404
