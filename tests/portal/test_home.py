"""A vendor's home and the page of its round say what the person has to do next, and which papers there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from maintenance import gate
from maintenance.models import Cycle, Round, WorkOrder
from maintenance.sop import Move, State
from tests.maintenance.factories import conclude, make_cycle, settle
from tests.vendors.factories import ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db
PAPERS = (
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


def papers(page: str) -> set[str]:
    return {paper for paper in PAPERS if f"/documents/{paper}/{Round.objects.get().pk}/" in page}


def finish_work(cycle: Cycle, operator: User) -> None:
    for order in cycle.rounds.get().work_orders.all():
        settle(order, by=operator)


def test_while_work_is_left_its_page_leads_to_the_work(
    client: Client, technician: User, cycle: Cycle
) -> None:
    client.force_login(technician)
    home, page = client.get("/portal/").text, round_page(client)
    assert "siap diserahterimakan" not in home
    assert "Yang masih kurang sebelum serah terima" in page
    assert f"/portal/work-orders/?round={cycle.rounds.get().pk}" in page
    assert papers(page) == {"dokumentasi-kegiatan"}
    assert "masih rancangan, karena pekerjaan belum diserahterimakan" in page


def test_when_all_is_accepted_home_leads_to_the_handover(
    client: Client, technician: User, cycle: Cycle, operator: User
) -> None:
    finish_work(cycle, operator)
    client.force_login(technician)
    address = f"/portal/rounds/{cycle.rounds.get().pk}/handover/"
    for page in (client.get("/portal/").text, round_page(client)):
        assert address in page
    assert "siap diserahterimakan" in client.get("/portal/").text


def test_after_the_handover_nothing_is_to_be_done_and_papers_come_one_by_one(
    client: Client, technician: User, cycle: Cycle, operator: User, head: User
) -> None:
    finish_work(cycle, operator)
    cycle = gate.perform(cycle.pk, Move.COMPLETE_VENDOR_WORK, by=technician)
    client.force_login(technician)
    home, page = client.get("/portal/").text, round_page(client)
    assert "tidak ada yang harus Anda kerjakan" in home
    assert "sedang mengevaluasi putaran ini" in page
    assert papers(page) == set(PAPERS[:2])
    conclude(cycle, by=head)
    page = round_page(client)
    assert "Tidak ada lagi yang harus Anda kerjakan" in page
    assert papers(page) == set(PAPERS)
    home = client.get("/portal/").text
    assert "sedang menilainya" not in home
    assert "hasilnya ada di halaman putaran" in home
    assert "/portal/contracts/" in home


def test_orders_can_be_narrowed_to_a_round_and_to_no_round_of_others(
    client: Client, technician: User, cycle: Cycle
) -> None:
    other = make_cycle(State.VENDOR_WORK)
    make_cycle(State.VENDOR_WORK, contract=cycle.rounds.get().contract)
    client.force_login(technician)
    own = cycle.rounds.get()
    listed = client.get(f"/portal/work-orders/?round={own.pk}")
    assert listed.context["listing"].total == own.work_orders.count()
    strange = client.get(f"/portal/work-orders/?round={other.rounds.get().pk}")
    assert strange.context["listing"].total == 2 * own.work_orders.count()
    assert other.code not in strange.text


def test_how_long_acceptance_took_is_told_to_who_waits_for_it(
    client: Client, technician: User, cycle: Cycle, operator: User
) -> None:
    finish_work(cycle, operator)
    order = cycle.rounds.get().work_orders.first()
    assert order
    now = timezone.now()
    WorkOrder.objects.filter(round=order.round).update(handed_in_at=now - timedelta(hours=5), closed_at=now)
    client.force_login(technician)
    assert "5 jam (median" in round_page(client)
    assert "setelah dikirim" in client.get(f"/portal/work-orders/{order.pk}/").text
