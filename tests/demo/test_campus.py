"""Demo data: complete, valid under the SOP, created once, and accessible to every demo user."""

from io import StringIO
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, TestCase, override_settings

from accounts.models import Role, User
from assets.models import Asset
from demo import campus, pictures
from demo.sign_ins import DEMO_SIGN_INS
from maintenance.models import Activity, Cycle, JournalEntry, WorkOrder, WorkOrderState
from maintenance.models.journal import first_broken_entry
from maintenance.sop import State
from reports.models import Document, DocumentKind
from tests.accounts.factories import UserFactory
from tests.maintenance.factories import jpeg
from vendors.models import Contract, ContractStatus, Vendor


@pytest.mark.xdist_group("campus")
class TestCampus(TestCase):
    """Create the demo data once for all tests, with plain photographs, because drawing them takes half of the time."""

    @classmethod
    def setUpTestData(cls) -> None:
        def plain(*args: Any) -> ContentFile[bytes]:
            return ContentFile(jpeg(size=(64, 48)), name="foto.jpg")

        with (
            TemporaryDirectory() as media,
            override_settings(MEDIA_ROOT=media),
            mock.patch.object(pictures, "photograph", plain),
        ):
            campus.create(lambda step: None)

    def test_every_cycle_is_in_a_different_state(self) -> None:
        states = list(Cycle.objects.values_list("state", flat=True))
        assert len(set(states)) == len(states) == 7
        assert {State.FINISHED, State.REPORTING, State.CONTINUATION, State.EVALUATION} <= set(states)

    def test_the_campus_has_about_sixty_assets_and_four_vendors(self) -> None:
        assert 55 <= Asset.objects.count() <= 65
        assert Asset.objects.filter(within__isnull=False).exists()
        assert Vendor.objects.count() == 4

    def test_contracts_have_every_status(self) -> None:
        assert {contract.status for contract in Contract.objects.all()} == set(ContractStatus)

    def test_the_finished_cycle_had_three_rounds_and_its_report_is_acknowledged(self) -> None:
        report = Document.objects.get(kind=DocumentKind.REPORT)
        assert report.cycle.rounds.count() == 3
        assert report.acknowledgements.count() == 1

    def test_the_vendor_has_work_orders_in_every_state(self) -> None:
        states = WorkOrder.objects.filter(round__cycle__state=State.VENDOR_WORK).values_list(
            "state", flat=True
        )
        assert set(states) == set(WorkOrderState)

    def test_every_journal_has_an_unbroken_hash_chain(self) -> None:
        assert [cycle.code for cycle in Cycle.objects.all() if first_broken_entry(cycle) is not None] == []

    def test_journal_entries_are_in_chronological_order(self) -> None:
        for cycle in Cycle.objects.all():
            times = list(
                JournalEntry.objects.filter(cycle=cycle).order_by("sequence").values_list("at", flat=True)
            )
            assert times == sorted(times)

    def test_no_activity_is_recorded_before_its_end(self) -> None:
        assert [a.pk for a in Activity.objects.all() if a.recorded_at < a.ended_at] == []

    def test_every_demo_user_can_sign_in(self) -> None:
        for person in DEMO_SIGN_INS:
            client = Client()
            response = client.post("/accounts/login/", {"login": person.email, "password": person.password})
            assert response.status_code == 302, person.email
            assert client.get("/", follow=True).status_code == 200, person.email

    def test_the_demo_users_have_every_role(self) -> None:
        assert {person.role for person in DEMO_SIGN_INS} == set(Role)

    def test_the_command_prints_the_demo_users_unless_no_list_is_set(self) -> None:
        first = DEMO_SIGN_INS[0].email
        for options, times in (({}, 1), ({"list": True}, 1), ({"no_list": True}, 0)):
            out = StringIO()
            call_command("demo", stdout=out, **options)
            assert out.getvalue().count(f"  {first} ") == times

    def test_a_second_run_changes_nothing(self) -> None:
        before = [model.objects.count() for model in (User, Asset, Cycle, Activity, JournalEntry)]
        out = StringIO()
        call_command("demo", stdout=out)
        assert "nothing was changed" in out.getvalue()
        assert [model.objects.count() for model in (User, Asset, Cycle, Activity, JournalEntry)] == before

    def test_the_large_demo_is_added_once(self) -> None:
        known = Activity.objects.count()
        call_command("demo", size="large", assets=50, activities=200, stdout=StringIO())
        created = Activity.objects.count()
        assert created >= known + 150
        assert Asset.objects.filter(code__startswith="B-").count() == 50
        assert [cycle.code for cycle in Cycle.objects.all() if first_broken_entry(cycle) is not None] == []
        call_command("demo", size="large", stdout=StringIO())
        assert Activity.objects.count() == created

    def test_the_benchmark_measures_every_page(self) -> None:
        out = StringIO()
        call_command("benchmark", n=1, no_server=True, stdout=out)
        assert "list: assets" in out.getvalue()
        assert "pages reach their aim" in out.getvalue()
        assert "**500**" not in out.getvalue() and "**404**" not in out.getvalue()


@pytest.mark.django_db
def test_the_demo_refuses_production_and_a_database_with_other_users(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("demo", stdout=StringIO())
    settings.PRODUCTION = False
    UserFactory(email="orang.lain@kampus.example")
    with pytest.raises(CommandError, match="1 people"):
        call_command("demo", stdout=StringIO())
