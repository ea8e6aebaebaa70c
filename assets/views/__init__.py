"""Screens of the register, for the staff: assets, places, architecture, map, import."""

from typing import Final

from accounts.models import Role

STAFF: Final = (Role.OPERATOR, Role.HEAD, Role.MANAGER, Role.ADMINISTRATOR)
EDITORS: Final = (Role.OPERATOR, Role.HEAD)
