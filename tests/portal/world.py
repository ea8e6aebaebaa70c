"""Two vendors with everything that a vendor can have, each under names that occur nowhere else."""

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
class World:
    """One vendor: its person, the `mark` in all its names, and the identifiers of all that is its own, by kind."""

    mark: str
    person: User
    contract: Any
    ids: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def numbers(self) -> set[int]:
        return {each for ids in self.ids.values() for each in ids if isinstance(each, int)}

    def add(self, cycle: Cycle, number: int) -> None:
        """All that hangs on a round."""
        round_ = cycle.rounds.get(number=number)
        for kind, pk in (("cycle", cycle.pk), ("plan", cycle.plan_id), ("round", round_.pk)):
            self.ids.setdefault(kind, []).append(pk)
        order = round_.work_orders.order_by("pk").first()
        assert order is not None
        activity = order.activities.first() or self._document(order)
        evidence = activity.evidence.first() or EvidenceFactory(
            activity=activity, original_name=f"{self.mark}.jpg", caption=f"Foto {self.mark}"
        )
        finding = FindingFactory(work_order=order, title=f"Temuan {self.mark}", opened_by=self.person)
        for kind, record in (
            ("order", order),
            ("activity", activity),
            ("evidence", evidence),
            ("finding", finding),
        ):
            self.ids.setdefault(kind, []).append(record.pk)

    def _document(self, order: WorkOrder) -> Any:
        return ActivityFactory(
            work_order=order, performed_by=self.person, description=f"Dikerjakan {self.mark}"
        )


def make_world(mark: str) -> World:
    """A round in work and one that is over."""
    vendor = VendorFactory(name=f"PT {mark} Jaya", phone=f"{mark}-021", address=f"Jalan {mark}")
    person = UserFactory(
        role=Role.VENDOR, full_name=f"Teknisi {mark}", email=f"{mark.lower()}@vendor.contoh.id"
    )
    MembershipFactory(vendor=vendor, user=person)
    contract = ContractFactory(vendor=vendor, number=f"{mark}/K/1", title=f"Kontrak {mark}")
    amendment = AmendmentFactory(contract=contract, number=f"{mark}/A/1")
    world = World(mark, person, contract)
    place = LocationFactory(name=f"Ruang {mark}")
    assets = AssetFactory.create_batch(2, location=place)
    for number, asset in enumerate(assets):
        asset.code, asset.name = f"{mark}-{number}", f"UPS {mark}"
        asset.serial_number, asset.maker = f"SN-{mark}", f"Pabrik {mark}"
        asset.save()
    world.add(make_cycle(State.VENDOR_WORK, contract=contract, assets=assets, checklist=True), 1)
    over = make_cycle(State.CONTINUATION, contract=contract, assets=assets[:1], checklist=True)
    world.add(over, 1)
    returned = WorkOrder.objects.get(pk=world.ids["order"][0])
    Review.objects.create(
        work_order=returned, verdict="returned", remark=f"Perbaiki {mark}", by=UserFactory()
    )
    world.ids |= {
        "label": [asset.label_token for asset in assets],
        "document": [{"kind": kind, "pk": round_} for kind in DocumentKind for round_ in world.ids["round"]],
        "issued": [],
        "rendering": [],
        "calendar": [CalendarAddress.objects.renew(person)],
        "made_up": ["bukan-undangan"],
        "vendor": [vendor.pk],
        "contract": [contract.pk],
        "amendment": [amendment.pk],
        "asset": [asset.pk for asset in assets],
        "location": [place.pk],
        "person": [person.pk],
        "evaluation": [over.rounds.get(number=1).evaluation.pk],
    }
    return world


def share_a_cycle(first: World, second: World, head: User) -> None:
    """A cycle whose first round is the one vendor's and whose second is the other's."""
    cycle = make_cycle(State.CONTINUATION, contract=first.contract, assets=1)
    cycle = start_round(cycle, by=head, contract=second.contract)
    for world, number in ((first, 1), (second, 2)):
        world.add(cycle, number)
        for kind in ("cycle", "plan"):  # which both may know of
            world.ids[kind].pop()


def issue_papers(world: World, head: User) -> None:
    """What a vendor may read of the round that is over; the PDFs are stand-ins in these tests."""
    round_ = Round.objects.get(pk=world.ids["round"][1])
    for kind in VENDOR_KINDS:
        paper = issuing.issue(kind, round_.pk, by=head)
        world.ids["issued"].append(paper.pk)


def make_files(world: World) -> None:
    """A draft of the round in work and a spreadsheet of the one that is over, as the vendor's person asked for them."""
    now, over = world.ids["round"][:2]
    draft = request_draft(IssueRequest(DocumentKind.DOCUMENTATION, now, world.person))
    edition = Document.objects.get(kind=DocumentKind.HANDOVER, round=over)
    sheets = request_workbook(IssueRequest(DocumentKind.HANDOVER, over, world.person), edition)
    assert run_next_job() == 2
    world.ids["rendering"] = [draft.token, sheets.token]


def issue_report(world: World, head: User) -> None:
    """A management report that speaks of the vendor; the PDF is a stand-in in these tests."""
    cycle = make_cycle(State.REPORTING, contract=world.contract, head=head)
    Cycle.objects.filter(pk=cycle.pk).update(
        closing_evaluation=f"Selesai {world.mark}", recommendations="Lanjutkan."
    )
    report = issuing.issue(DocumentKind.REPORT, cycle.pk, by=head)
    world.ids["report"] = [report.pk]
    world.ids["report_token"] = [report.token]
