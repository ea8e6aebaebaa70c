"""Home page for each role, in at most ten queries."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import Role
from dashboards.year_overview import CycleLine, YearOverview
from indicators.counts import Statistics
from indicators.indicators import indicators_of
from indicators.sop_indicator import SopIndicator
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
def test_an_empty_to_do_list_explains_how_to_begin(signed_in, operator):
    assert "Buka siklus pertama" in page(signed_in(operator).get("/"))


@pytest.mark.django_db
def test_a_vendor_is_redirected_to_the_portal(signed_in, vendor_user):
    assert signed_in(vendor_user).get("/").url == "/portal/"


def test_anonymous_users_are_redirected_to_sign_in(client, db):
    assert client.get("/").status_code == 302


@pytest.mark.django_db
def test_an_operator_sees_reviews_late_work_and_due_work(signed_in, operator, july):
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
    to_do, text = response.context["to_do"], page(response)
    assert (to_do.review_count, to_do.overdue_count, to_do.due_count) == (1, 1, 1)
    assert [line.work_order.pk for line in to_do.to_review] == [waiting.pk]
    assert [line.work_order.pk for line in to_do.due] == [late.pk, due.pk]
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
def test_a_waiting_cycle_shows_its_next_step(db, july, signed_in, operator, state: State, words: str):
    make_cycle(state)
    assert words in page(signed_in(operator).get("/"))


def test_the_head_sees_cycles_that_wait_for_a_decision(story: Story, signed_in):
    assert "Menunggu keputusan Anda" in page(signed_in(story.head).get("/"))
    assert "Menunggu keputusan Anda" not in page(signed_in(story.operator).get("/"))


@pytest.mark.django_db
def test_only_contracts_that_end_soon_are_listed(signed_in, operator):
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
def test_the_small_step_rail_skips_the_unused_executor_row(db, july, executor: str, steps: list[str]):
    make_cycle(State.VENDOR_WORK if executor == "vendor" else State.INTERNAL_WORK)
    (line,) = YearOverview.load().lines
    assert line.steps == steps


@pytest.mark.parametrize(("cost", "is_over"), [(1_000_000, False), (1_000_001, True)])
def test_one_rupiah_over_the_budget_needs_attention(cost: int, is_over: bool):
    on_plan, *_rest, spent, _downtime, _mttr = indicators_of(
        Statistics(cost=Decimal(cost)), period="2026", budget=Decimal(1_000_000)
    )
    success = SopIndicator(on_plan, target=Decimal(95), has_report=False)
    assert CycleLine(Cycle(), Statistics(), success, spent, frozenset()).needs_attention is is_over


def test_a_manager_sees_reports_until_they_are_acknowledged(report: Document, signed_in, manager):
    client = signed_in(manager)
    assert "menunggu tanda mengetahui" in page(client.get("/"))
    report.acknowledge(by=manager)
    assert "menunggu tanda mengetahui" not in page(client.get("/"))


def test_a_manager_can_select_another_year(story: Story, signed_in, manager):
    make_cycle(year=2025)
    client = signed_in(manager)
    assert client.get("/", {"year": "2025"}).context["overview"].year == 2025
    assert client.get("/", {"year": "x"}).context["overview"].year == 2026
    assert client.get("/", {"year": "1999"}).context["overview"].year == 2026
    assert client.get("/", {"year": "9" * 5000}).context["overview"].year == 2026


@pytest.mark.django_db
def test_a_year_without_cycles_explains_when_indicators_appear(signed_in, manager):
    assert "Belum ada siklus pada tahun ini" in page(signed_in(manager).get("/"))


@pytest.mark.django_db
def test_an_administrator_sees_users_and_missing_settings(signed_in, administrator):
    client = signed_in(administrator)
    assert "Penandatangan laporan belum lengkap" in page(client.get("/"))
    InstitutionFactory()
    assert "Penandatangan laporan belum lengkap" not in page(client.get("/"))


@pytest.mark.django_db
def test_an_empty_installation_asks_for_operators_first(signed_in, administrator):
    client = signed_in(administrator)
    assert "Seksi Operasional belum mempunyai pengguna" in page(client.get("/"))
    UserFactory(role=Role.OPERATOR)
    assert "Seksi Operasional belum mempunyai pengguna" not in page(client.get("/"))


def test_the_indicators_page_explains_every_indicator(story: Story, signed_in, operator):
    text = page(signed_in(operator).get("/reports/indicators/"))
    for expected in ("11,8 %", "4 dari 34", "12 jam pada 2 temuan", "Rp 2.500.000,50 dari Rp 10.000.000,00"):
        assert expected in text


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR])
def test_home_runs_at_most_ten_queries(story: Story, signed_in, django_assert_max_num_queries, role: Role):
    client = signed_in(UserFactory(role=role))
    for state in (State.INTERNAL_WORK, State.CONTINUATION):
        make_cycle(state, assets=3)
    ContractFactory.create_batch(3)
    with django_assert_max_num_queries(10):
        client.get("/")


def test_the_indicators_page_runs_at_most_ten_queries(
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
