"""Services for findings."""

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


def test_a_reading_out_of_limits_is_more_severe_on_a_critical_asset(operator):
    asset = AssetFactory(criticality=Criticality.HIGH)
    order = WorkOrderFactory(assets=[asset], checklist=True)

    log(order, operator, answers={item(order, "number").pk: "10"})

    assert Finding.objects.get().severity == Severity.HIGH


def test_follow_ups_are_listed_in_order(operator):
    finding = FindingFactory()
    finding_services.add_follow_up(finding.pk, by=operator, text="Kipas dipesan.")
    finding_services.add_follow_up(finding.pk, by=operator, text="Kipas diganti.")

    assert [note.text for note in finding.follow_ups.all()] == ["Kipas dipesan.", "Kipas diganti."]


def test_a_finding_is_resolved_with_a_note(operator):
    finding = finding_services.resolve_finding(FindingFactory().pk, by=operator, note="Kipas diganti.")

    assert not finding.is_open
    assert (finding.resolved_by, finding.resolution) == (operator, "Kipas diganti.")


def test_a_finding_is_not_resolved_without_a_note(operator):
    finding = FindingFactory()

    with pytest.raises(ValidationError):
        finding_services.resolve_finding(finding.pk, by=operator, note="  ")
    assert Finding.objects.get(pk=finding.pk).is_open


def test_a_resolved_finding_cannot_be_resolved_again(operator):
    finding = finding_services.resolve_finding(FindingFactory().pk, by=operator, note="Selesai.")

    with pytest.raises(NotYet):
        finding_services.resolve_finding(finding.pk, by=operator, note="Lagi.")
    with pytest.raises(NotYet):
        finding_services.add_follow_up(finding.pk, by=operator, text="Lagi.")


def test_findings_can_be_followed_up_after_row_5(operator):
    cycle = CycleFactory(state=State.CONTINUATION)
    finding = FindingFactory(work_order=cycle.current_round.work_orders.first())

    assert not finding_services.resolve_finding(finding.pk, by=operator, note="Selesai.").is_open


def test_a_finding_of_a_finished_cycle_cannot_change(operator):
    cycle = CycleFactory(state=State.FINISHED)
    finding = FindingFactory(work_order=cycle.rounds.get().work_orders.first())

    with pytest.raises(NotYet):
        finding_services.resolve_finding(finding.pk, by=operator, note="Selesai.")


def test_a_vendor_can_follow_up_but_not_resolve_its_findings():
    member = MembershipFactory()
    order = WorkOrderFactory(state=State.VENDOR_WORK, contract=ContractFactory(vendor=member.vendor))
    finding = FindingFactory(work_order=order)

    assert finding_services.add_follow_up(finding.pk, by=member.user, text="Kipas dipesan.").by == member.user
    with pytest.raises(MayNot):
        finding_services.resolve_finding(finding.pk, by=member.user, note="Selesai.")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADMINISTRATOR, Role.VENDOR])
def test_other_users_cannot_change_findings(role):
    finding, stranger = FindingFactory(), UserFactory(role=role)

    with pytest.raises(MayNot):
        finding_services.add_follow_up(finding.pk, by=stranger, text="x")
    with pytest.raises(MayNot):
        finding_services.resolve_finding(finding.pk, by=stranger, note="x")


def test_a_corrected_reading_does_not_resolve_its_finding(operator):
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
