"""Bulk inserts that document and accept all work orders of a round in a few statements."""

from __future__ import annotations

import hashlib
import io
import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from PIL import Image

from accounts.models import User
from core.files.names import random_storage_name
from demo import clock
from maintenance.activities import checklist
from maintenance.models import (
    Activity,
    ChecklistAnswer,
    Evidence,
    Finding,
    Review,
    ReviewVerdict,
    Round,
    Severity,
    WorkOrder,
    WorkOrderState,
)
from plans.models import ChecklistItem, EvidencePurpose, ItemKind

BATCH_SIZE = 1000
DESCRIPTIONS = (
    "Panel dibaca, filter dibersihkan, hasil ukur dicatat.",
    "Catatan kejadian diperiksa; tidak ada alarm baru.",
    "Konektor dan terminal dikencangkan, alat diuji kembali.",
)


def document_round(round_: Round, *, worker: User, reviewer: User, until: date) -> None:
    """Document and accept every work order that is due by `until`; one in twelve is a few days late."""
    work_orders = list(round_.work_orders.filter(due_on__lte=until).order_by("pk"))
    rng = random.Random(round_.pk)
    activities = Activity.objects.bulk_create(
        (_activity(work_order, worker, rng, until) for work_order in work_orders), batch_size=BATCH_SIZE
    )
    _add_answers(round_, activities, rng)
    _add_evidence(activities[::10], worker)
    _add_findings(activities[::20], worker, reviewer)
    Review.objects.bulk_create(
        (_review(activity, reviewer) for activity in activities), batch_size=BATCH_SIZE
    )
    _accept(round_, until)


def _activity(work_order: WorkOrder, worker: User, rng: random.Random, until: date) -> Activity:
    start = clock.moment(_done_on(work_order, until), rng.randrange(7, 14), rng.randrange(60))
    end = start + timedelta(minutes=rng.randrange(20, 180))
    return Activity(
        work_order=work_order,
        started_at=start,
        ended_at=end,
        description=rng.choice(DESCRIPTIONS),
        people=worker.full_name,
        cost=Decimal(rng.randrange(0, 200) * 5000),
        downtime_minutes=rng.choice((0, 0, 0, 10, 25, 60)),
        performed_by=worker,
        recorded_by=worker,
        recorded_at=end + timedelta(minutes=20),
    )


def _done_on(work_order: WorkOrder, until: date) -> date:
    return min(work_order.due_on + timedelta(days=_delay(work_order.sequence)), until)


def _delay(sequence: int) -> int:
    return 8 if sequence % 12 == 0 else 0


def _add_answers(round_: Round, activities: list[Activity], rng: random.Random) -> None:
    """Insert answers to the required checklist items. Numeric answers are within the limits of the item."""
    items: dict[int, list[ChecklistItem]] = {}
    for item in ChecklistItem.objects.filter(work__plan=round_.cycle.plan_id, is_required=True):
        items.setdefault(item.work_id, []).append(item)
    ChecklistAnswer.objects.bulk_create(
        (
            _answer_to(activity, item, rng)
            for activity in activities
            for item in items[activity.work_order.planned_work_id]
        ),
        batch_size=BATCH_SIZE,
    )


def _answer_to(activity: Activity, item: ChecklistItem, rng: random.Random) -> ChecklistAnswer:
    if item.kind == ItemKind.YES_NO:
        return ChecklistAnswer(activity=activity, item=item, yes=True)
    low = float(item.minimum if item.minimum is not None else 0)
    high = float(item.maximum if item.maximum is not None else low + 100)
    value = Decimal(str(round(rng.uniform(low, high), 1)))
    within = item.is_within_limits(value) if checklist.has_limits(item) else None
    return ChecklistAnswer(activity=activity, item=item, number=value, is_within_limits=within)


def _add_evidence(activities: list[Activity], worker: User) -> None:
    pieces = []
    for activity in activities:
        content = _tiny_picture(activity.pk)
        digest = hashlib.sha256(content).hexdigest()
        name = default_storage.save(random_storage_name("evidence", "bukti.jpg"), ContentFile(content))
        pieces.append(
            Evidence(
                activity=activity,
                purpose=EvidencePurpose.PHOTO,
                file=name,
                thumbnail=name,
                content_type="image/jpeg",
                original_name=f"foto-{activity.pk}.jpg",
                size=len(content),
                sha256_received=digest,
                sha256=digest,
                uploaded_by=worker,
                uploaded_at=activity.recorded_at,
            )
        )
    Evidence.objects.bulk_create(pieces, batch_size=BATCH_SIZE)


def _tiny_picture(number: int) -> bytes:
    """Return a JPEG that differs for each number, because the bits of `number` are its pixels."""
    picture = Image.frombytes("L", (8, 8), bytes(255 * (number >> bit & 1) for bit in range(64)))
    out = io.BytesIO()
    picture.resize((64, 64), Image.Resampling.NEAREST).save(out, "JPEG")
    return out.getvalue()


def _add_findings(activities: list[Activity], worker: User, reviewer: User) -> None:
    """Add findings; four out of five are resolved."""
    Finding.objects.bulk_create(
        (_finding(index, activity, worker, reviewer) for index, activity in enumerate(activities)),
        batch_size=BATCH_SIZE,
    )


def _finding(index: int, activity: Activity, worker: User, reviewer: User) -> Finding:
    resolved_at: datetime | None = activity.ended_at + timedelta(hours=3) if index % 5 else None
    return Finding(
        work_order=activity.work_order,
        activity=activity,
        title="Kabel tambal tidak berlabel" if index % 2 else "Kipas berbunyi kasar",
        severity=Severity.values[index % 3],
        follow_up="Diperbaiki pada kunjungan berikutnya.",
        opened_by=worker,
        opened_at=activity.ended_at,
        resolved_at=resolved_at,
        resolved_by=reviewer if resolved_at else None,
        resolution="Diperbaiki di tempat." if resolved_at else "",
    )


def _review(activity: Activity, reviewer: User) -> Review:
    at = activity.recorded_at + timedelta(hours=2)
    return Review(work_order=activity.work_order, verdict=ReviewVerdict.ACCEPTED, by=reviewer, at=at)


def _accept(round_: Round, until: date) -> None:
    """Set the final state of all due work orders: one statement for those on time, one for the late ones."""
    due = round_.work_orders.filter(due_on__lte=until)
    closed_at = clock.moment(until, 16)
    common = {"state": WorkOrderState.ACCEPTED, "handed_in_at": closed_at, "closed_at": closed_at}
    due.update(completed_on=F("due_on"), **common)
    late = [work_order for work_order in due if _delay(work_order.sequence)]
    for work_order in late:
        work_order.completed_on = _done_on(work_order, until)
    WorkOrder.objects.bulk_update(late, ["completed_on"], batch_size=BATCH_SIZE)
