"""E-mails about maintenance: round assigned, work order sent back, all work orders of a vendor's round closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from core.mail import EmailTemplate, enqueue
from vendors.models import users_of

if TYPE_CHECKING:
    from maintenance.models import Review, Round


@dataclass(frozen=True, kw_only=True)
class RoundAssigned(EmailTemplate):
    template = "round_assigned"
    cycle: str
    number: int
    title: str
    vendor: str
    starts_on: date
    ends_on: date
    orders: int


@dataclass(frozen=True, kw_only=True)
class WorkReturned(EmailTemplate):
    template = "work_returned"
    code: str
    work: str
    asset: str
    remark: str
    remarks: list[str]


@dataclass(frozen=True, kw_only=True)
class AllWorkClosed(EmailTemplate):
    template = "all_work_closed"
    cycle: str
    number: int
    title: str


def notify_round_assigned(round_: Round) -> None:
    """Send an e-mail about a new round to the users of the vendor."""
    assert round_.contract is not None
    email = RoundAssigned(
        path=reverse("portal:home"),
        cycle=round_.cycle.code,
        number=round_.number,
        title=round_.cycle.plan.title,
        vendor=round_.executor_name,
        starts_on=round_.starts_on,
        ends_on=round_.ends_on,
        orders=round_.work_orders.count(),
    )
    enqueue(email, to=users_of(round_.contract.vendor), event_key=f"{round_.pk}")


def notify_work_returned(review: Review) -> None:
    """Send an e-mail about a work order that the reviewer sent back.

    In a vendor's round, the recipients are the users of the vendor. In an internal round, the recipients are the
    users who performed or recorded the activities.
    """
    work_order = review.work_order
    contract = work_order.round.contract
    if contract:
        page, recipients = "portal:work_order", users_of(contract.vendor)
    else:
        wrote = Q(pk__in=work_order.activities.values("recorded_by")) | Q(
            pk__in=work_order.activities.values("performed_by")
        )
        page, recipients = "maintenance:work_order", User.objects.filter(wrote, is_active=True)
    email = WorkReturned(
        path=reverse(page, args=[work_order.pk]),
        code=work_order.code,
        work=work_order.planned_work.title,
        asset=str(work_order.asset),
        remark=review.remark,
        remarks=[str(each) for each in review.remarks.select_related("item")],
    )
    enqueue(email, to=recipients, event_key=f"{review.pk}")


def notify_if_all_work_closed(round_: Round) -> None:
    """If all work orders of a vendor's round are closed, tell the vendor's users that they can hand over the round.

    The e-mail is sent once for each total number of work orders. If further work orders are added and closed, it is
    sent again.
    """
    if round_.contract is None or round_.work_orders.not_closed().exists():
        return
    email = AllWorkClosed(
        path=reverse("portal:handover", args=[round_.pk]),
        cycle=round_.cycle.code,
        number=round_.number,
        title=round_.cycle.plan.title,
    )
    event_key = f"{round_.pk}:{round_.work_orders.count()}"
    enqueue(email, to=users_of(round_.contract.vendor), event_key=event_key)
