"""Every sentence of code and templates has its English translation, and no library speaks English to Indonesians."""

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


def wordings(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def english() -> list[polib.POEntry]:
    return read(settings.BASE_DIR / ENGLISH)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> list[polib.POEntry]:
    """What `scripts/messages` finds, in a copy: collecting writes beside the sources."""
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


def test_the_catalog_holds_the_sentences_that_are_there_and_no_others(
    english: list[polib.POEntry], collected: list[polib.POEntry]
) -> None:
    known, found = {sentence(entry) for entry in english}, {sentence(entry) for entry in collected}
    assert found - known == set(), "run scripts/messages and translate these"
    assert known - found == set(), "run scripts/messages: these are gone"


def test_every_sentence_is_translated_and_no_translation_is_a_guess(english: list[polib.POEntry]) -> None:
    assert [entry.msgid for entry in english if not all(wordings(entry))] == []
    assert [entry.msgid for entry in english if entry.fuzzy or entry.obsolete] == []


def test_a_translation_fills_in_what_its_sentence_fills_in(english: list[polib.POEntry]) -> None:
    for entry in english:
        for wording in wordings(entry):
            expected, found = (set(PLACEHOLDER.findall(text)) for text in (entry.msgid, wording))
            assert found == expected, entry.msgid


def test_a_translation_ends_as_its_sentence_ends(english: list[polib.POEntry]) -> None:
    for entry in english:
        for wording in wordings(entry):
            assert wording.strip() == wording or entry.msgid.strip() != entry.msgid, entry.msgid
            assert wording.endswith((".", ".”")) == entry.msgid.endswith((".", ".”")), entry.msgid


def test_the_catalog_names_neither_persons_nor_dates(english: list[polib.POEntry]) -> None:
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


def test_readers_get_the_sentence_of_their_language(english: list[polib.POEntry]) -> None:
    """A library's own catalog must not answer for one of our sentences, as it would for an English word."""
    for language, wanted in (("id", lambda e: e.msgid), ("en", lambda e: wordings(e)[0])):
        with translation.override(language):
            for entry in english:
                if entry.msgid_plural:
                    said = ngettext(entry.msgid, entry.msgid_plural, 1)
                else:
                    said = pgettext(entry.msgctxt, entry.msgid) if entry.msgctxt else gettext(entry.msgid)
                assert said == wanted(entry)


def english_of_libraries() -> Iterator[polib.POEntry]:
    roots = [Path(django.__file__).parent / "conf"]
    roots += [Path(app.path) for app in apps.get_app_configs() if app.name not in settings.OUR_APPS]
    for root in roots:
        for folder in (root, root.parent):
            catalog = folder / "locale" / "en" / "LC_MESSAGES" / "django.po"
            if catalog.exists():
                yield from read(catalog)


def test_libraries_speak_indonesian() -> None:
    """What a new version of one leaves in English is translated by hand in locale/id."""
    entries = list(english_of_libraries())
    assert len(entries) > 500, "no longer reads the catalogs of Django and allauth"
    known = translation.trans_real.DjangoTranslation("id")._catalog
    for entry in entries:
        key = f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid
        assert any(candidate in known for candidate in (key, (key, 0), (key, 1))), entry.msgid


def test_what_we_word_anew_is_a_sentence_that_a_library_still_has() -> None:
    theirs = {sentence(entry) for entry in english_of_libraries()}
    for entry in read(settings.BASE_DIR / "locale/id/LC_MESSAGES/django.po"):
        assert sentence(entry) in theirs, entry.msgid
        for wording in wordings(entry):
            assert set(PLACEHOLDER.findall(wording)) == set(PLACEHOLDER.findall(entry.msgid)), entry.msgid


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        ("Enter a whole number.", "Tulis bilangan bulat."),
        ("Email address", "Alamat surel"),
        ("Password", "Kata sandi"),
    ],
)
def test_libraries_use_our_words(sentence: str, wording: str) -> None:
    with translation.override("id"):
        assert gettext(sentence) == wording


@pytest.mark.parametrize(("age", "complaints"), [(0, []), (60, ["core.E002"])])
def test_a_catalog_that_is_newer_than_its_compiled_form_stops_the_server(
    settings: Any, tmp_path: Path, age: int, complaints: list[str]
) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for name, seconds in (("django.po", 1_000_000), ("django.mo", 1_000_000 - age)):
        (folder / name).touch()
        os.utime(folder / name, (seconds, seconds))
    assert [complaint.id for complaint in translations_are_compiled()] == complaints


def test_a_catalog_that_was_never_compiled_stops_the_server(settings: Any, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    (tmp_path / "en" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "en" / "LC_MESSAGES" / "django.po").touch()
    assert [complaint.id for complaint in translations_are_compiled()] == ["core.E002"]


@pytest.mark.parametrize(
    ("sentence", "one", "two"),
    [
        ("sisa %(days)s hari", "%(days)s day left", "%(days)s days left"),
        ("%(days)s hari yang lalu", "%(days)s day ago", "%(days)s days ago"),
        ("%(n)s bulan", "%(n)s month", "%(n)s months"),
        ("%(n)s kali", "%(n)s time", "%(n)s times"),
    ],
)
def test_english_tells_one_from_several(sentence: str, one: str, two: str) -> None:
    with translation.override("en"):
        assert (ngettext(sentence, sentence, 1), ngettext(sentence, sentence, 2)) == (one, two)
    with translation.override("id"):
        assert ngettext(sentence, sentence, 1) == ngettext(sentence, sentence, 2) == sentence
