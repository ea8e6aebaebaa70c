"""Vendor scenario for isolation tests: a vendor with every kind of record, under a name that occurs nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from accounts.models import CalendarAddress, Role, User
from maintenance.models import Cycle, Review, Round, WorkOrder
from maintenance.sop import State
from reports.issuing import services as issuing
from reports.issuing.requests import IssueRequest
from reports.jobs import request_draft, request_workbook, run_next_job
from reports.models import Document, DocumentKind
from reports.models.document_kind import VENDOR_KINDS
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory, LocationFactory
from tests.maintenance.factories import (
    ActivityFactory,
    EvidenceFactory,
    FindingFactory,
    make_cycle,
    start_round,
)
from tests.vendors.factories import AmendmentFactory, ContractFactory, MembershipFactory, VendorFactory


@dataclass
class VendorScenario:
    """A vendor: its user, the `mark` in all its names, and the identifiers of its records by kind."""

    mark: str
    person: User
    contract: Any
    ids: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def numbers(self) -> set[int]:
        return {each for ids in self.ids.values() for each in ids if isinstance(each, int)}

    def add(self, cycle: Cycle, number: int) -> None:
        """Add the identifiers of a round and its records; create activity, evidence and finding where missing."""
        round_ = cycle.rounds.get(number=number)
        for kind, pk in (("cycle", cycle.pk), ("plan", cycle.plan_id), ("round", round_.pk)):
            self.ids.setdefault(kind, []).append(pk)
        work_order = round_.work_orders.order_by("pk").first()
        assert work_order is not None
        activity = work_order.activities.first() or self._create_activity(work_order)
        evidence = activity.evidence.first() or EvidenceFactory(
            activity=activity, original_name=f"{self.mark}.jpg", caption=f"Foto {self.mark}"
        )
        finding = FindingFactory(work_order=work_order, title=f"Temuan {self.mark}", opened_by=self.person)
        for kind, record in (
            ("order", work_order),
            ("activity", activity),
            ("evidence", evidence),
            ("finding", finding),
        ):
            self.ids.setdefault(kind, []).append(record.pk)

    def _create_activity(self, work_order: WorkOrder) -> Any:
        return ActivityFactory(
            work_order=work_order, performed_by=self.person, description=f"Dikerjakan {self.mark}"
        )


def make_vendor_scenario(mark: str) -> VendorScenario:
    """Create a vendor with an open round and a completed one."""
    vendor = VendorFactory(name=f"PT {mark} Jaya", phone=f"{mark}-021", address=f"Jalan {mark}")
    person = UserFactory(
        role=Role.VENDOR, full_name=f"Teknisi {mark}", email=f"{mark.lower()}@vendor.contoh.id"
    )
    MembershipFactory(vendor=vendor, user=person)
    contract = ContractFactory(vendor=vendor, number=f"{mark}/K/1", title=f"Kontrak {mark}")
    amendment = AmendmentFactory(contract=contract, number=f"{mark}/A/1")
    scenario = VendorScenario(mark, person, contract)
    location = LocationFactory(name=f"Ruang {mark}")
    assets = AssetFactory.create_batch(2, location=location)
    for number, asset in enumerate(assets):
        asset.code, asset.name = f"{mark}-{number}", f"UPS {mark}"
        asset.serial_number, asset.maker = f"SN-{mark}", f"Pabrik {mark}"
        asset.save()
    scenario.add(make_cycle(State.VENDOR_WORK, contract=contract, assets=assets, checklist=True), 1)
    completed = make_cycle(State.CONTINUATION, contract=contract, assets=assets[:1], checklist=True)
    scenario.add(completed, 1)
    returned = WorkOrder.objects.get(pk=scenario.ids["order"][0])
    Review.objects.create(
        work_order=returned, verdict="returned", remark=f"Perbaiki {mark}", by=UserFactory()
    )
    scenario.ids |= {
        "label": [asset.label_token for asset in assets],
        "document": [
            {"kind": kind, "pk": round_} for kind in DocumentKind for round_ in scenario.ids["round"]
        ],
        "issued": [],
        "rendering": [],
        "calendar": [CalendarAddress.objects.renew(person)],
        "made_up": ["bukan-undangan"],
        "vendor": [vendor.pk],
        "contract": [contract.pk],
        "amendment": [amendment.pk],
        "asset": [asset.pk for asset in assets],
        "location": [location.pk],
        "person": [person.pk],
        "evaluation": [completed.rounds.get(number=1).evaluation.pk],
    }
    return scenario


def share_a_cycle(first: VendorScenario, second: VendorScenario, head: User) -> None:
    """Create a cycle with a round of each vendor."""
    cycle = make_cycle(State.CONTINUATION, contract=first.contract, assets=1)
    cycle = start_round(cycle, by=head, contract=second.contract)
    for scenario, number in ((first, 1), (second, 2)):
        scenario.add(cycle, number)
        for kind in ("cycle", "plan"):  # both vendors may see them
            scenario.ids[kind].pop()


def issue_vendor_documents(scenario: VendorScenario, head: User) -> None:
    """Issue the documents of the completed round that a vendor may read; PDFs are replaced by a constant."""
    round_ = Round.objects.get(pk=scenario.ids["round"][1])
    for kind in VENDOR_KINDS:
        document = issuing.issue(kind, round_.pk, by=head)
        scenario.ids["issued"].append(document.pk)


def create_jobs(scenario: VendorScenario) -> None:
    """Run jobs of the vendor's user: a draft of the open round and a spreadsheet of the completed one."""
    open_round, completed = scenario.ids["round"][:2]
    draft = request_draft(IssueRequest(DocumentKind.DOCUMENTATION, open_round, scenario.person))
    edition = Document.objects.get(kind=DocumentKind.HANDOVER, round=completed)
    workbook = request_workbook(IssueRequest(DocumentKind.HANDOVER, completed, scenario.person), edition)
    assert run_next_job() == 2
    scenario.ids["rendering"] = [draft.token, workbook.token]


def issue_management_report(scenario: VendorScenario, head: User) -> None:
    """Issue a management report that names the vendor; its PDF is replaced by a constant."""
    cycle = make_cycle(State.REPORTING, contract=scenario.contract, head=head)
    Cycle.objects.filter(pk=cycle.pk).update(
        closing_evaluation=f"Selesai {scenario.mark}", recommendations="Lanjutkan."
    )
    report = issuing.issue(DocumentKind.REPORT, cycle.pk, by=head)
    scenario.ids["report"] = [report.pk]
    scenario.ids["report_token"] = [report.token]
