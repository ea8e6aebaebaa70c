"""Findings are followed until they are closed."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Role
from assets.models import Criticality
from maintenance.activities import services as activity_services
from maintenance.findings import services as finding_services
from maintenance.findings.services import NewFinding
from maintenance.models import Finding, Severity
from maintenance.reasons import MayNot, NotYet
from maintenance.sop import State
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory
from tests.maintenance.factories import CycleFactory, FindingFactory, WorkOrderFactory
from tests.maintenance.work_orders.test_work_orders import item, log
from tests.vendors.factories import ContractFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_finding_is_noted_with_the_activity(operator):
    order = WorkOrderFactory()
    new = NewFinding("Kipas berbunyi", Severity.HIGH, "Ganti kipas")

    activity = log(order, operator, findings=[new])

    finding = activity.findings.get()
    assert (finding.title, finding.severity, finding.follow_up) == ("Kipas berbunyi", "high", "Ganti kipas")
    assert finding.opened_by == operator


def test_a_finding_without_a_title_stops_the_whole_activity(operator):
    order = WorkOrderFactory()

    with pytest.raises(ValidationError):
        log(order, operator, findings=[NewFinding(" ")])
    assert not order.activities.exists()


def test_a_reading_out_of_limits_weighs_more_on_a_critical_asset(operator):
    asset = AssetFactory(criticality=Criticality.HIGH)
    order = WorkOrderFactory(assets=[asset], checklist=True)

    log(order, operator, answers={item(order, "number").pk: "10"})

    assert Finding.objects.get().severity == Severity.HIGH


def test_the_follow_up_keeps_its_order(operator):
    finding = FindingFactory()
    finding_services.add_follow_up(finding.pk, by=operator, text="Kipas dipesan.")
    finding_services.add_follow_up(finding.pk, by=operator, text="Kipas diganti.")

    assert [note.text for note in finding.follow_ups.all()] == ["Kipas dipesan.", "Kipas diganti."]


def test_a_finding_is_closed_saying_how(operator):
    finding = finding_services.resolve_finding(FindingFactory().pk, by=operator, note="Kipas diganti.")

    assert not finding.is_open
    assert (finding.resolved_by, finding.resolution) == (operator, "Kipas diganti.")


def test_a_finding_is_not_closed_without_a_note(operator):
    finding = FindingFactory()

    with pytest.raises(ValidationError):
        finding_services.resolve_finding(finding.pk, by=operator, note="  ")
    assert Finding.objects.get(pk=finding.pk).is_open


def test_a_closed_finding_is_closed_once(operator):
    finding = finding_services.resolve_finding(FindingFactory().pk, by=operator, note="Selesai.")

    with pytest.raises(NotYet):
        finding_services.resolve_finding(finding.pk, by=operator, note="Lagi.")
    with pytest.raises(NotYet):
        finding_services.add_follow_up(finding.pk, by=operator, text="Lagi.")


def test_findings_are_followed_after_row_5_as_well(operator):
    cycle = CycleFactory(state=State.CONTINUATION)
    finding = FindingFactory(work_order=cycle.current_round.work_orders.first())

    assert not finding_services.resolve_finding(finding.pk, by=operator, note="Selesai.").is_open


def test_a_finding_of_a_finished_cycle_stays_as_the_report_tells_it(operator):
    cycle = CycleFactory(state=State.FINISHED)
    finding = FindingFactory(work_order=cycle.rounds.get().work_orders.first())

    with pytest.raises(NotYet):
        finding_services.resolve_finding(finding.pk, by=operator, note="Selesai.")


def test_a_vendor_follows_its_findings_but_does_not_close_them():
    member = MembershipFactory()
    order = WorkOrderFactory(state=State.VENDOR_WORK, contract=ContractFactory(vendor=member.vendor))
    finding = FindingFactory(work_order=order)

    assert finding_services.add_follow_up(finding.pk, by=member.user, text="Kipas dipesan.").by == member.user
    with pytest.raises(MayNot):
        finding_services.resolve_finding(finding.pk, by=member.user, note="Selesai.")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR, Role.VENDOR])
def test_others_do_not_touch_findings(role):
    finding, stranger = FindingFactory(), UserFactory(role=role)

    with pytest.raises(MayNot):
        finding_services.add_follow_up(finding.pk, by=stranger, text="x")
    with pytest.raises(MayNot):
        finding_services.resolve_finding(finding.pk, by=stranger, note="x")


def test_a_corrected_reading_leaves_its_finding_to_a_person(operator):
    order = WorkOrderFactory(checklist=True)
    asked = item(order, "number")
    activity = log(order, operator, answers={asked.pk: "270"})
    activity_services.change_activity(
        activity.pk,
        by=operator,
        started_at=activity.started_at,
        ended_at=activity.ended_at,
        description="Dibersihkan.",
        answers={asked.pk: "27"},
    )

    assert activity.answers.get().is_within_limits
    assert Finding.objects.get().is_open
