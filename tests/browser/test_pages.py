"""Pages beside the cycle's own way: empty and full lists, forms with errors, refusals, at a desk and on a phone."""

from __future__ import annotations

import pytest

from accounts.models import Role, User
from assets.models import Asset
from maintenance.models import Cycle
from maintenance.sop import Executor, State
from plans.models import CriterionTemplate
from tests.accounts.factories import UserFactory
from tests.assets.factories import (
    ArchitectureDocumentFactory,
    AssetFactory,
    CategoryFactory,
    DependencyFactory,
)
from tests.browser.browser_user import PHONE
from tests.browser.conftest import OpenBrowser
from tests.maintenance.factories import FindingFactory, make_cycle
from tests.vendors.factories import AmendmentFactory, MembershipFactory

LISTS = (
    "/cycles/",
    "/plans/",
    "/assets/",
    "/assets/categories/",
    "/assets/locations/",
    "/assets/architecture/",
    "/assets/map/",
    "/vendors/",
    "/vendors/contracts/",
    "/calendar/",
    "/reports/",
    "/reports/indicators/",
    "/cycles/work-orders/",
    "/cycles/review/",
    "/cycles/findings/",
)
STAFF = (Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR)


@pytest.fixture
def campus(transactional_db: None) -> dict[str, int]:
    """Something on every list: cycles in several rows, a contract with an amendment, a finding, a map."""
    amendment = AmendmentFactory()
    assets = AssetFactory.create_batch(3)
    DependencyFactory(asset=assets[0], depends_on=assets[1])
    ArchitectureDocumentFactory()
    category = CategoryFactory(code="ups", name="UPS")
    CriterionTemplate.objects.create(
        category=category, text="Suhu ruang terjaga", kind="number", target=27, operator="le", unit="°C"
    )
    person = MembershipFactory(vendor=amendment.contract.vendor).user
    make_cycle(State.PLANNING, assets=assets)
    make_cycle(State.CRITERIA, assets=assets)
    vendor_cycle = make_cycle(State.VENDOR_WORK, contract=amendment.contract, checklist=True)
    finding = FindingFactory(work_order=vendor_cycle.rounds.get().work_orders.first())
    finished = make_cycle(State.REPORTING, executor=Executor.INTERNAL)
    return {
        "planning": Cycle.objects.get(state=State.PLANNING).pk,
        "criteria": Cycle.objects.get(state=State.CRITERIA).pk,
        "vendor": vendor_cycle.pk,
        "reporting": finished.pk,
        "contract": amendment.contract.pk,
        "finding": finding.pk,
        "person": person.pk,
        "asset": assets[0].pk,
    }


def test_empty_pages_say_what_to_do_first(open_browser: OpenBrowser, viewport: dict[str, int]) -> None:
    operator = open_browser(UserFactory(), viewport)
    for page in ("/", *LISTS):
        operator.open(page)
    for page, words in (
        ("/cycles/", "Belum ada siklus"),
        ("/vendors/", "Belum ada vendor"),
        ("/assets/", "Belum ada aset"),
        ("/reports/", "Belum ada dokumen"),
    ):
        operator.open(page)
        operator.sees(words)


def test_lists_and_details_are_in_order(
    open_browser: OpenBrowser, viewport: dict[str, int], campus: dict[str, int]
) -> None:
    operator = open_browser(UserFactory(), viewport)
    plan = Cycle.objects.get(pk=campus["planning"]).plan
    work = plan.works.get()
    for page in (
        *LISTS,
        *(f"{page}?q=tidakadayangini" for page in ("/cycles/", "/plans/", "/assets/", "/vendors/")),
        "/cycles/?state=planning",
        "/assets/?sort=-name",
        f"/assets/{campus['asset']}/",
        f"/assets/map/?asset={Asset.objects.get(pk=campus['asset']).code}",
        "/assets/import/",
        f"/vendors/contracts/{campus['contract']}/",
        f"/vendors/contracts/{campus['contract']}/amendments/new/",
        f"/vendors/{User.objects.get(pk=campus['person']).memberships.get().vendor_id}/",
        f"/plans/{plan.pk}/edit/",
        f"/plans/{plan.pk}/preview/",
        f"/plans/{plan.pk}/works/{work.pk}/edit/",
        f"/plans/{plan.pk}/works/{work.pk}/delete/",
        f"/plans/{Cycle.objects.get(pk=campus['criteria']).plan_id}/criteria/library/",
        f"/cycles/{campus['vendor']}/journal/",
        f"/cycles/{campus['vendor']}/evaluation/",
        f"/cycles/{campus['reporting']}/",
        f"/cycles/{campus['reporting']}/evaluation/",
        f"/cycles/work-orders/{first_order(campus['vendor'])}/not-done/",
        f"/cycles/findings/{campus['finding']}/",
        "/accounts/profile/",
        "/accounts/password/change/",
        "/accounts/2fa/",
    ):
        operator.open(page)
        operator.sees_not("Terjadi kesalahan")


def first_order(cycle: int) -> int:
    return Cycle.objects.get(pk=cycle).rounds.get().work_orders.first().pk


@pytest.mark.parametrize("role", [*STAFF, Role.VENDOR])
def test_every_role_has_a_home(
    open_browser: OpenBrowser, viewport: dict[str, int], campus: dict[str, int], role: Role
) -> None:
    user = User.objects.get(pk=campus["person"]) if role == Role.VENDOR else UserFactory(role=role)
    person = open_browser(user, viewport)
    person.open("/")
    person.sees_not("Terjadi kesalahan")


def test_forms_with_errors_say_so_beside_the_field(
    open_browser: OpenBrowser, viewport: dict[str, int]
) -> None:
    operator = open_browser(UserFactory(), viewport)
    for page, button in (
        ("/cycles/new/", "Buka siklus"),
        ("/vendors/new/", "Simpan"),
        ("/assets/new/", "Simpan"),
        ("/assets/categories/new/", "Simpan"),
        ("/assets/locations/new/", "Simpan"),
        ("/assets/architecture/new/", "Simpan"),
        ("/assets/import/", "Lanjut ke arti kolom"),
    ):
        operator.open(page)
        operator.press(button)
        operator.sees("Perbaiki isian berikut")


def test_an_import_is_previewed_with_its_errors(open_browser: OpenBrowser, viewport: dict[str, int]) -> None:
    operator = open_browser(UserFactory(), viewport)
    wrong = "Kode,Nama,Kategori\nUPS-1,UPS ruang server,UPS\n,,\nUPS-1,Kembar,UPS\n"
    for text, words in (
        (wrong, "Tidak ada yang disimpan"),
        ("Kode,Nama,Kategori\nUPS-1,UPS ruang server,UPS\n", "Belum ada yang disimpan."),
    ):
        operator.open("/assets/import/")
        operator.page.locator("input[type=file]").set_input_files(
            {"name": "aset.csv", "mimeType": "text/csv", "buffer": text.encode()}
        )
        operator.press("Lanjut ke arti kolom")
        operator.press("Lihat pratinjau")
        operator.sees(words)
    operator.press("Impor sekarang")
    operator.open("/assets/")
    operator.sees("UPS ruang server")


def test_the_way_in_is_in_order_when_it_is_refused(
    open_browser: OpenBrowser, viewport: dict[str, int]
) -> None:
    stranger = open_browser(UserFactory.build(email="tidak.ada@contoh.ac.id"), viewport, signed_in=False)
    for page in ("/accounts/password/reset/", "/accounts/signup/", "/accounts/inactive/", "/cycles/"):
        stranger.open(page)
    for _attempt in range(10):
        stranger.sign_in()
    stranger.sees("Terlalu banyak percobaan")


def test_refusals_are_pages_that_lead_on(
    open_browser: OpenBrowser, viewport: dict[str, int], campus: dict[str, int]
) -> None:
    manager = open_browser(UserFactory(role=Role.MANAGER), viewport)
    manager.open("/cycles/new/")
    manager.is_at("Anda tidak berwenang")
    manager.sees("Peran Anda: Manajer")
    manager.follow("Ke beranda")
    manager.open("/tidak/ada/")
    manager.is_at("Halaman tidak ditemukan")


def test_a_vendor_finds_nothing_of_another_vendor(open_browser: OpenBrowser, campus: dict[str, int]) -> None:
    other = open_browser(MembershipFactory().user, PHONE)
    own = open_browser(User.objects.get(pk=campus["person"]), PHONE)
    order = first_order(campus["vendor"])
    round_ = Cycle.objects.get(pk=campus["vendor"]).rounds.get().pk
    for page in (
        f"/portal/work-orders/{order}/",
        f"/portal/work-orders/{order}/activities/new/",
        f"/portal/findings/{campus['finding']}/",
        f"/portal/rounds/{round_}/handover/",
        f"/portal/rounds/{round_}/",
    ):
        own.open(page)
        own.sees_not("Halaman tidak ditemukan")
        other.open(page)
        other.is_at("Halaman tidak ditemukan")
    other.open("/cycles/")
    other.is_at("Anda tidak berwenang")
