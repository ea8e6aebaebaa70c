"""Translation catalogs: every message has an English translation, and messages of libraries an Indonesian one."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import django
import polib
import pytest
from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from core.i18n.checks import translations_are_compiled

ENGLISH = Path("locale/en/LC_MESSAGES/django.po")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}")
Sentence: TypeAlias = tuple[str | None, str, str]


def read(catalog: Path) -> list[polib.POEntry]:
    return list(polib.pofile(str(catalog)))


def sentence(entry: polib.POEntry) -> Sentence:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def translations_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def english() -> list[polib.POEntry]:
    return read(settings.BASE_DIR / ENGLISH)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> list[polib.POEntry]:
    """Return the messages that `scripts/messages` finds in a copy of the sources; the script writes into its folder."""
    if not shutil.which("xgettext"):
        assert os.environ.get("CI") != "true", "CI needs GNU gettext to collect the sentences"
        pytest.skip("no GNU gettext on this machine")
    copy = tmp_path_factory.mktemp("sentences")
    shutil.copy(settings.BASE_DIR / "manage.py", copy)
    for name in (*settings.OUR_APPS, "config", "templates", "scripts", "locale"):
        leave = shutil.ignore_patterns("__pycache__", "migrations")
        shutil.copytree(settings.BASE_DIR / name, copy / name, ignore=leave)
    environment = {**os.environ, "PYTHON": sys.executable, "DJANGO_SETTINGS_MODULE": "config.settings"}
    collecting = subprocess.run(
        [copy / "scripts" / "messages"], capture_output=True, text=True, env=environment
    )
    assert collecting.returncode == 0, collecting.stderr
    return read(copy / ENGLISH)


def test_the_catalog_contains_exactly_the_messages_of_the_sources(
    english: list[polib.POEntry], collected: list[polib.POEntry]
) -> None:
    known, found = {sentence(entry) for entry in english}, {sentence(entry) for entry in collected}
    assert found - known == set(), "run scripts/messages and translate these"
    assert known - found == set(), "run scripts/messages: these are gone"


def test_every_message_is_translated_and_none_is_fuzzy(english: list[polib.POEntry]) -> None:
    assert [entry.msgid for entry in english if not all(translations_of(entry))] == []
    assert [entry.msgid for entry in english if entry.fuzzy or entry.obsolete] == []


def test_a_translation_has_the_placeholders_of_its_message(english: list[polib.POEntry]) -> None:
    for entry in english:
        for wording in translations_of(entry):
            expected, found = (set(PLACEHOLDER.findall(text)) for text in (entry.msgid, wording))
            assert found == expected, entry.msgid


def test_a_translation_ends_with_a_full_stop_if_its_message_does(english: list[polib.POEntry]) -> None:
    for entry in english:
        for wording in translations_of(entry):
            assert wording.strip() == wording or entry.msgid.strip() != entry.msgid, entry.msgid
            assert wording.endswith((".", ".”")) == entry.msgid.endswith((".", ".”")), entry.msgid


def test_the_catalog_contains_no_persons_dates_or_source_references(english: list[polib.POEntry]) -> None:
    catalog = polib.pofile(str(settings.BASE_DIR / ENGLISH))
    assert set(catalog.metadata) <= {
        "Project-Id-Version",
        "Language",
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
        "Plural-Forms",
    }
    assert not any(entry.occurrences for entry in english)


def test_a_message_is_shown_in_the_active_language(english: list[polib.POEntry]) -> None:
    """The catalog of a library must not translate a project message, as it would for an English word."""
    for language, wanted in (("id", lambda e: e.msgid), ("en", lambda e: translations_of(e)[0])):
        with translation.override(language):
            for entry in english:
                if entry.msgid_plural:
                    translated = ngettext(entry.msgid, entry.msgid_plural, 1)
                else:
                    translated = (
                        pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)
                    )
                assert translated == wanted(entry)


def english_messages_of_libraries() -> Iterator[polib.POEntry]:
    roots = [Path(django.__file__).parent / "conf"]
    roots += [Path(app.path) for app in apps.get_app_configs() if app.name not in settings.OUR_APPS]
    for root in roots:
        for folder in (root, root.parent):
            catalog = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
            if catalog.exists():
                yield from read(catalog)


def test_messages_of_libraries_are_translated_to_indonesian() -> None:
    """Messages that a library does not translate are translated by hand in locale/id."""
    entries = list(english_messages_of_libraries())
    assert len(entries) > 500, "no longer reads the catalogs of Django and allauth"
    known = translation.trans_real.DjangoTranslation("id")._catalog
    for entry in entries:
        key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        assert any(candidate in known for candidate in (key, (key, 0), (key, 1))), entry.msgid


def test_every_overridden_message_still_exists_in_a_library() -> None:
    library_messages = {sentence(entry) for entry in english_messages_of_libraries()}
    for entry in read(settings.BASE_DIR / "locale/id/LC_MESSAGES/django.po"):
        assert sentence(entry) in library_messages, entry.msgid
        for wording in translations_of(entry):
            assert set(PLACEHOLDER.findall(wording)) == set(PLACEHOLDER.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        ("Enter a whole number.", "Tulis bilangan bulat."),
        ("Email address", "Alamat surel"),
        ("Password", "Kata sandi"),
    ],
)
def test_messages_of_libraries_use_project_terms(sentence: str, wording: str) -> None:
    with translation.override("id"):
        assert gettext(sentence) == wording


@pytest.mark.parametrize(("age", "expected"), [(0, []), (60, ["core.E002"])])
def test_a_catalog_newer_than_its_compiled_file_fails_the_system_check(
    settings: Any, tmp_path: Path, age: int, expected: list[str]
) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for name, seconds in (("django.po", 1_000_000), ("django.mo", 1_000_000 - age)):
        (folder / name).touch()
        os.utime(folder / name, (seconds, seconds))
    assert [error.id for error in translations_are_compiled()] == expected


def test_an_uncompiled_catalog_fails_the_system_check(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "en" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "en" / "LC_MESSAGES" / "django.po").touch()
    assert [error.id for error in translations_are_compiled()] == ["core.E002"]


@pytest.mark.parametrize(
    ("sentence", "one", "two"),
    [
        ("sisa %(days)s hari", "%(days)s day left", "%(days)s days left"),
        ("%(days)s hari yang lalu", "%(days)s day ago", "%(days)s days ago"),
        ("%(n)s bulan", "%(n)s month", "%(n)s months"),
        ("%(n)s kali", "%(n)s time", "%(n)s times"),
    ],
)
def test_english_has_singular_and_plural(sentence: str, one: str, two: str) -> None:
    with translation.override("en"):
        assert (ngettext(sentence, sentence, 1), ngettext(sentence, sentence, 2)) == (one, two)
    with translation.override("id"):
        assert ngettext(sentence, sentence, 1) == ngettext(sentence, sentence, 2) == sentence
