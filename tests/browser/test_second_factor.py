"""Setting up a second factor, coming in with it, and giving it up: each page at a desk and on a phone."""

from __future__ import annotations

import re

from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time

from tests.accounts.factories import PASSWORD, UserFactory
from tests.browser.browser_user import BrowserUser
from tests.browser.conftest import OpenBrowser


def code_for(person: BrowserUser) -> str:
    """What the app on the phone would show for the secret on the page."""
    secret = re.search(r"\b[A-Z2-7]{32}\b", person.page.get_by_role("main").inner_text())
    assert secret
    return f"{hotp_value(secret.group(), next(iter(yield_hotp_counters_from_time()))):06}"


def confirm_password(person: BrowserUser) -> None:
    person.is_at("Pastikan ini Anda")
    person.fill("Kata sandi", "salah")
    person.press("Lanjutkan")
    person.sees("Belum dapat dilanjutkan")
    person.fill("Kata sandi", PASSWORD)
    person.press("Lanjutkan")


def test_a_second_factor_from_setting_up_to_giving_up(
    open_browser: OpenBrowser, viewport: dict[str, int]
) -> None:
    person = open_browser(UserFactory(), viewport)
    person.open("/accounts/profile/")
    person.follow("Autentikasi dua langkah")
    person.sees("Belum aktif.")
    person.follow("Aktifkan")
    confirm_password(person)
    person.is_at("Aktifkan aplikasi autentikator")
    person.fill("Kode", "000000")
    person.press("Aktifkan")
    person.sees("Belum aktif")
    person.fill("Kode", code_for(person))
    person.press("Aktifkan")
    person.is_at("Kode pemulihan")
    codes = re.findall(r"\b\d{8}\b", person.page.get_by_role("main").inner_text())
    assert len(codes) == 10

    person.page.context.clear_cookies(name="sessionid")
    person.sign_in()
    person.is_at("Langkah kedua")
    person.fill("Kode", "000000")
    person.press("Masuk")
    person.sees("Anda belum masuk")
    person.fill("Kode", codes[0])
    person.press("Masuk")
    person.sees(f"Anda masuk sebagai {person.user}.")

    person.open("/accounts/2fa/")
    person.follow("Lihat kode")
    confirm_password(person)  # a session that a code opened is not enough to see the codes
    person.sees_not(codes[0])
    person.sees(codes[1])
    person.open("/accounts/2fa/recovery-codes/generate/")
    person.press("Buat kode")
    person.sees_not(codes[1])
    person.open("/accounts/2fa/")
    person.follow("Nonaktifkan")
    person.press("Nonaktifkan")
    person.sees("Belum aktif.")


def test_a_forgotten_password_from_asking_to_being_told(
    open_browser: OpenBrowser, viewport: dict[str, int]
) -> None:
    stranger = open_browser(UserFactory.build(email="tidak.ada@contoh.ac.id"), viewport, signed_in=False)
    stranger.open("/accounts/login/")
    stranger.follow("Lupa kata sandi?")
    stranger.press("Kirim tautan")
    stranger.sees("Tautan belum dikirim")
    stranger.fill("Alamat surel", "tidak.ada@contoh.ac.id")
    stranger.press("Kirim tautan")
    stranger.is_at("Periksa kotak surat Anda")
    stranger.open("/accounts/password/reset/key/1-bukan-kunci/")
    stranger.is_at("Tautan tidak berlaku")
    stranger.follow("Minta tautan baru")
    stranger.is_at("Lupa kata sandi")
