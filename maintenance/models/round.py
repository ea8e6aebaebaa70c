"""A round (putaran): one pass through rows 4 or 5, 6 and 7, in a window of days, by a vendor or the internal team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from maintenance.models.cycle import Cycle
from maintenance.sop import Executor
from plans.holiday_calendar import calendar_between
from plans.holidays import HolidayCalendar
from plans.models import PlannedWork
from plans.recurrence.due_dates import DueDate, RecurrenceBasis
from vendors.models import Contract, Membership

if TYPE_CHECKING:
    from collections.abc import Iterator

    from accounts.models import User
    from assets.models import Asset
    from maintenance.models.work_order import WorkOrder


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> RoundQuerySet:
        """Staff see every round. A vendor's person sees those of the vendors for which the person acts; once a
        vendor's last contract has ended, its rounds that are still open, so that what was begun is brought to an end.
        """
        if user.is_staff_side:
            return self
        in_force = Contract.objects.not_ended_on(timezone.localdate()).order_by().values("vendor")
        return self.filter(
            Q(closed_at__isnull=True) | Q(contract__vendor__in=in_force),
            contract__vendor__in=Membership.objects.active().filter(user=user).order_by().values("vendor"),
        )

    def open(self) -> RoundQuerySet:
        return self.filter(closed_at__isnull=True)


class Round(models.Model):
    """Number `number` of its cycle. The window includes both its days; the round is open until row 7 is left."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rounds", verbose_name=_("siklus"))
    number = models.PositiveSmallIntegerField(_("putaran"))
    starts_on = models.DateField(_("mulai"))
    ends_on = models.DateField(_("berakhir"))
    executor = models.CharField(_("pelaksana"), max_length=10, choices=Executor.choices)
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="rounds", verbose_name=_("kontrak")
    )
    team = models.CharField(_("tim internal"), max_length=200, blank=True)
    started_at = models.DateTimeField(_("dimulai"), default=timezone.now)
    completed_at = models.DateTimeField(_("pekerjaan selesai"), null=True)
    closed_at = models.DateTimeField(_("ditutup"), null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("putaran")
        verbose_name_plural = _("putaran")
        ordering = ["cycle", "number"]
        constraints = [
            choices_constraint("executor", Executor, "round_executor_valid"),
            models.UniqueConstraint(fields=["cycle", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(closed_at__isnull=True), name="round_one_open_per_cycle"
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="round_dates_in_order"),
            models.CheckConstraint(
                condition=Q(executor=Executor.VENDOR, contract__isnull=False, team="")
                | (Q(executor=Executor.INTERNAL, contract__isnull=True) & ~Q(team="")),
                name="round_executor_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cycle} / {self.number}"

    @property
    def is_vendor_round(self) -> bool:
        return self.executor == Executor.VENDOR

    @property
    def executor_name(self) -> str:
        """The vendor's name, or the team's."""
        return self.contract.vendor.name if self.contract else self.team

    def is_worked_by(self, user: User) -> bool:
        """Whether `user` is a vendor's person, and this is a round of that vendor."""
        return not user.is_staff_side and Round.objects.visible_to(user).filter(pk=self.pk).exists()

    def was_documented_by(self, user: User) -> bool:
        """Whether `user` did or wrote down work of this round, and so may not judge it."""
        from maintenance.models.activity import Activity

        mine = Q(performed_by=user) | Q(recorded_by=user)
        return Activity.objects.filter(mine, work_order__round=self).exists()

    def complete(self) -> None:
        """Rows 4/5 are done; what remains is judgement."""
        self.completed_at = timezone.now()
        self.save(update_fields=["completed_at"])

    def count_by_state(self) -> dict[str, int]:
        """Work orders per state, states without any left out."""
        rows = self.work_orders.values_list("state").annotate(n=Count("pk")).order_by()
        return dict(rows)

    def generate_work_orders(self) -> int:
        """Makes the work orders that fall due in the window and are not there yet; returns how many.

        Called when the round starts, again by every tick and after each acceptance: twice makes no duplicates,
        and whatever a missed day left out is caught up.
        """
        from maintenance.models.work_order import WorkOrder

        due = self._due_orders()
        known = set(
            WorkOrder.objects.filter(planned_work__plan_id=self.cycle.plan_id).values_list(
                "planned_work_id", "asset_id", "nominal_on"
            )
        )
        fresh = [
            order for order in due if (order.planned_work_id, order.asset_id, order.nominal_on) not in known
        ]
        fresh.sort(key=lambda order: (order.due_on, order.planned_work.position, order.asset.code))
        last = self.work_orders.aggregate(last=Max("sequence"))["last"] or 0
        for sequence, order in enumerate(fresh, start=last + 1):
            order.sequence = sequence
        return len(WorkOrder.objects.bulk_create(fresh))

    def _due_orders(self) -> list[WorkOrder]:
        from maintenance.models.work_order import WorkOrder

        calendar = calendar_between(self.starts_on, self.ends_on)
        works = self.cycle.plan.works.prefetch_related("assets")
        return [
            WorkOrder(round=self, planned_work=work, asset=asset, nominal_on=due.nominal, due_on=due.due)
            for work in works
            for asset, dates in self._due_dates(work, calendar)
            for due in dates
        ]

    def _due_dates(
        self, work: PlannedWork, calendar: HolidayCalendar
    ) -> Iterator[tuple[Asset, list[DueDate]]]:
        """What falls due on each asset; fixed dates are the same for all of them, so they are found once."""
        fixed = work.basis == RecurrenceBasis.FIXED
        dates = work.recurrence.occurrences(self.starts_on, self.ends_on, calendar) if fixed else []
        for asset in work.assets.all():
            yield asset, dates if fixed else self._due_after_completion(work, asset, calendar)

    def _due_after_completion(
        self, work: PlannedWork, asset: Asset, calendar: HolidayCalendar
    ) -> list[DueDate]:
        """The one next date counted from the last completion; none while a work order is still under way."""
        from maintenance.models.work_order import WorkOrder

        orders = WorkOrder.objects.filter(planned_work=work, asset=asset)
        if orders.filter(round=self).unsettled().exists():
            return []
        last = orders.accepted().aggregate(last=Max("completed_on"))["last"]
        if last is None:
            first = work.recurrence.occurrences(work.anchor, self.ends_on, calendar)[:1]
            settled_here = orders.filter(round=self).exists()
            return [] if settled_here else [self._not_before_window(due) for due in first]
        due = work.recurrence.next_after_completion(last, calendar)
        return [self._not_before_window(due)] if due is not None and due.nominal <= self.ends_on else []

    def _not_before_window(self, due: DueDate) -> DueDate:
        """What fell due between two rounds is due on this round's first day."""
        if due.nominal >= self.starts_on:
            return due
        return DueDate(nominal=self.starts_on, due=self.starts_on)
