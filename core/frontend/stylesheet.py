"""Reduces the style sheet of the front-end framework to the rules that our pages can use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tinycss2

WORD = re.compile(r"[A-Za-z][\w-]*")
CLASS_PREFIX = re.compile(
    r"([A-Za-z][\w-]*-)\{[{%]"
)  # class="bg-{{ tone }}" may become any class that begins with bg-
CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
NEGATION = re.compile(r":not\([^)]*\)")
DARK_THEME = "data-bs-theme=dark"


@dataclass(frozen=True)
class ClassNames:
    """Words in source files that may be class names, and prefixes of class names that templates complete."""

    words: frozenset[str]
    prefixes: tuple[str, ...]

    @classmethod
    def of(cls, files: Iterable[Path]) -> "ClassNames":
        text = "\n".join(path.read_text() for path in files)
        return cls(frozenset(WORD.findall(text)), tuple(set(CLASS_PREFIX.findall(text))))

    def includes(self, name: str) -> bool:
        name = name.replace("\\", "")
        return name in self.words or (bool(self.prefixes) and name.startswith(self.prefixes))


def trim_stylesheet(css: str, class_names: ClassNames) -> str:
    """Return the style sheet without rules for unused classes, without comments and source map."""
    return _serialize(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), class_names)


def _serialize(rules: Iterable[Any], class_names: ClassNames) -> str:
    return "".join(_rule(rule, class_names) for rule in rules)


def _rule(rule: Any, class_names: ClassNames) -> str:
    if rule.type == "qualified-rule":
        used = [text for text in _selectors(rule.prelude) if _is_used(text, class_names)]
        return f"{','.join(used)}{{{tinycss2.serialize(rule.content)}}}" if used else ""
    if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports") and rule.content is not None:
        inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        body = _serialize(inside, class_names)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}" if body else ""
    return str(rule.serialize()) if rule.type == "at-rule" else ""


def _selectors(prelude: Iterable[Any]) -> list[str]:
    """Return the comma-separated selectors of a rule."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return [tinycss2.serialize(tokens).strip() for tokens in selectors]


def _is_used(selector: str, class_names: ClassNames) -> bool:
    if DARK_THEME in selector.replace('"', "").replace("'", ""):
        return False
    return all(class_names.includes(name) for name in CLASS.findall(NEGATION.sub("", selector)))
