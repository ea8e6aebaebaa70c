"""Settings from environment variables; an invalid value stops the start with a one-line message."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config import env
from tests.reports.signing.certificates import PASSWORD as CERTIFICATE_PASSWORD
from tests.reports.signing.certificates import archive

PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "s" * 50,
    "SITE_URL": "https://siklus.contoh.ac.id",
    "ALLOWED_HOSTS": "siklus.contoh.ac.id",
}


SETTINGS = "from django.conf import settings; print(settings.SECRET_KEY, settings.SESSION_COOKIE_SECURE)"
# MODE=test uses plain static files, so that the result does not depend on `collectstatic` on this machine.
SERVER = "import os; os.environ['MODE'] = 'test'; import config.wsgi"
WORKER = (
    "from django.core.management import execute_from_command_line as run; "
    "run(['', 'run_scheduled_tasks', '--skip-checks'])"
)


def start(folder: Path, code: str = SETTINGS, **environment: str) -> subprocess.CompletedProcess[str]:
    base = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        [sys.executable, "-c", code], env=base | environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("MODE", "staging", "local, production, test"),
        ("DEBUG", "maybe", "one of 1, true"),
        ("MAX_UPLOAD_MB", "banyak", "from 1 to 500"),
        ("MAX_UPLOAD_MB", "0", "from 1 to 500"),
        ("ON_TIME_GRACE_DAYS", "-1", "from 0 to 90"),
        ("EVALUATOR_MAY_BE_WORKER", "2", "one of 1, true"),
        ("PDF_SECONDS", "١٢", "from 5 to 3600"),
        ("DATABASE_URL", "mysql://u:rahasia@h/x", "postgres://"),
        ("DATABASE_URL", "siklus.db", "sqlite:////"),
        ("SITE_URL", "siklus.contoh.ac.id", "https://"),
        ("CSRF_TRUSTED_ORIGINS", "contoh.ac.id", "https://"),
        ("ALLOWED_HOSTS", "https://localhost", "localhost of SITE_URL among them"),
        ("SECRET_KEY", "pendek", "32 characters"),
        ("EMAIL_FROM", "Seksi Operasional", "siklus@kampus.ac.id"),
        ("EMAIL_FROM", "siklus@", "siklus@kampus.ac.id"),
        ("EMAIL_FROM", "siklus@gudang", "siklus@kampus.ac.id"),
        ("EMAIL_FROM", "siklus@kampus.ac.id, tik@kampus.ac.id", "siklus@kampus.ac.id"),
        ("EMAIL_FROM", "Siklus, TIK <siklus@kampus.ac.id>", "siklus@kampus.ac.id"),
        ("EMAIL_FROM", "siklus@kampus.ac.id\nBcc: a@b.id", "siklus@kampus.ac.id"),
        ("SIGNING_CERTIFICATE", "tidak-ada.p12", "the password of SIGNING_CERTIFICATE"),
        ("SIGNING_PASSWORD", "rahasia", "because SIGNING_PASSWORD is set"),
    ],
)
def test_an_invalid_value_stops_the_start_with_a_one_line_message(
    tmp_path: Path, name: str, value: str, message: str
) -> None:
    result = start(tmp_path, **{name: value})
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert name in result.stderr
    assert message in result.stderr
    assert "rahasia" not in result.stderr
    assert "pendek" not in result.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "SITE_URL", "ALLOWED_HOSTS"])
def test_production_requires_its_secrets_and_addresses(tmp_path: Path, missing: str) -> None:
    result = start(tmp_path, **{name: value for name, value in PRODUCTION.items() if name != missing})
    assert result.returncode == 1
    assert missing in result.stderr


def test_production_refuses_debug(tmp_path: Path) -> None:
    assert "DEBUG" in start(tmp_path, **PRODUCTION, DEBUG="1").stderr


def test_production_refuses_a_site_url_without_https(tmp_path: Path) -> None:
    result = start(tmp_path, **PRODUCTION | {"SITE_URL": "http://siklus.contoh.ac.id"})
    assert "SITE_URL" in result.stderr and "https://" in result.stderr


@pytest.mark.parametrize("hosts", [".contoh.ac.id", "*", "lain.ac.id, siklus.contoh.ac.id"])
def test_the_site_may_be_one_of_several_hosts(tmp_path: Path, hosts: str) -> None:
    assert start(tmp_path, **PRODUCTION | {"ALLOWED_HOSTS": hosts}).returncode == 0


def test_production_with_https_secures_its_cookies(tmp_path: Path) -> None:
    assert start(tmp_path, **PRODUCTION).stdout.split() == ["s" * 50, "True"]


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ("", "siklus@server-tik"),
        ("tik@server-tik", "tik@server-tik"),
        ("tik@kampus.ac.id", "tik@kampus.ac.id"),
        ("UPT. TIK – Siklus <tik@kampus.ac.id>", "UPT. TIK – Siklus <tik@kampus.ac.id>"),
        ('"Siklus, TIK" <tik@kampus.ac.id>', '"Siklus, TIK" <tik@kampus.ac.id>'),
    ],
)
def test_the_sender_is_an_address_with_or_without_a_name(tmp_path: Path, given: str, sender: str) -> None:
    code = "from django.conf import settings; print(settings.DEFAULT_FROM_EMAIL)"
    site = {"SITE_URL": "http://server-tik:8000", "ALLOWED_HOSTS": "server-tik", "PYTHONUTF8": "1"}
    assert start(tmp_path, code, EMAIL_FROM=given, **site).stdout.strip() == sender


def test_the_first_start_creates_a_secret_key_and_later_starts_use_it(tmp_path: Path) -> None:
    first = start(tmp_path).stdout
    assert len(first.split()[0]) >= 50
    assert start(tmp_path).stdout == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIKLUS_TRIAL", " ")
    assert env.number("SIKLUS_TRIAL", 3, minimum=1, maximum=5) == 3
    assert env.flag("SIKLUS_TRIAL", True) is True


@pytest.mark.parametrize(
    ("content", "password", "message"),
    [
        (None, "rahasia", "a file that this process may read"),
        (b"bukan PKCS#12", "rahasia", "a PKCS#12 file that SIGNING_PASSWORD opens"),
        (archive(), "rahasia", "a PKCS#12 file that SIGNING_PASSWORD opens"),
    ],
)
@pytest.mark.parametrize("process", [SERVER, WORKER])
def test_an_unreadable_certificate_stops_the_start(
    tmp_path: Path, process: str, content: bytes | None, password: str, message: str
) -> None:
    file = tmp_path / "uji.p12"
    if content:
        file.write_bytes(content)
    result = start(tmp_path, process, SIGNING_CERTIFICATE=str(file), SIGNING_PASSWORD=password)
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert message in result.stderr and "SIGNING_CERTIFICATE" in result.stderr
    assert "rahasia" not in result.stderr


def test_a_valid_certificate_does_not_stop_the_start(tmp_path: Path) -> None:
    (tmp_path / "uji.p12").write_bytes(archive())
    result = start(
        tmp_path, SERVER, SIGNING_CERTIFICATE=str(tmp_path / "uji.p12"), SIGNING_PASSWORD=CERTIFICATE_PASSWORD
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "folder", ["berkas", "berkas/media", "/proc"], ids=["file", "in a file", "not writable"]
)
@pytest.mark.parametrize("process", [SERVER, WORKER], ids=["server", "worker"])
def test_a_media_root_that_is_not_writable_stops_the_start(tmp_path: Path, process: str, folder: str) -> None:
    (tmp_path / "berkas").touch()
    result = start(tmp_path, process, MEDIA_ROOT=str(tmp_path / folder))
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert f"the setting MEDIA_ROOT is '{tmp_path / folder}'" in result.stderr


def test_a_missing_media_root_is_created(tmp_path: Path) -> None:
    result = start(tmp_path, SERVER, MEDIA_ROOT=str(tmp_path / "baru" / "media"))
    assert (result.returncode, result.stderr) == (0, "")
    assert list((tmp_path / "baru").rglob("*")) == [tmp_path / "baru" / "media"]


def with_static_root(folder: Path, process: str) -> str:
    """Return the code of the process with STATIC_ROOT set to `folder`."""
    return f"from django.conf import settings; settings.STATIC_ROOT = {str(folder)!r}; {process}"


@pytest.mark.parametrize("mode", [{"MODE": "local"}, PRODUCTION], ids=["local", "production"])
def test_the_web_server_does_not_start_without_its_static_files(tmp_path: Path, mode: dict[str, str]) -> None:
    folder = tmp_path / "staticfiles"
    result = start(tmp_path, with_static_root(folder, "import config.wsgi"), **mode)
    assert result.returncode == 1
    assert len(result.stderr.strip().splitlines()) == 1
    assert str(folder) in result.stderr
    assert "scripts/run" in result.stderr and "manage.py collectstatic" in result.stderr

    folder.mkdir()
    (folder / "staticfiles.json").write_text('{"version": "1.1", "paths": {}, "hash": ""}')
    result = start(tmp_path, with_static_root(folder, "import config.wsgi"), **mode)
    assert (result.returncode, result.stderr) == (0, "")


def test_the_worker_needs_no_static_files(tmp_path: Path) -> None:
    result = start(tmp_path, with_static_root(tmp_path / "staticfiles", WORKER))
    assert "no such table" in result.stderr  # the worker has started, on an empty database
    assert "staticfiles" not in result.stderr
