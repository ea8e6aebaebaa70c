"""A certificate that cannot sign stops the start of server and worker, not somebody who signs."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from core.checks import STARTUP_TAG
from reports.signing.client import look

# A certificate that ended must not keep the house from working: until it is replaced, documents have room for ink.
ALLOWED: Final = {
    "broken": "a PKCS#12 file that SIGNING_PASSWORD opens",
    "unreadable": "a file that this process may read",
    "no_key": "a PKCS#12 file that holds a private key",
}


@register(STARTUP_TAG, deploy=True)
def certificate_opens(**options: Any) -> list[CheckMessage]:
    if settings.SIGNING_CERTIFICATE is None or (why := look()) not in ALLOWED:
        return []
    file = str(settings.SIGNING_CERTIFICATE)
    sentence = f"the setting SIGNING_CERTIFICATE is {file!r}; allowed is {ALLOWED[why]}."
    return [Error(sentence, id="reports.E001")]
