"""Every page is in one language: Indonesian or English, as the user chose."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.core import mail
from django.db.models import CharField, JSONField, TextField
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from accounts.models import Role, User
from core.mail.delivery import send_due
from maintenance.models import WorkOrder
from maintenance.sop import State
from reports.types.registry import DocumentType
from tests.accounts.factories import PASSWORD, UserFactory
from tests.assets.factories import ArchitectureDocumentFactory, DependencyFactory, LocationFactory
from tests.maintenance.factories import ActivityFactory, EvidenceFactory, FindingFactory, make_cycle
from tests.plans.factories import CriterionTemplateFactory
from tests.reports.factories import InstitutionFactory, ReportFactory
from tests.vendors.factories import AmendmentFactory, ContractFactory, MembershipFactory

LABELS = ("title", "alt", "placeholder", "aria-label", "aria-description", "data-label", "data-confirm")
SKIPPED_TAGS = {"script", "style", "code", "svg"}
WORDS = {  # of the other language, so frequent that an untranslated sentence contains at least one
    "id": "the and of is are was has have been please save search required delete add with from this that your "
    "you not must enter change select choose password page view home history for or by here all show close log",
    "en": "yang dan atau untuk belum sudah tidak dari dengan pada adalah ini itu oleh ke di sebagai akan bila "
    "simpan hapus cari ubah tambah batal kembali pilih lihat buka unduh unggah kirim isi tulis halaman daftar "
    "rencana putaran laporan kegiatan temuan aset bukti kriteria pekerjaan perintah pelaksana evaluasi lokasi "
    "baris tanggal hari minggu bulan tahun jam mulai selesai berakhir terlambat jatuh tempo nama kode judul nilai "
    "keadaan letak catatan pengguna surel sandi masuk keluar januari februari maret mei juni juli agustus oktober "
    "desember senin selasa rabu kamis jumat sabtu",
}
URL = re.compile(r"https?://\S+")
EXCEPTIONS = {"Search"}  # name of an image in a template of the Django admin
MAX_VISITS = 1  # of one view by one user
# These pages differ in every state.
ALWAYS_VISITED = {"maintenance:cycle", "maintenance:move", "maintenance:work_order"}


class Page(HTMLParser):
    """Visible and spoken texts of an HTML page, its links and its forms with required fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.links: list[str] = []
        self.forms: list[str] = []
        self._open: list[str] = []
        self._posts_to: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.texts += [values[name] for name in LABELS if values.get(name)]
        if tag == "a" and values.get("href", "").startswith("/") and "download" not in values:
            self.links.append(values["href"])
        if tag == "form":
            self._posts_to = values.get("action", "") if values.get("method", "").lower() == "post" else None
        if "required" in values and self._posts_to is not None:
            self.forms.append(self._posts_to)
        has_own_language = tag != "html" and "lang" in values
        if tag in SKIPPED_TAGS or has_own_language:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open and data.strip():
            self.texts.append(" ".join(data.split()))


@dataclass
class LanguageCrawler:
    """Crawler that visits the site in one language and records every word of the other language."""

    language: str
    complaints: set[str] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=lambda: set(EXCEPTIONS))

    def __post_init__(self) -> None:
        self.other_language = re.compile(rf"\b(?:{'|'.join(WORDS[self.language].split())})\b", re.IGNORECASE)
        data = sorted(set(user_texts()), key=len, reverse=True)
        self.data = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in data))

    def read(self, where: str, texts: Iterable[str]) -> None:
        fresh = set(texts) - self.known
        self.known |= fresh
        for text in fresh:
            if self.other_language.search(text) and (
                found := self.other_language.search(self._without_data(text))
            ):
                self.complaints.add(f"{where}: “{found[0]}” in “{text[:120]}”")

    def _without_data(self, text: str) -> str:
        return self.data.sub(" ", URL.sub(" ", text))

    def walk(self, client: Client, starts: Iterable[str]) -> None:
        """Visit every page reachable from `starts`, and submit each form with required fields empty."""
        client.cookies["django_language"] = self.language
        waiting, seen, visits = list(starts), set[str](), dict[str, int]()
        while waiting:
            path = urlsplit(waiting.pop()).path
            kind = view_name_of(path)
            visits[kind] = visits.get(kind, 0) + (path not in seen)
            if path in seen or (visits[kind] > MAX_VISITS and kind not in ALWAYS_VISITED):
                continue
            seen.add(path)
            if page := self.look(path, client.get(path, follow=True)):
                waiting += page.links
                for action in dict.fromkeys(page.forms):
                    self.look(f"{path}, empty form", client.post(action or path, follow=True))
        self.visited |= {view_name_of(path) for path in seen}

    def look(self, where: str, response: HttpResponse) -> Page | None:
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            return None
        if response.headers["Content-Language"] != self.language:
            self.complaints.add(f"{where}: the page declares another language")
        page = Page(response.text)
        self.read(where, page.texts)
        return page


def view_name_of(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return path


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from value.splitlines()
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from strings(each)


def user_texts() -> Iterator[str]:
    """Yield every text in the database except values with choices; pages show these texts in any language."""
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, CharField | TextField | JSONField) and not column.choices:
                for value in model._default_manager.values_list(column.name, flat=True).distinct():
                    yield from (text.strip() for text in strings(value) if len(text.strip()) > 2)


@pytest.fixture
def users_by_role(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, User]]:
    """Create a cycle in every state with all related records; return a user for every role."""
    with time_machine.travel("2026-07-01T03:00:00+00:00", tick=True):
        yield create_data(monkeypatch)


def create_data(monkeypatch: pytest.MonkeyPatch) -> dict[str, User]:
    monkeypatch.setattr(DocumentType, "render_pdf", lambda *_args: b"%PDF-1.7 laporan")
    people = {role: UserFactory(role=role, full_name=f"Wira {role}") for role in Role}
    contract = ContractFactory()
    MembershipFactory(vendor=contract.vendor, user=people[Role.VENDOR])
    AmendmentFactory(contract=contract)
    InstitutionFactory()
    CriterionTemplateFactory()
    ArchitectureDocumentFactory()
    LocationFactory()
    for state in State:
        make_cycle(state, by=people[Role.OPERATOR], head=people[Role.HEAD], checklist=True)
    vendors = make_cycle(State.VENDOR_WORK, contract=contract, checklist=True, required_evidence={"after": 1})
    ReportFactory()
    DependencyFactory()
    for work_order in (WorkOrder.objects.earliest("pk"), vendors.current_round.work_orders.first()):
        activity = ActivityFactory(work_order=work_order, performed_by=people[Role.OPERATOR])
        EvidenceFactory(activity=activity)
        FindingFactory(work_order=work_order)
    return people


@pytest.fixture(params=WORDS)
def language(request: pytest.FixtureRequest, client: Client) -> str:
    client.cookies["django_language"] = request.param
    return request.param


def test_pages_before_sign_in_are_in_one_language(language: str, client: Client, head: User) -> None:
    crawler = LanguageCrawler(language)
    starts = ["/accounts/login/", "/accounts/password/reset/", "/accounts/signup/", "/accounts/inactive/"]
    crawler.walk(client, [*starts, "/accounts/password/reset/key/x-y/", "/verify/x/", "/gone/"])
    attempt = {"login": head.email, "password": "salah"}
    crawler.look("refused", client.post("/accounts/login/", attempt))
    head.set_language(language)
    client.post("/accounts/password/reset/", {"email": head.email})
    send_due()
    crawler.read("mail", (mail.outbox[0].subject, str(mail.outbox[0].body)))
    link = re.search(URL, str(mail.outbox[0].body))
    assert link
    page = client.get(urlsplit(link[0]).path, follow=True)
    crawler.look("new password", page)
    weak = {"password1": "1234", "password2": "12345"}
    crawler.look("weak password", client.post(page.redirect_chain[-1][0], weak))
    assert not crawler.complaints, "\n".join(sorted(crawler.complaints))


def test_pages_of_every_role_are_in_one_language(
    language: str, client: Client, users_by_role: dict[str, User]
) -> None:
    crawler = LanguageCrawler(language)
    for role in Role:
        client.logout()
        client.cookies["django_language"] = language
        client.post("/accounts/login/", {"login": users_by_role[role].email, "password": PASSWORD})
        crawler.walk(client, ["/", "/accounts/2fa/totp/activate/", "/accounts/password/change/", "/admin/"])
    assert len(crawler.visited) > 60, "did not get far"
    assert not crawler.complaints, "\n".join(sorted(crawler.complaints))


def test_pages_of_two_step_authentication_are_in_one_language(
    language: str, client: Client, head: User, settings: Any
) -> None:
    crawler = LanguageCrawler(language)
    settings.MFA_REQUIRED_ROLES = [Role.HEAD]
    client.force_login(head)
    crawler.look("set it up first", client.post("/cycles/new/"))
    client.logout()
    client.cookies["django_language"] = language
    TOTP.activate(head, generate_totp_secret())
    RecoveryCodes.activate(head)
    sign_in = {"login": head.email, "password": PASSWORD}
    crawler.look("second step", client.post("/accounts/login/", sign_in, follow=True))
    crawler.look("wrong code", client.post("/accounts/2fa/authenticate/", {"code": "000000"}))
    client.force_login(head)
    starts = ["recovery-codes/", "recovery-codes/generate/", "totp/deactivate/", "reauthenticate/"]
    crawler.walk(client, ["/accounts/2fa/", *(f"/accounts/2fa/{start}" for start in starts)])
    assert not crawler.complaints, "\n".join(sorted(crawler.complaints))


@pytest.mark.parametrize(
    ("language", "sentence"), [("id", "Please enter a number."), ("en", "Kriteria belum dinilai.")]
)
def test_a_sentence_of_the_other_language_is_reported(db: None, language: str, sentence: str) -> None:
    crawler = LanguageCrawler(language)
    crawler.read("here", [sentence, "Siklus"])
    assert len(crawler.complaints) == 1
