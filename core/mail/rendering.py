"""The words of a mail: its template is written once as plain text, and the HTML is made from that text."""

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
    """In the active language. The first paragraph of the template is the subject, the others are the mail."""
    context = {name: _value(name, value) for name, value in mail.context.items()}
    address = f"{settings.SITE_URL}{context['path']}"
    rendered = render_to_string(f"mail/{mail.template}.txt", {**context, "address": address})
    subject, *paragraphs = [part.strip() for part in re.split(r"\n\s*\n", rendered) if part.strip()]
    html = render_to_string(
        "mail/letter.html", {"subject": subject, "paragraphs": paragraphs, "address": address}
    )
    return RenderedEmail(f"[Siklus] {' '.join(subject.split())}", "\n\n".join(paragraphs) + "\n", html)


def _value(name: str, value: Any) -> Any:
    return date.fromisoformat(value) if name.endswith("_on") and value else value
