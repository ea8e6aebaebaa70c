"""Addresses that must not change, because printed labels, installed apps, mail and subscriptions contain them.

A URL name may change; then change it here, too. A failing address means that something outside the application breaks.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import resolve

TOKEN = "abcdefghjkmn"
STABLE_URLS = {
    # Printed: QR labels on assets, and the QR code on issued documents.
    f"/a/{TOKEN}/": "scan",
    "/verify/": "reports:verify_start",
    f"/verify/{TOKEN}/": "reports:verify",
    # Installed: the web app on the phones of technicians, with its cached pages and unsent drafts.
    "/sw.js": "service_worker",
    "/manifest.webmanifest": "manifest",
    "/device/": "device",
    "/offline/": "offline",
    "/portal/": "portal:home",
    "/portal/work-orders/": "portal:work_orders",
    "/portal/work-orders/1/": "portal:work_order",
    "/portal/work-orders/1/activities/new/": "portal:activity_create",
    "/portal/work-orders/1/evidence/": "portal:upload_evidence",
    "/portal/work-orders/1/hand-in/": "portal:hand_in",
    "/portal/activities/1/edit/": "portal:activity_edit",
    "/portal/evidence/1/": "portal:evidence",
    "/portal/evidence/1/thumbnail/": "portal:evidence_thumbnail",
    "/portal/findings/": "portal:findings",
    "/portal/findings/1/": "portal:finding",
    "/portal/rounds/1/": "portal:round",
    "/portal/rounds/1/documentation/": "portal:documentation",
    "/portal/rounds/1/evaluation/": "portal:evaluation",
    "/portal/rounds/1/handover/": "portal:handover",
    "/portal/contracts/": "portal:contracts",
    "/portal/contracts/1/": "portal:contract",
    "/cycles/work-orders/": "maintenance:all_work_orders",
    "/cycles/work-orders/1/": "maintenance:work_order",
    "/cycles/work-orders/1/activities/new/": "maintenance:activity_create",
    "/cycles/work-orders/1/evidence/": "maintenance:upload_evidence",
    "/cycles/work-orders/1/hand-in/": "maintenance:hand_in",
    "/cycles/activities/1/edit/": "maintenance:activity_edit",
    # Subscribed: calendar programs.
    f"/calendar/feed/{TOKEN}.ics": "calendar_feed",
    # Linked from mail and from outside.
    f"/accounts/invitation/{TOKEN}/": "invitation",
    "/documents/dokumentasi-kegiatan/1/": "reports:document",
    "/settings/": "reports:settings",
    "/settings/institution/": "organization:institution",
    "/healthz": "healthz",
}


@pytest.mark.parametrize(("path", "name"), STABLE_URLS.items())
def test_a_stable_url_leads_to_its_view(path: str, name: str) -> None:
    assert resolve(path).view_name == name


def test_the_indexed_db_name_of_device_drafts_is_siklus() -> None:
    """A renamed IndexedDB database would hide drafts that a phone has not sent yet."""
    names = set()
    for script in Path(settings.BASE_DIR, "static/js/device").glob("*.js"):
        text = script.read_text()
        constants = dict(re.findall(r'^(?:export )?const (\w+) = (".+?");', text, re.MULTILINE))
        names |= {constants.get(name, name) for name in re.findall(r"indexedDB\.open\(([^,)]+)", text)}
    assert names == {'"siklus"'}
