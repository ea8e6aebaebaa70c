"""Sender address of mail: EMAIL_FROM, or an address of this server."""

from __future__ import annotations

from email.errors import HeaderParseError, ObsoleteHeaderDefect
from email.policy import default as policy
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from config import env

ALLOWED = "an address such as siklus@kampus.ac.id or Siklus <siklus@kampus.ac.id>"


def sender(host: str) -> str:
    """Return the sender. `host` may be a campus-internal name without a dot."""
    value = env.text("EMAIL_FROM", "")
    if value and not _is_sender(value, host):
        env.stop_start("EMAIL_FROM", value, ALLOWED)
    return value or f"siklus@{host}"


def _is_sender(value: str, host: str) -> bool:
    """Return whether the value is one address, with or without a name, parsed as Django parses it when sending."""
    try:
        header: Any = policy.header_factory("From", value)
        [address] = header.addresses
        EmailValidator(allowlist=[host])(address.addr_spec)
    except (HeaderParseError, IndexError, ValueError, ValidationError):
        return False
    return all(isinstance(defect, ObsoleteHeaderDefect) for defect in header.defects)
