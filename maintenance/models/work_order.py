"""Work order: the planned work on one asset for one due date. A work order is documented, reviewed and closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assets.models import Asset
from core.db.constraints import choices_constraint
from maintenance.models.activity import Activity
from maintenance.models.review import Review
from maintenance.models.round import Round
from maintenance.work_order_state import CLOSED_STATES, IN_WORK, WorkOrderState
from plans.models import PlannedWork

if TYPE_CHECKING:
    from accounts.models import User


def work_order_code(cycle_code: str, round_number: int, sequence: int) -> str:
    """Return the code of a work order on pages and in documents, for example SIK-2026-001/P1/001."""
    return f"{cycle_code}/P{round_number}/{sequence:03}"


def on_time_until(due_on: date) -> date:
    """Return the last day on which the work counts as on time: `due_on` plus `ON_TIME_GRACE_DAYS`."""
    return due_on + timedelta(days=settings.ON_TIME_GRACE_DAYS)


def is_on_time(due_on: date, completed_on: date | None) -> bool | None:
    """Return whether the work was done on time.

    Returns None if the work is not done yet and can still be done on time.
    """
    last = on_time_until(due_on)
    if completed_on:
        return completed_on <= last
    return False if last < timezone.localdate() else None


def is_overdue(state: str, due_on: date) -> bool:
    """Return whether a work order is overdue. Same rule as `WorkOrderQuerySet.overdue`."""
    return state in IN_WORK and timezone.localdate() > on_time_until(due_on)


class WorkOrderQuerySet(models.QuerySet["WorkOrder"]):
    def visible_to(self, user: User) -> WorkOrderQuerySet:
        if user.is_staff_side:
            return self
        return self.filter(round__in=Round.objects.visible_to(user))

    def with_names(self) -> WorkOrderQuerySet:
        """Join the records that a list row or a page header shows."""
        return self.select_related(
            "round__cycle__plan",
            "round__contract__vendor",
            "planned_work",
            "asset__location",
            "asset__category",
        )

    def with_documentation(self) -> WorkOrderQuerySet:
        """Load checklist, activities, answers and evidence with five queries.

        Annotates `last_remark`, the remark of the last review.
        """
        activities = Activity.objects.select_related("performed_by", "recorded_by")
        remarks = Review.objects.filter(work_order=models.OuterRef("pk")).order_by("-pk").values("remark")
        return (
            self.with_names()
            .annotate(last_remark=models.Subquery(remarks[:1]))
            .prefetch_related(
                "planned_work__checklist",
                models.Prefetch("activities", queryset=activities),
                "activities__answers",
                "activities__evidence",
            )
        )

    def not_closed(self) -> WorkOrderQuerySet:
        return self.exclude(state__in=CLOSED_STATES)

    def in_work(self) -> WorkOrderQuerySet:
        return self.filter(state__in=IN_WORK)

    def accepted(self) -> WorkOrderQuerySet:
        return self.filter(state=WorkOrderState.ACCEPTED)

    def awaiting_review(self) -> WorkOrderQuerySet:
        return self.filter(state=WorkOrderState.DOCUMENTED)

    def due_by(self, day: date) -> WorkOrderQuerySet:
        return self.in_work().filter(due_on__lte=day)

    def overdue(self, day: date) -> WorkOrderQuerySet:
        """Return the work orders that are overdue on `day`.

        A work order is overdue if it is not handed in and `day` is later than the due date plus
        `ON_TIME_GRACE_DAYS`.
        """
        return self.in_work().filter(due_on__lt=day - timedelta(days=settings.ON_TIME_GRACE_DAYS))


class WorkOrder(models.Model):
    """The planned work on one asset for one due date.

    `nominal_on` is the date that the recurrence gives. `due_on` is the due date after shifting `nominal_on` for
    holidays.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="work_orders", verbose_name=_("putaran"))
    sequence = models.PositiveIntegerField(_("nomor urut"))
    planned_work = models.ForeignKey(
        PlannedWork, models.PROTECT, related_name="work_orders", verbose_name=_("pekerjaan")
    )
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="work_orders", verbose_name=_("aset"))
    nominal_on = models.DateField(_("tanggal menurut pengulangan"))
    due_on = models.DateField(_("jatuh tempo"))
    state = models.CharField(
        _("keadaan"), max_length=12, choices=WorkOrderState.choices, default=WorkOrderState.OPEN
    )
    completed_on = models.DateField(_("dikerjakan"), null=True, blank=True)
    handed_in_at = models.DateTimeField(_("dikirim"), null=True, blank=True)
    closed_at = models.DateTimeField(_("diselesaikan"), null=True, blank=True)
    reason_not_done = models.TextField(_("alasan tidak dilaksanakan"), blank=True)

    objects = WorkOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("perintah kerja")
        verbose_name_plural = _("perintah kerja")
        ordering = ["due_on", "round", "sequence"]
        constraints = [
            choices_constraint("state", WorkOrderState, "work_order_state_valid"),
            models.UniqueConstraint(fields=["planned_work", "asset", "nominal_on"], name="work_order_once"),
            models.UniqueConstraint(fields=["round", "sequence"], name="work_order_sequence_once"),
            models.CheckConstraint(
                condition=~Q(state=WorkOrderState.NOT_DONE) | ~Q(reason_not_done=""),
                name="work_order_not_done_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state=WorkOrderState.ACCEPTED) | Q(completed_on__isnull=False),
                name="work_order_accepted_was_done",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="work_order_by_state"),
            models.Index(fields=["round", "state"], name="work_order_by_round"),
            models.Index(fields=["asset", "-due_on"], name="work_order_by_asset"),
            models.Index(fields=["due_on", "round", "sequence"], name="work_order_by_due"),
            models.Index(fields=["state", "closed_at", "handed_in_at"], name="work_order_by_closing"),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("maintenance:work_order", args=[self.pk])

    @property
    def code(self) -> str:
        return work_order_code(self.round.cycle.code, self.round.number, self.sequence)

    @property
    def is_overdue(self) -> bool:
        """Whether the work order is overdue. Same rule as `WorkOrderQuerySet.overdue`."""
        return is_overdue(self.state, self.due_on)

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED_STATES

    def last_activity_date(self) -> date:
        """Return the local date on which the last activity ended."""
        return timezone.localdate(self.activities.aggregate(last=models.Max("ended_at"))["last"])

    @property
    def is_in_work(self) -> bool:
        return self.state in IN_WORK

    @property
    def on_time_until(self) -> date:
        """The last day on which the work counts as on time: `due_on` plus `ON_TIME_GRACE_DAYS`."""
        return on_time_until(self.due_on)

    @property
    def is_on_time(self) -> bool | None:
        return is_on_time(self.due_on, self.completed_on)
