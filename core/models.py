"""Models of core."""

from core.mail.models import OutgoingMail

__all__ = ["OutgoingMail"]
