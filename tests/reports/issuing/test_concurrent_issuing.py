"""Concurrent issuing of the same report and of different reports."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from maintenance.reasons import NotYet
from reports.issuing.services import issue
from reports.models import Document, DocumentKind
from tests.reports.factories import InstitutionFactory, make_story

pytestmark = pytest.mark.django_db(transaction=True)


def run_concurrently(*calls: Callable[[], object]) -> list[object]:
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        try:
            start.wait()
            return call()
        except NotYet as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_one_of_four_simultaneous_issues_succeeds_and_the_others_are_refused(quick_pdf):
    InstitutionFactory()
    story = make_story()
    results = run_concurrently(*[lambda: issue(DocumentKind.REPORT, story.cycle.pk, by=story.head)] * 4)
    assert sum(isinstance(each, Document) for each in results) == 1
    told = [each for each in results if isinstance(each, NotYet)]
    assert len(told) == 3
    assert {each.reasons[0].code for each in told} == {"elsewhere"}
    assert Document.objects.count() == 1


def test_two_cycles_finished_at_the_same_time_get_different_numbers(quick_pdf):
    InstitutionFactory()
    one, two = make_story(), make_story()
    run_concurrently(
        lambda: issue(DocumentKind.REPORT, one.cycle.pk, by=one.head),
        lambda: issue(DocumentKind.REPORT, two.cycle.pk, by=two.head),
    )
    assert list(Document.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2]
