"""The one table of the toolbox: mail on its way."""

from core.mail.models import OutgoingMail

__all__ = ["OutgoingMail"]
