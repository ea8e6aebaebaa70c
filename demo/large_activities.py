"""Creates a cycle with many work orders and two photos each, for benchmarks that roll it back."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from decimal import Decimal

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from accounts.models import Role, User
from assets.models import Asset
from core.files.names import random_storage_name
from demo import bulk_insert, clock
from maintenance import gate
from maintenance.cycles.services import open_cycle
from maintenance.evaluation import services as evaluation_services
from maintenance.models import Activity, Cycle, Evidence, Round
from maintenance.sop import Move
from plans.models import AcceptanceCriterion, ChecklistItem, EvidencePurpose, ItemKind, PlanBasis, PlannedWork

YEAR = 2025
MONTHS = 10  # each asset is maintained once a month
PHOTO_COUNT = 24  # different photos; the work orders share them
PURPOSES = (EvidencePurpose.BEFORE, EvidencePurpose.AFTER)


def create_cycle(work_orders: int) -> Cycle:
    """Create a cycle in row 8 with one round of `work_orders` accepted work orders (a multiple of ten)."""
    with clock.at(clock.moment(date(YEAR, MONTHS, 20), 9)):  # near the end of its period
        return _create_cycle(work_orders)


def _create_cycle(work_orders: int) -> Cycle:
    operator = User.objects.filter(role=Role.OPERATOR).earliest("pk")
    head = User.objects.filter(role=Role.HEAD).earliest("pk")
    cycle = open_cycle(
        by=operator,
        title=f"Pemeliharaan dengan {work_orders} perintah kerja",
        basis=PlanBasis.BUDGET_YEAR,
        budget_year=YEAR,
        starts_on=date(YEAR, 1, 1),
        ends_on=date(YEAR, MONTHS, 28),
        objective="Menjaga layanan tetap tersedia.",
        budget=Decimal(1_000_000_000),
        round_months=MONTHS,
    )
    _add_plan_contents(cycle, work_orders // MONTHS, operator)
    cycle = gate.perform(
        cycle.pk,
        Move.START_INTERNAL_ROUND,
        by=operator,
        team="Tim Pusat Data",
        reason="Sesuai rencana.",
        starts_on=cycle.plan.starts_on,
        ends_on=cycle.plan.ends_on,
    )
    _document_work(cycle.rounds.get(), operator, head)
    gate.perform(cycle.pk, Move.COMPLETE_INTERNAL_WORK, by=operator)
    criterion = cycle.plan.criteria.get()
    evaluation_services.judge(cycle.pk, criterion.pk, by=head, value=Decimal(95))
    evaluation_services.save_conclusion(cycle.pk, by=head, conclusion="Putaran memenuhi kriteria.")
    gate.perform(cycle.pk, Move.CONCLUDE_EVALUATION, by=head)
    return gate.perform(cycle.pk, Move.END, by=head, reason="Siklus uji kinerja.")


def _add_plan_contents(cycle: Cycle, assets: int, by: User) -> None:
    plan = cycle.plan
    plan.uses_map = True
    plan.save(update_fields=["uses_map"])
    template = Asset.objects.earliest("pk")
    made = Asset.objects.bulk_create(
        Asset(
            code=f"UJI-{cycle.pk}-{n:04}",
            name=f"Server uji {n}",
            category_id=template.category_id,
            location_id=template.location_id,
        )
        for n in range(assets)
    )
    plan.assets.set(made)
    work = PlannedWork.objects.create(
        plan=plan,
        title="Pemeriksaan bulanan",
        rule="FREQ=MONTHLY;BYMONTHDAY=15",
        anchor=plan.starts_on,
        holiday_policy="keep",
        position=1,
    )
    work.assets.set(made)
    ChecklistItem.objects.create(work=work, position=1, text="Filter bersih", kind=ItemKind.YES_NO)
    ChecklistItem.objects.create(
        work=work, position=2, text="Suhu masukan", kind=ItemKind.NUMBER, unit="°C", minimum=18, maximum=27
    )
    gate.perform(cycle.pk, Move.SUBMIT_PLAN, by=by)
    AcceptanceCriterion.objects.create(
        plan=plan,
        code="K1",
        text="Pekerjaan dikerjakan tepat waktu",
        kind="percentage",
        operator="ge",
        target=Decimal(90),
        unit="%",
        method="Perintah kerja tepat waktu dibagi seluruhnya.",
        evidence="Daftar perintah kerja",
        weight=Decimal(100),
    )
    gate.perform(cycle.pk, Move.SET_CRITERIA, by=by)


def _document_work(round_: Round, worker: User, reviewer: User) -> None:
    bulk_insert.document_round(round_, worker=worker, reviewer=reviewer, until=round_.ends_on)
    photos = [_photo(number) for number in range(PHOTO_COUNT)]
    activities = Activity.objects.filter(work_order__round=round_).order_by("pk")
    Evidence.objects.bulk_create(
        (
            Evidence(
                activity=activity,
                purpose=purpose,
                file=photo[0],
                content_type="image/jpeg",
                original_name="foto.jpg",
                size=photo[1],
                sha256=photo[2],
                sha256_received=photo[2],
                uploaded_by=worker,
                uploaded_at=activity.recorded_at,
            )
            for n, activity in enumerate(activities)
            for index, purpose in enumerate(PURPOSES)
            for photo in [photos[(2 * n + index) % PHOTO_COUNT]]
        ),
        batch_size=bulk_insert.BATCH_SIZE,
    )


def _photo(number: int) -> tuple[str, int, str]:
    """Store a photo of typical stored size (1,600 pixels, half a megabyte).

    Return the name, size and hash of the file.
    """
    grain = Image.effect_noise((400, 300), 30 + number).resize((1600, 1200), Image.Resampling.BICUBIC)
    out = io.BytesIO()
    grain.convert("RGB").save(out, "JPEG", quality=82)
    content = out.getvalue()
    name = default_storage.save(random_storage_name("evidence", "uji.jpg"), ContentFile(content))
    return name, len(content), hashlib.sha256(content).hexdigest()
