"""Who asks, by the key that the session holds."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from core.unchanged import stamp_columns


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Finds the person together with the stamp of the database: one question for what every page asks."""

    def get_user(self, user_id: Any) -> User | None:
        user = User.objects.annotate(**stamp_columns()).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
