"""What people do thousands of times, in a few statements: documenting and accepting the work of a whole round."""

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

BATCH = 1000
TEXTS = (
    "Panel dibaca, filter dibersihkan, hasil ukur dicatat.",
    "Catatan kejadian diperiksa; tidak ada alarm baru.",
    "Konektor dan terminal dikencangkan, alat diuji kembali.",
)


def document(round_: Round, *, worker: User, reviewer: User, until: date) -> None:
    """Every order due by `until` gets its activity and answers and is accepted, one in twelve a few days late."""
    orders = list(round_.work_orders.filter(due_on__lte=until).order_by("pk"))
    chance = random.Random(round_.pk)
    activities = Activity.objects.bulk_create(
        (_activity(order, worker, chance, until) for order in orders), batch_size=BATCH
    )
    _answer(round_, activities, chance)
    _attach(activities[::10], worker)
    _find(activities[::20], worker, reviewer)
    Review.objects.bulk_create((_review(activity, reviewer) for activity in activities), batch_size=BATCH)
    _accept(round_, until)


def _activity(order: WorkOrder, worker: User, chance: random.Random, until: date) -> Activity:
    start = clock.moment(_done_on(order, until), chance.randrange(7, 14), chance.randrange(60))
    end = start + timedelta(minutes=chance.randrange(20, 180))
    return Activity(
        work_order=order,
        started_at=start,
        ended_at=end,
        description=chance.choice(TEXTS),
        people=worker.full_name,
        cost=Decimal(chance.randrange(0, 200) * 5000),
        downtime_minutes=chance.choice((0, 0, 0, 10, 25, 60)),
        performed_by=worker,
        recorded_by=worker,
        recorded_at=end + timedelta(minutes=20),
    )


def _done_on(order: WorkOrder, until: date) -> date:
    return min(order.due_on + timedelta(days=_delay(order.sequence)), until)


def _delay(sequence: int) -> int:
    return 8 if sequence % 12 == 0 else 0


def _answer(round_: Round, activities: list[Activity], chance: random.Random) -> None:
    """The required items of each checklist; numbers lie within their limits."""
    items: dict[int, list[ChecklistItem]] = {}
    for item in ChecklistItem.objects.filter(work__plan=round_.cycle.plan_id, is_required=True):
        items.setdefault(item.work_id, []).append(item)
    ChecklistAnswer.objects.bulk_create(
        (
            _one_answer(activity, item, chance)
            for activity in activities
            for item in items[activity.work_order.planned_work_id]
        ),
        batch_size=BATCH,
    )


def _one_answer(activity: Activity, item: ChecklistItem, chance: random.Random) -> ChecklistAnswer:
    if item.kind == ItemKind.YES_NO:
        return ChecklistAnswer(activity=activity, item=item, yes=True)
    low = float(item.minimum if item.minimum is not None else 0)
    high = float(item.maximum if item.maximum is not None else low + 100)
    value = Decimal(str(round(chance.uniform(low, high), 1)))
    within = item.is_within_limits(value) if checklist.has_limits(item) else None
    return ChecklistAnswer(activity=activity, item=item, number=value, is_within_limits=within)


def _attach(activities: list[Activity], worker: User) -> None:
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
    Evidence.objects.bulk_create(pieces, batch_size=BATCH)


def _tiny_picture(number: int) -> bytes:
    """No two alike: the number is in its pixels."""
    picture = Image.frombytes("L", (8, 8), bytes(255 * (number >> bit & 1) for bit in range(64)))
    out = io.BytesIO()
    picture.resize((64, 64), Image.Resampling.NEAREST).save(out, "JPEG")
    return out.getvalue()


def _find(activities: list[Activity], worker: User, reviewer: User) -> None:
    """Four out of five have been closed."""
    Finding.objects.bulk_create(
        (_finding(place, activity, worker, reviewer) for place, activity in enumerate(activities)),
        batch_size=BATCH,
    )


def _finding(place: int, activity: Activity, worker: User, reviewer: User) -> Finding:
    resolved_at: datetime | None = activity.ended_at + timedelta(hours=3) if place % 5 else None
    return Finding(
        work_order=activity.work_order,
        activity=activity,
        title="Kabel tambal tidak berlabel" if place % 2 else "Kipas berbunyi kasar",
        severity=Severity.values[place % 3],
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
    """In one statement each for those on time and those late; times follow the last activity's day."""
    due = round_.work_orders.filter(due_on__lte=until)
    settled = clock.moment(until, 16)
    common = {"state": WorkOrderState.ACCEPTED, "handed_in_at": settled, "closed_at": settled}
    due.update(completed_on=F("due_on"), **common)
    late = [order for order in due if _delay(order.sequence)]
    for order in late:
        order.completed_on = _done_on(order, until)
    WorkOrder.objects.bulk_update(late, ["completed_on"], batch_size=BATCH)
