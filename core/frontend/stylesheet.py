"""Cuts the front-end framework's style sheet down to the rules that our pages can use."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tinycss2

WORD = re.compile(r"[A-Za-z][\w-]*")
STEM = re.compile(r"([A-Za-z][\w-]*-)\{[{%]")  # class="bg-{{ tone }}" may become any bg-...
CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
NEGATION = re.compile(r":not\([^)]*\)")
OTHER_THEME = "data-bs-theme=dark"


@dataclass(frozen=True)
class Vocabulary:
    """Every word that could be a class name, and the beginnings of class names put together in templates."""

    words: frozenset[str]
    stems: tuple[str, ...]

    @classmethod
    def of(cls, files: Iterable[Path]) -> "Vocabulary":
        text = "\n".join(path.read_text() for path in files)
        return cls(frozenset(WORD.findall(text)), tuple(set(STEM.findall(text))))

    def knows(self, name: str) -> bool:
        name = name.replace("\\", "")
        return name in self.words or (bool(self.stems) and name.startswith(self.stems))


def trim_stylesheet(css: str, vocabulary: Vocabulary) -> str:
    """The same style sheet without rules for classes that no page names, without comments and source map."""
    return _serialized(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True), vocabulary)


def _serialized(rules: Iterable[Any], vocabulary: Vocabulary) -> str:
    return "".join(_rule(rule, vocabulary) for rule in rules)


def _rule(rule: Any, vocabulary: Vocabulary) -> str:
    if rule.type == "qualified-rule":
        kept = [text for text in _selectors(rule.prelude) if _usable(text, vocabulary)]
        return f"{','.join(kept)}{{{tinycss2.serialize(rule.content)}}}" if kept else ""
    if rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports") and rule.content is not None:
        inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        body = _serialized(inside, vocabulary)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{body}}}" if body else ""
    return str(rule.serialize()) if rule.type == "at-rule" else ""


def _selectors(prelude: Iterable[Any]) -> list[str]:
    """The selectors between the commas at the outermost level."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return [tinycss2.serialize(tokens).strip() for tokens in selectors]


def _usable(selector: str, vocabulary: Vocabulary) -> bool:
    if OTHER_THEME in selector.replace('"', "").replace("'", ""):
        return False
    return all(vocabulary.knows(name) for name in CLASS.findall(NEGATION.sub("", selector)))
