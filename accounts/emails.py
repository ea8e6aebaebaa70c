"""The mail of this room: an invitation, and the link to a new password."""

from dataclasses import dataclass
from datetime import date

from core.mail import Letter


@dataclass(frozen=True, kw_only=True)
class InvitationLetter(Letter):
    template = "invitation"
    on_behalf_of: str
    until_on: date


@dataclass(frozen=True, kw_only=True)
class NewPasswordLetter(Letter):
    template = "new_password"
