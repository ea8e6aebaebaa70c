"""Round (putaran): one pass through the SOP rows 4 or 5, then 6 and 7, by a vendor or by the internal team."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.db.constraints import choices_constraint
from maintenance.sop import Executor
from vendors.models import Contract, Membership

if TYPE_CHECKING:
    from accounts.models import User


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User) -> RoundQuerySet:
        """Return the rounds that `user` may see.

        Staff see all rounds. Vendor users see the rounds of the vendors of which they are active members. When all
        contracts of a vendor have ended, its users see only rounds that have not ended, so that they can complete
        these rounds.
        """
        if user.is_staff_side:
            return self
        in_force = Contract.objects.not_ended_on(timezone.localdate()).order_by().values("vendor")
        return self.filter(
            Q(ended_at__isnull=True) | Q(contract__vendor__in=in_force),
            contract__vendor__in=Membership.objects.active().filter(user=user).order_by().values("vendor"),
        )

    def open(self) -> RoundQuerySet:
        return self.filter(ended_at__isnull=True)


class Round(models.Model):
    """A period of work in a cycle. The first day and the last day belong to the period.

    A round is open until the cycle leaves SOP row 7; this sets `ended_at`.
    """

    cycle = models.ForeignKey(
        "maintenance.Cycle", models.PROTECT, related_name="rounds", verbose_name=_("siklus")
    )
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
    ended_at = models.DateTimeField(_("ditutup"), null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("putaran")
        verbose_name_plural = _("putaran")
        ordering = ["cycle", "number"]
        constraints = [
            choices_constraint("executor", Executor, "round_executor_valid"),
            models.UniqueConstraint(fields=["cycle", "number"], name="round_number_once"),
            models.UniqueConstraint(
                fields=["cycle"], condition=Q(ended_at__isnull=True), name="round_one_open_per_cycle"
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
        """Name of the executor: the vendor or the internal team."""
        return self.contract.vendor.name if self.contract else self.team

    def is_worked_by(self, user: User) -> bool:
        """Return whether `user` is a vendor user who may see this round."""
        return not user.is_staff_side and Round.objects.visible_to(user).filter(pk=self.pk).exists()

    def was_documented_by(self, user: User) -> bool:
        """Return whether `user` performed or recorded an activity of this round.

        Such a user must not evaluate the round.
        """
        own = Q(activities__performed_by=user) | Q(activities__recorded_by=user)
        return self.work_orders.filter(own).exists()

    def complete(self) -> None:
        """Save the time at which the work of the round was completed (end of SOP row 4 or 5)."""
        self.completed_at = timezone.now()
        self.save(update_fields=["completed_at"])

    def count_by_state(self) -> dict[str, int]:
        """Return a mapping from state to number of work orders. States without work orders are left out."""
        rows = self.work_orders.values_list("state").annotate(n=Count("pk")).order_by()
        return dict(rows)
