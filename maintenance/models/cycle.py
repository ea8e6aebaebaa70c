"""Maintenance cycle: one run of the SOP. The state of a cycle changes only through the transitions in this module."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from core.db.state_field import StateField, StateMixin
from maintenance import emails, guards, permissions
from maintenance.fsm import cycle_transition
from maintenance.models.round import Round
from maintenance.models.work_order_generation import generate_work_orders
from maintenance.sop import ROWS, Executor, Row, State
from plans.models import Plan
from vendors.models import Contract

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class MoveRequest:
    """The move (state transition) that is being made: user, reason and arguments.

    Guards read this object from `cycle.move_request`.
    """

    by: User
    reason: str
    inputs: Mapping[str, Any]


def row_number() -> models.Case:
    """Return a database expression for the number of the SOP row, to sort cycles.

    Finished cycles come after the cycles in the last row.
    """
    rows = [models.When(state=state, then=row.number) for state, row in ROWS.items()]
    return models.Case(*rows, default=len(ROWS) + 1, output_field=models.IntegerField())


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, user: User) -> CycleQuerySet:
        """Return the cycles that `user` may see.

        Staff see all cycles. Vendor users see the cycles that contain a round visible to them; see
        `RoundQuerySet.visible_to`.
        """
        if user.is_staff_side:
            return self
        return self.filter(pk__in=Round.objects.visible_to(user).values("cycle"))

    def under_way(self) -> CycleQuerySet:
        return self.exclude(state=State.FINISHED)


class Cycle(StateMixin, models.Model):
    """One run of the SOP. The plan defines the period of the cycle.

    `early_end_reason` is set if the cycle was ended before the period was over.
    """

    code = models.CharField(_("kode siklus"), max_length=30, unique=True, editable=False)
    plan = models.OneToOneField(Plan, models.PROTECT, related_name="cycle", verbose_name=_("rencana"))
    state = StateField(
        _("baris SOP"),
        max_length=20,
        choices=State.choices,
        default=State.PLANNING,
        protected=True,
        editable=False,
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("dibuat"), auto_now_add=True)
    state_since = models.DateTimeField(_("pada baris ini sejak"), default=timezone.now, editable=False)
    early_end_reason = models.TextField(_("dasar pengakhiran lebih awal"), blank=True)
    ended_on = models.DateField(_("berakhir"), null=True, editable=False)
    closing_evaluation = models.TextField(_("evaluasi kegiatan pemeliharaan"), blank=True)
    recommendations = models.TextField(_("rekomendasi"), blank=True)

    objects = CycleQuerySet.as_manager()

    move_request: MoveRequest | None = None

    class Meta:
        verbose_name = _("siklus pemeliharaan")
        verbose_name_plural = _("siklus pemeliharaan")
        ordering = ["-created_at", "-pk"]
        constraints = [
            choices_constraint("state", State, "cycle_state_valid"),
            models.CheckConstraint(
                condition=~Q(state__in=[State.REPORTING, State.FINISHED]) | Q(ended_on__isnull=False),
                name="cycle_ended_before_reporting",
            ),
        ]
        indexes = [models.Index(fields=["state", "-created_at"], name="cycle_by_state")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("maintenance:cycle", args=[self.pk])

    @property
    def row(self) -> Row | None:
        return State(self.state).row

    @cached_property
    def current_round(self) -> Round | None:
        """The round that has not ended yet, or None."""
        return self.rounds.filter(ended_at__isnull=True).select_related("contract__vendor").first()

    @property
    def next_round_number(self) -> int:
        return (self.rounds.aggregate(last=models.Max("number"))["last"] or 0) + 1

    def next_window(self) -> tuple[date, date] | None:
        """Return the first and the last day of the next possible round, or None if the plan has no days left."""
        return next(iter(self.remaining_windows()), None)

    def remaining_windows(self) -> list[tuple[date, date]]:
        """Return the windows of the plan in order, without the days up to the end of the last round.

        A window is the pair of first and last day that the plan proposes for a round.
        """
        windows, free = self.plan.round_periods(as_of=timezone.localdate()), self.uncovered_from
        return [(max(start, free), end) for start, end in windows if end >= free]

    @property
    def uncovered_from(self) -> date:
        """The day after the end of the last round. If the cycle has no round, the first day of the plan."""
        last: date | None = self.rounds.aggregate(last=models.Max("ends_on"))["last"]
        return self.plan.starts_on if last is None else last + timedelta(days=1)

    @property
    def period_end(self) -> date:
        return self.plan.period_end(timezone.localdate())

    @property
    def is_over(self) -> bool:
        """Whether the period of the cycle is over: the budget year, or the contract including its amendments."""
        return timezone.localdate() > self.period_end

    def move_input(self, name: str, default: Any = None) -> Any:
        """Return the argument `name` of the move that is being made, or `default`."""
        return self.move_request.inputs.get(name, default) if self.move_request else default

    @property
    def move_reason(self) -> str:
        """The reason of the move that is being made, or an empty string."""
        return self.move_request.reason if self.move_request else ""

    # Transitions. Only `gate.perform` calls them: it locks the cycle, checks permission and guards, saves, and writes
    # the journal.

    @cycle_transition(
        State.PLANNING,
        State.CRITERIA,
        rule=permissions.require_operational_staff,
        guards=[guards.plan_is_complete],
    )
    def submit_plan(self) -> None:
        """Row 1 -> 2: submit the plan. After that, only the criteria of the plan can be changed."""
        self.plan.submit()

    @cycle_transition(
        State.CRITERIA,
        State.ASSIGNMENT,
        rule=permissions.require_operational_staff,
        guards=[guards.criteria_are_complete],
    )
    def set_criteria(self) -> None:
        """Row 2 -> 3: make the plan and its criteria read-only."""
        assert self.move_request is not None
        self.plan.freeze(by=self.move_request.by)

    @cycle_transition(
        [State.ASSIGNMENT, State.CONTINUATION],
        State.VENDOR_WORK,
        rule=permissions.require_operational_staff,
        guards=[guards.vendor_round_can_start, guards.decision_has_reason],
    )
    def start_vendor_round(self, *, contract: Contract, starts_on: date, ends_on: date) -> None:
        """Row 3 or 7 -> 4: start a round by a vendor. The round includes both `starts_on` and `ends_on`."""
        round_ = self._open_round(
            executor=Executor.VENDOR, contract=contract, starts_on=starts_on, ends_on=ends_on
        )
        emails.notify_round_assigned(round_)

    @cycle_transition(
        [State.ASSIGNMENT, State.CONTINUATION],
        State.INTERNAL_WORK,
        rule=permissions.require_operational_staff,
        guards=[guards.internal_round_can_start, guards.decision_has_reason],
    )
    def start_internal_round(self, *, team: str, starts_on: date, ends_on: date) -> None:
        """Row 3 or 7 -> 5: start a round by the internal team. The round includes both `starts_on` and `ends_on`."""
        self._open_round(executor=Executor.INTERNAL, team=team, starts_on=starts_on, ends_on=ends_on)

    @cycle_transition(
        State.VENDOR_WORK,
        State.EVALUATION,
        rule=permissions.require_round_executor,
        guards=[guards.all_work_orders_are_closed, guards.handover_has_reason],
    )
    def complete_vendor_work(self) -> None:
        """Row 4 -> 6: hand over the vendor's round.

        A user of the vendor hands over the round, or Seksi Operasional does so on behalf of the vendor and gives a
        reason.
        """
        self._complete_work()

    @cycle_transition(
        State.INTERNAL_WORK,
        State.EVALUATION,
        rule=permissions.require_operational_staff,
        guards=[guards.all_work_orders_are_closed],
    )
    def complete_internal_work(self) -> None:
        """Row 5 -> 6: the internal team has completed the round."""
        self._complete_work()

    @cycle_transition(
        State.EVALUATION,
        State.CONTINUATION,
        rule=permissions.require_independent_evaluator,
        guards=[guards.round_is_evaluated],
    )
    def conclude_evaluation(self) -> None:
        """Row 6 -> 7: calculate and save the final score and verdict of the round."""
        assert self.move_request is not None and self.current_round is not None
        self.current_round.evaluation.conclude(by=self.move_request.by)

    @cycle_transition(
        State.CONTINUATION,
        State.REPORTING,
        rule=permissions.require_head_before_period_end,
        guards=[guards.cycle_may_end],
    )
    def end(self) -> None:
        """Row 7 -> 8: end the cycle. The period is over, or the head gives a reason for an early end."""
        self._end_round()
        self.ended_on = timezone.localdate()
        if not self.is_over:
            self.early_end_reason = self.move_reason

    @cycle_transition(
        State.REPORTING,
        State.FINISHED,
        rule=permissions.require_operational_staff,
        guards=[guards.report_is_ready],
    )
    def finish(self, *, report: guards.IssuedFile) -> None:
        """Row 8 -> finished. Only `reports.issuing.services` makes this move, because it creates the report."""

    def _open_round(self, **terms: Any) -> Round:
        number = self.next_round_number
        self._end_round()
        round_ = self.rounds.create(number=number, **terms)
        generate_work_orders(round_)
        return round_

    def _complete_work(self) -> None:
        round_ = self.current_round
        assert round_ is not None
        round_.complete()

    def _end_round(self) -> None:
        self.rounds.filter(ended_at__isnull=True).update(ended_at=timezone.now())
        self.__dict__.pop("current_round", None)
