"""Home answers "what must I do today?" for each role, in at most ten queries."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Role
from dashboards.year_overview import CycleLine, Overview
from indicators.indicators import of_tally
from indicators.sop_indicator import Success
from indicators.statistics import Tally
from maintenance.models import Cycle, WorkOrder, WorkOrderState
from maintenance.sop import State
from organization.models import Institution
from reports.issuing.services import issue
from reports.models import Document, DocumentKind
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import FindingFactory, make_cycle
from tests.reports.factories import InstitutionFactory, Story
from tests.reports.signing.certificates import with_certificate
from tests.vendors.factories import ContractFactory


def page(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.django_db
def test_an_operator_with_nothing_is_told_how_to_begin(signed_in, operator):
    assert "Buka siklus pertama" in page(signed_in(operator).get("/"))


@pytest.mark.django_db
def test_a_vendor_is_led_to_the_portal(signed_in, vendor_user):
    assert signed_in(vendor_user).get("/").url == "/portal/"


def test_strangers_sign_in_first(client, db):
    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_an_operator_sees_work_that_waits_is_late_or_due(signed_in, operator, july):
    cycle = make_cycle(State.INTERNAL_WORK, assets=4)
    waiting, late, due, later = WorkOrder.objects.filter(round__cycle=cycle).order_by("pk")[:4]
    today = timezone.localdate()
    for order, state, day in (
        (waiting, WorkOrderState.DOCUMENTED, today),
        (late, WorkOrderState.OPEN, today - timedelta(days=30)),
        (due, WorkOrderState.RETURNED, today),
        (later, WorkOrderState.OPEN, today + timedelta(days=30)),
    ):
        order.state, order.due_on, order.handed_in_at = state, day, timezone.now()
        order.save()
    FindingFactory(work_order=late, title="Kabel terkelupas")
    response = signed_in(operator).get("/")
    agenda, text = response.context["agenda"], page(response)
    assert (agenda.review_count, agenda.overdue_count, agenda.due_count) == (1, 1, 1)
    assert [line.order.pk for line in agenda.to_review] == [waiting.pk]
    assert [line.order.pk for line in agenda.due] == [late.pk, due.pk]
    assert "4 perintah kerja: 1 menunggu pemeriksaan, 1 dikembalikan, 2 belum didokumentasikan." in text
    assert "Kabel terkelupas" in text


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.PLANNING, "Rencana belum diajukan."),
        (State.CRITERIA, "Kriteria belum ditetapkan."),
        (State.ASSIGNMENT, "Pelaksana putaran pertama belum ditentukan."),
        (State.EVALUATION, "Evaluasi putaran belum disimpulkan."),
        (State.CONTINUATION, "Putuskan: putaran berikutnya"),
        (State.REPORTING, "Laporan manajemen belum diterbitkan."),
    ],
)
def test_a_waiting_cycle_says_what_it_waits_for(db, july, signed_in, operator, state: State, words: str):
    make_cycle(state)
    assert words in page(signed_in(operator).get("/"))


def test_the_head_sees_what_only_the_head_decides(story: Story, signed_in):
    assert "Menunggu keputusan Anda" in page(signed_in(story.head).get("/"))
    assert "Menunggu keputusan Anda" not in page(signed_in(story.operator).get("/"))


@pytest.mark.django_db
def test_a_contract_that_ends_soon_is_named_and_a_long_one_is_not(signed_in, operator):
    today = timezone.localdate()
    soon = ContractFactory(starts_on=today - timedelta(days=300), ends_on=today + timedelta(days=20))
    long = ContractFactory(starts_on=today - timedelta(days=300), ends_on=today + timedelta(days=200))
    text = page(signed_in(operator).get("/"))
    assert soon.number in text and "20 hari lagi" in text and long.number not in text


def test_a_manager_sees_whether_the_year_is_on_plan(story: Story, signed_in, manager):
    text = page(signed_in(manager).get("/"))
    assert "0 dari 1 siklus" in text
    assert "88,9 % tepat waktu (16 dari 18)" in text
    assert "<svg" in text and story.cycle.code in text


@pytest.mark.parametrize(
    ("executor", "steps"),
    [
        ("internal", ["done", "done", "done", "ahead", "now", "ahead", "ahead", "ahead"]),
        ("vendor", ["done", "done", "done", "now", "ahead", "ahead", "ahead", "ahead"]),
    ],
)
def test_the_small_rail_leaves_the_row_empty_that_was_not_chosen(db, july, executor: str, steps: list[str]):
    make_cycle(State.VENDOR_WORK if executor == "vendor" else State.INTERNAL_WORK)
    (line,) = Overview.of().lines
    assert line.steps == steps


@pytest.mark.parametrize(("cost", "is_over"), [(1_000_000, False), (1_000_001, True)])
def test_a_budget_is_over_with_the_first_rupiah_beyond_it(cost: int, is_over: bool):
    on_plan, *_rest, spent, _downtime, _mttr = of_tally(
        Tally(cost=Decimal(cost)), period="2026", budget=Decimal(1_000_000)
    )
    success = Success(on_plan, target=Decimal(95), has_report=False)
    assert CycleLine(Cycle(), Tally(), success, spent, frozenset()).needs_attention is is_over


def test_a_manager_is_asked_to_acknowledge_until_it_is_done(report: Document, signed_in, manager):
    client = signed_in(manager)
    assert "menunggu tanda mengetahui" in page(client.get("/"))
    report.acknowledge(by=manager)
    assert "menunggu tanda mengetahui" not in page(client.get("/"))


def test_a_manager_chooses_another_year(story: Story, signed_in, manager):
    make_cycle(year=2025)
    client = signed_in(manager)
    assert client.get("/", {"year": "2025"}).context["overview"].year == 2025
    assert client.get("/", {"year": "x"}).context["overview"].year == 2026
    assert client.get("/", {"year": "1999"}).context["overview"].year == 2026
    assert client.get("/", {"year": "9" * 5000}).context["overview"].year == 2026


@pytest.mark.django_db
def test_a_manager_without_cycles_is_told_when_figures_come(signed_in, manager):
    assert "Belum ada siklus pada tahun ini" in page(signed_in(manager).get("/"))


@pytest.mark.django_db
def test_an_administrator_sees_people_and_what_is_not_entered(signed_in, administrator):
    client = signed_in(administrator)
    assert "Penandatangan laporan belum lengkap" in page(client.get("/"))
    InstitutionFactory()
    assert "Penandatangan laporan belum lengkap" not in page(client.get("/"))


@pytest.mark.django_db
def test_the_administrator_of_an_empty_installation_is_told_whom_to_add_first(signed_in, administrator):
    client = signed_in(administrator)
    assert "Seksi Operasional belum mempunyai pengguna" in page(client.get("/"))
    UserFactory(role=Role.OPERATOR)
    assert "Seksi Operasional belum mempunyai pengguna" not in page(client.get("/"))


def test_the_indicators_page_explains_every_figure(story: Story, signed_in, operator):
    text = page(signed_in(operator).get("/reports/indicators/"))
    for expected in ("11,8 %", "4 dari 34", "12 jam pada 2 temuan", "Rp 2.500.000,50 dari Rp 10.000.000,00"):
        assert expected in text


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR])
def test_home_takes_at_most_ten_queries_however_much_there_is(
    story: Story, signed_in, django_assert_max_num_queries, role: Role
):
    client = signed_in(UserFactory(role=role))
    for state in (State.INTERNAL_WORK, State.CONTINUATION):
        make_cycle(state, assets=3)
    ContractFactory.create_batch(3)
    with django_assert_max_num_queries(10):
        client.get("/")


def test_the_indicators_page_takes_at_most_ten_queries(
    story: Story, signed_in, manager, django_assert_max_num_queries
):
    make_cycle(State.INTERNAL_WORK)
    client = signed_in(manager)
    with django_assert_max_num_queries(10):
        client.get("/reports/indicators/")


@pytest.mark.parametrize("role", [Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR])
def test_home_lists_documents_that_wait_for_the_users_signature(
    story: Story, quick_pdf, client, settings, tmp_path, role: Role, django_assert_max_num_queries
):
    with_certificate(settings, tmp_path)
    Institution.objects.update(prepared_nip="1980 0101")
    document = issue(DocumentKind.CRITERIA, story.cycle.pk, by=story.head)
    client.force_login(UserFactory(role=role, nip="19800101"))
    with django_assert_max_num_queries(14):
        content = page(client.get("/"))
    assert "Menunggu tanda tangan Anda" in content and document.number in content
    client.force_login(UserFactory(role=role, nip="19800102"))
    assert "Menunggu tanda tangan Anda" not in page(client.get("/"))
