"""Trimming and building the style sheet: every rule that a page can use remains."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from core.frontend.checks import built_static_files_exist
from core.frontend.stylesheet import ClassNames, trim_stylesheet

WORDS = ClassNames(frozenset({"card", "btn", "col-md-6", "w-100"}), ("badge-",))


@pytest.mark.parametrize(
    ("css", "trimmed"),
    [
        (".card{a:b}", ".card{a:b}"),
        (".carousel{a:b}", ""),
        (".card,.carousel{a:b}", ".card{a:b}"),
        (".card .carousel{a:b}", ""),
        ("body{a:b}", "body{a:b}"),
        (".badge-now{a:b}", ".badge-now{a:b}"),
        (".btn:not(.disabled){a:b}", ".btn:not(.disabled){a:b}"),
        (".col-md-6{a:b}", ".col-md-6{a:b}"),
        ("@media (width>1px){.carousel{a:b}}", ""),
        ("@media (width>1px){.card{a:b}}", "@media (width>1px){.card{a:b}}"),
        ("@keyframes x{from{a:b}}", "@keyframes x{from{a:b}}"),
        ("[data-bs-theme=dark] .card{a:b}", ""),
        ("/*# sourceMappingURL=x.map */", ""),
    ],
)
def test_a_rule_remains_when_its_classes_are_used(css: str, trimmed: str) -> None:
    assert trim_stylesheet(css, WORDS) == trimmed


def test_the_build_creates_the_sprite_and_a_small_style_sheet(settings: Any, tmp_path: Path) -> None:
    settings.BUILD_DIR = tmp_path
    settings.LOCALE_PATHS = []
    call_command("build_assets", verbosity=0)
    css = (tmp_path / "vendor" / "tabler.min.css").read_text()
    assert ".table-responsive" in css
    assert ".btn-primary" in css
    assert len(css) < 250_000
    assert (tmp_path / "icons.svg").exists()
    assert built_static_files_exist() == []


def test_a_system_check_names_the_missing_built_files(settings: Any, tmp_path: Path) -> None:
    settings.BUILD_DIR = tmp_path
    (tmp_path / "icons.svg").touch()
    (error,) = built_static_files_exist()
    assert "vendor/tabler.min.css, fonts/inter-400.woff2, fonts/inter-600.woff2." in error.msg
    assert "scripts/setup" in str(error.hint)
