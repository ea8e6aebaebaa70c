"""Readers of environment variables. An invalid value stops the process with one sentence."""

import os
from collections.abc import Collection, Mapping
from typing import NoReturn

FLAGS: Mapping[str, bool] = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def stop_start(name: str, value: str, allowed: str) -> NoReturn:
    """Stop the process with one sentence on standard error, without a traceback."""
    raise SystemExit(f"Siklus cannot start: the setting {name} is {value!r}; allowed is {allowed}.")


def text(name: str, default: str, *, choices: Collection[str] = ()) -> str:
    """Return a string. An empty variable counts as not set."""
    value = os.environ.get(name, "").strip() or default
    if choices and value not in choices:
        stop_start(name, value, "one of " + ", ".join(choices))
    return value


def number(name: str, default: int, *, minimum: int, maximum: int) -> int:
    """Return a whole number within limits."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not minimum <= int(value) <= maximum:
        stop_start(name, value, f"a whole number from {minimum} to {maximum}")
    return int(value)


def flag(name: str, default: bool) -> bool:
    """Return a boolean; `FLAGS` lists the accepted words."""
    value = text(name, "1" if default else "0").lower()
    if value not in FLAGS:
        stop_start(name, value, "one of " + ", ".join(FLAGS))
    return FLAGS[value]


def choice_list(name: str, choices: Collection[str]) -> list[str]:
    """Return a comma-separated list of `choices`; empty if the variable is not set."""
    values = [value.strip() for value in text(name, "").split(",") if value.strip()]
    for value in values:
        if value not in choices:
            stop_start(name, value, "some of " + ", ".join(choices) + ", with commas between")
    return values
