"""The number of queries of a page does not grow with the data and is at most 12."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Role
from assets.models import Asset
from maintenance.models import Cycle, Finding, Round, WorkOrder
from maintenance.sop import State
from reports.issuing.requests import IssueRequest
from reports.issuing.services import issue
from reports.jobs import request_draft
from reports.models import DocumentKind
from reports.types.registry import DocumentType
from tests.accounts.factories import UserFactory
from tests.assets.factories import ArchitectureDocumentFactory, AssetFactory, CategoryFactory
from tests.maintenance.factories import ActivityFactory, EvidenceFactory, FindingFactory, make_cycle
from tests.vendors.factories import AmendmentFactory, ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db

MAX_QUERIES = 12
LIST_COUNT = 'COUNT(*) AS "__count"'
PAGES = [
    "/",
    "/cycles/",
    "/cycles/?q=SIK",
    "/cycles/{cycle}/",
    "/cycles/{cycle}/journal/",
    "/cycles/{cycle}/evaluation/",
    "/cycles/{cycle}/work-orders/",
    "/cycles/{cycle}/moves/complete_vendor_work/",
    "/cycles/work-orders/",
    "/cycles/work-orders/?state=",
    "/cycles/work-orders/?q=Perangkat",
    "/cycles/work-orders/{order}/",
    "/cycles/review/",
    "/cycles/findings/",
    "/cycles/findings/{finding}/",
    "/plans/",
    "/plans/{plan}/",
    "/plans/{plan}/scope/",
    "/plans/{plan}/works/",
    "/plans/{plan}/criteria/",
    "/plans/{plan}/preview/",
    "/vendors/",
    "/vendors/contracts/",
    "/vendors/{vendor}/",
    "/vendors/contracts/{contract}/",
    "/assets/",
    "/assets/?q=Perangkat",
    "/assets/{asset}/",
    "/assets/map/",
    "/assets/labels/",
    "/assets/categories/",
    "/assets/locations/",
    "/assets/architecture/",
    "/reports/",
    "/reports/indicators/",
    "/reports/{document}/",
    "/reports/renderings/{rendering}/?panel",
    "/documents/rencana-pemeliharaan/{cycle}/",
    "/documents/kriteria-penerimaan/{cycle}/",
    "/documents/dokumentasi-kegiatan/{round}/",
    "/documents/berita-acara-pemeriksaan/{round}/",
    "/documents/evaluasi-kriteria/{over}/",
    "/documents/laporan-tahunan/{year}/",
    "/calendar/",
]


def create_documents(operator: Any, cycle: Cycle) -> dict[str, Any]:
    """Issue a document and request a draft; return the URL parameters of both."""
    issued = issue(DocumentKind.PLAN, cycle.pk, by=operator)
    draft = request_draft(IssueRequest(DocumentKind.CRITERIA, cycle.pk, operator))
    return {"document": issued.pk, "rendering": draft.token}


def grow(people: dict[str, Any], contract: Any, times: int) -> Cycle:
    """Add a cycle in SOP row 4 and one after row 6, with `times` activities, findings and evidence per work order."""
    for _each in range(times):
        AmendmentFactory(contract=contract, new_value=None)
        MembershipFactory(vendor=ContractFactory().vendor)
        ArchitectureDocumentFactory()
        CategoryFactory()
    assets = AssetFactory.create_batch(3 * times)
    make_cycle(State.CONTINUATION, by=people["operator"], assets=assets)
    cycle = make_cycle(
        State.VENDOR_WORK,
        by=people["operator"],
        contract=contract,
        vendor_person=people["vendor"] if times == 1 else None,
        assets=assets,
        checklist=True,
        required_evidence={"before": 1},
    )
    for order in WorkOrder.objects.filter(round__cycle=cycle):
        for _each in range(times):
            activity = ActivityFactory(work_order=order, performed_by=people["operator"])
            EvidenceFactory(activity=activity)
            FindingFactory(work_order=order, activity=activity, opened_by=people["operator"])
    WorkOrder.objects.filter(round__cycle=cycle).update(state="documented")
    return cycle


def count_queries(client: Client, page: str) -> int:
    """Return the number of queries; the count query that a list runs only beyond its first page is always included."""
    client.get(page)  # the first visit may fill caches
    with CaptureQueriesContext(connection) as queries:
        response = client.get(page)
    assert response.status_code == 200, f"{page}: {response.status_code}"
    queries_sql = [query["sql"] for query in queries]
    is_on_one_page = "listing" in (response.context or {}) and not any(
        LIST_COUNT in sql for sql in queries_sql
    )
    return len(queries_sql) + is_on_one_page


def test_no_page_needs_more_queries_for_more_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DocumentType, "render_pdf", lambda *_args: b"%PDF-1.7 cepat")
    people = {role.value: UserFactory(role=role) for role in Role}
    contract = ContractFactory()
    cycle = grow(people, contract, 1)
    order = WorkOrder.objects.filter(round__cycle=cycle).first()
    ids = {
        "cycle": cycle.pk,
        "round": order.round_id,
        "over": Round.objects.filter(cycle__state=State.CONTINUATION).first().pk,
        "year": timezone.localdate().year,
        **create_documents(people["operator"], cycle),
        "plan": cycle.plan_id,
        "order": order.pk,
        "finding": Finding.objects.filter(work_order=order).first().pk,
        "vendor": contract.vendor_id,
        "contract": contract.pk,
        "asset": order.asset_id,
    }
    pages_by_role = {
        "operator": PAGES,
        "manager": ["/", "/reports/", "/reports/indicators/"],
        "vendor": ["/portal/", "/portal/rounds/{round}/"],
    }
    clients = {}
    for name in pages_by_role:
        clients[name] = Client()
        clients[name].force_login(people[name])
    visits = [(name, page.format(**ids)) for name, pages in pages_by_role.items() for page in pages]
    before = {visit: count_queries(clients[visit[0]], visit[1]) for visit in visits}
    for _more in range(4):
        grow(people, contract, 3)
    grow_work_order(order)
    after = {visit: count_queries(clients[visit[0]], visit[1]) for visit in visits}
    grown = {visit: (before[visit], after[visit]) for visit in visits if after[visit] > before[visit]}
    assert not grown, "\n".join(f"{who} {page}: {a} -> {b} queries" for (who, page), (a, b) in grown.items())
    many = {visit: n for visit, n in after.items() if n > MAX_QUERIES}
    assert not many, "\n".join(f"{who} {page}: {n} queries" for (who, page), n in many.items())
    assert Asset.objects.count() > 30


def grow_work_order(order: WorkOrder) -> None:
    for _each in range(5):
        activity = ActivityFactory(work_order=order)
        EvidenceFactory.create_batch(2, activity=activity)
        FindingFactory(work_order=order, activity=activity)
