"""Screens of the register, for the staff: assets, places, architecture, map, import."""

from typing import Final

from accounts.models import Role

EDITORS: Final = (Role.OPERATOR, Role.HEAD)
