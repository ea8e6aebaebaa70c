"""Users, invitations and calendar addresses."""

from accounts.models.calendar_address import CalendarAddress
from accounts.models.invitation import Invitation, InvitationState
from accounts.models.user import Role, User, UserManager

__all__ = ["CalendarAddress", "Invitation", "InvitationState", "Role", "User", "UserManager"]
