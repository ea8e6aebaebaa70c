"""Renders mail from a plain-text template; the HTML part is generated from the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from core.mail.models import OutgoingMail


@dataclass(frozen=True)
class RenderedEmail:
    subject: str
    text: str
    html: str


def render_email(mail: OutgoingMail) -> RenderedEmail:
    """Render a mail in the active language. The first paragraph of the template is the subject."""
    context = {name: _value(name, value) for name, value in mail.context.items()}
    address = f"{settings.SITE_URL}{context['path']}"
    rendered = render_to_string(f"mail/{mail.template}.txt", {**context, "address": address})
    subject, *paragraphs = [part.strip() for part in re.split(r"\n\s*\n", rendered) if part.strip()]
    html = render_to_string(
        "mail/base.html", {"subject": subject, "paragraphs": paragraphs, "address": address}
    )
    return RenderedEmail(f"[Siklus] {' '.join(subject.split())}", "\n\n".join(paragraphs) + "\n", html)


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_on") and value else value
