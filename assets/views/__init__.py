"""Staff pages for assets, categories, locations, architecture documents, dependency map, labels and import."""

from typing import Final

from accounts.models import Role

EDITORS: Final = (Role.OPERATOR, Role.HEAD)
