"""Words without a blank, as long as their field allows, widen no page."""

from __future__ import annotations

from accounts.models import Role
from maintenance.models import WorkOrder
from maintenance.sop import State
from tests.accounts.factories import UserFactory
from tests.assets.factories import AssetFactory
from tests.browser.browser_user import DESKTOP, PHONE
from tests.browser.conftest import OpenBrowser
from tests.maintenance.factories import make_cycle


def test_long_names_break_on_a_phone(open_browser: OpenBrowser, transactional_db: None) -> None:
    asset = AssetFactory(name="UPS" + "panjang" * 16)
    cycle = make_cycle(State.INTERNAL_WORK, assets=[asset])
    cycle.rounds.update(team="tim" * 60)
    order = WorkOrder.objects.first()
    assert order is not None
    person = open_browser(UserFactory(role=Role.OPERATOR), PHONE)
    for path in (
        f"/cycles/{cycle.pk}/",
        f"/cycles/{cycle.pk}/work-orders/",
        f"/cycles/work-orders/{order.pk}/",
        f"/assets/{asset.pk}/",
    ):
        person.open(path)


def test_a_wide_table_scrolls_by_itself_and_widens_no_page(
    open_browser: OpenBrowser, transactional_db: None
) -> None:
    cycle = make_cycle(State.CRITERIA)
    cycle.plan.criteria.update(method="ukur" * 75)
    open_browser(UserFactory(role=Role.OPERATOR), DESKTOP).open(f"/plans/{cycle.plan_id}/criteria/")
