"""Concurrent requests and concurrent workers."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from reports.issuing.requests import IssueRequest
from reports.jobs import request_issue, run_next_job
from reports.models import Document, DocumentKind, Job
from tests.reports.factories import InstitutionFactory, Story, make_story

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story() -> Story:
    InstitutionFactory()
    return make_story()


def run_concurrently(count: int, call: Callable[[], object]) -> list[object]:
    start = Barrier(count)

    def run(_n: int) -> object:
        try:
            start.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def test_four_simultaneous_requests_share_one_issue_job(story: Story) -> None:
    people = iter([story.head, story.operator, story.head, story.operator])
    jobs = run_concurrently(
        4, lambda: request_issue(IssueRequest(DocumentKind.REPORT, story.cycle.pk, next(people)))
    )
    assert len({job.pk for job in jobs}) == Job.objects.count() == 1  # type: ignore[attr-defined]


def test_three_workers_run_each_job_once(story: Story, quick_pdf: None) -> None:
    kinds = (DocumentKind.PLAN, DocumentKind.CRITERIA, DocumentKind.REPORT)
    for kind in kinds:
        request_issue(IssueRequest(kind, story.cycle.pk, story.head))
    assert sum(run_concurrently(3, run_next_job)) == 3  # type: ignore[arg-type]
    assert sorted(Document.objects.values_list("kind", flat=True)) == sorted(kinds)
    assert not Job.objects.open().exists()
