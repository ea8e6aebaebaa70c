"""E-mails of this app: welcome to a user who joins another vendor, and reminder of a contract that ends soon."""

from dataclasses import dataclass
from datetime import date

from core.mail import EmailTemplate


@dataclass(frozen=True, kw_only=True)
class WelcomeEmail(EmailTemplate):
    template = "welcome"
    vendor: str


@dataclass(frozen=True, kw_only=True)
class ContractEndsEmail(EmailTemplate):
    template = "contract_ends"
    number: str
    title: str
    vendor: str
    ends_on: date
