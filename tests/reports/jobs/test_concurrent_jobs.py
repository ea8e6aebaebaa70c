"""Several people ask, and several workers work, in the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from reports.issuing.requests import IssueRequest
from reports.jobs import ask_issue, run_next_job
from reports.models import Document, DocumentKind, Job
from tests.reports.factories import InstitutionFactory, Story, make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def told() -> Story:
    InstitutionFactory()
    return make_story()


def at_once(count: int, call: Callable[[], object]) -> list[object]:
    start = Barrier(count)

    def run(_n: int) -> object:
        try:
            start.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_of_four_who_ask_at_once_all_wait_for_one_issue(told: Story) -> None:
    people = iter([told.head, told.operator, told.head, told.operator])
    orders = at_once(4, lambda: ask_issue(IssueRequest(DocumentKind.REPORT, told.cycle.pk, next(people))))
    assert len({order.pk for order in orders}) == Job.objects.count() == 1  # type: ignore[attr-defined]


def test_three_workers_at_once_carry_out_each_order_once(told: Story, quick_pdf: None) -> None:
    kinds = (DocumentKind.PLAN, DocumentKind.CRITERIA, DocumentKind.REPORT)
    for kind in kinds:
        ask_issue(IssueRequest(kind, told.cycle.pk, told.head))
    assert sum(at_once(3, run_next_job)) == 3  # type: ignore[arg-type]
    assert sorted(Document.objects.values_list("kind", flat=True)) == sorted(kinds)
    assert not Job.objects.open().exists()
