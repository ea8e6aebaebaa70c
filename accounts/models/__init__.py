"""People, and the invitations by which they come."""

from accounts.models.invitation import Invitation, InvitationState
from accounts.models.user import Role, User, UserManager

__all__ = ["Invitation", "InvitationState", "Role", "User", "UserManager"]
