"""Portal home and round page: what the vendor user has to do next, and which documents are available."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from maintenance import gate
from maintenance.models import Cycle, Round, WorkOrder
from maintenance.sop import Move, State
from tests.maintenance.factories import accept_without_review, conclude, make_cycle
from tests.vendors.factories import ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db
DOCUMENTS = (
    "dokumentasi-kegiatan",
    "berita-acara-pemeriksaan",
    "evaluasi-kriteria",
    "berita-acara-serah-terima",
)


@pytest.fixture
def technician() -> User:
    person: User = MembershipFactory().user
    return person


@pytest.fixture
def cycle(technician: User, operator: User) -> Cycle:
    contract = ContractFactory(vendor=technician.memberships.get().vendor)
    return make_cycle(State.VENDOR_WORK, by=operator, contract=contract)


def round_page(client: Client) -> str:
    return client.get(f"/portal/rounds/{Round.objects.get().pk}/").text


def linked_documents(page: str) -> set[str]:
    return {kind for kind in DOCUMENTS if f"/documents/{kind}/{Round.objects.get().pk}/" in page}


def finish_work(cycle: Cycle, operator: User) -> None:
    for work_order in cycle.rounds.get().work_orders.all():
        accept_without_review(work_order, by=operator)


def test_a_round_with_open_work_links_to_its_work_orders(
    client: Client, technician: User, cycle: Cycle
) -> None:
    client.force_login(technician)
    home, page = client.get("/portal/").text, round_page(client)
    assert "siap diserahterimakan" not in home
    assert "Yang masih kurang sebelum serah terima" in page
    assert f"/portal/work-orders/?round={cycle.rounds.get().pk}" in page
    assert linked_documents(page) == {"dokumentasi-kegiatan"}
    assert "masih rancangan, karena pekerjaan belum diserahterimakan" in page


def test_home_links_to_the_handover_when_all_work_is_accepted(
    client: Client, technician: User, cycle: Cycle, operator: User
) -> None:
    finish_work(cycle, operator)
    client.force_login(technician)
    address = f"/portal/rounds/{cycle.rounds.get().pk}/handover/"
    for page in (client.get("/portal/").text, round_page(client)):
        assert address in page
    assert "siap diserahterimakan" in client.get("/portal/").text


def test_after_the_handover_documents_appear_as_they_become_available(
    client: Client, technician: User, cycle: Cycle, operator: User, head: User
) -> None:
    finish_work(cycle, operator)
    cycle = gate.perform(cycle.pk, Move.COMPLETE_VENDOR_WORK, by=technician)
    client.force_login(technician)
    home, page = client.get("/portal/").text, round_page(client)
    assert "tidak ada yang harus Anda kerjakan" in home
    assert "sedang mengevaluasi putaran ini" in page
    assert linked_documents(page) == set(DOCUMENTS[:2])
    conclude(cycle, by=head)
    page = round_page(client)
    assert "Tidak ada lagi yang harus Anda kerjakan" in page
    assert linked_documents(page) == set(DOCUMENTS)
    home = client.get("/portal/").text
    assert "sedang menilainya" not in home
    assert "hasilnya ada di halaman putaran" in home
    assert "/portal/contracts/" in home


def test_work_orders_can_be_filtered_by_own_rounds_only(
    client: Client, technician: User, cycle: Cycle
) -> None:
    other = make_cycle(State.VENDOR_WORK)
    make_cycle(State.VENDOR_WORK, contract=cycle.rounds.get().contract)
    client.force_login(technician)
    own = cycle.rounds.get()
    own_page = client.get(f"/portal/work-orders/?round={own.pk}")
    assert own_page.context["listing"].total == own.work_orders.count()
    other_page = client.get(f"/portal/work-orders/?round={other.rounds.get().pk}")
    assert other_page.context["listing"].total == 2 * own.work_orders.count()
    assert other.code not in other_page.text


def test_the_waiting_time_for_acceptance_is_shown_to_the_vendor(
    client: Client, technician: User, cycle: Cycle, operator: User
) -> None:
    finish_work(cycle, operator)
    work_order = cycle.rounds.get().work_orders.first()
    assert work_order
    now = timezone.now()
    WorkOrder.objects.filter(round=work_order.round).update(
        handed_in_at=now - timedelta(hours=5), closed_at=now
    )
    client.force_login(technician)
    assert "5 jam (median" in round_page(client)
    assert "setelah dikirim" in client.get(f"/portal/work-orders/{work_order.pk}/").text
