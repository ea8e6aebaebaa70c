"""E-mails of this app: an invitation, and the link to a new password."""

from dataclasses import dataclass
from datetime import date

from core.mail import EmailTemplate


@dataclass(frozen=True, kw_only=True)
class InvitationEmail(EmailTemplate):
    template = "invitation"
    on_behalf_of: str
    until_on: date


@dataclass(frozen=True, kw_only=True)
class NewPasswordEmail(EmailTemplate):
    template = "new_password"
