"""System check: server and worker do not start with a certificate that cannot sign."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from core.checks import STARTUP_TAG
from reports.signing.client import certificate_problem

# Expired certificates are not listed: they must not stop the application. Until the certificate is replaced, documents
# are issued with space for handwritten signatures.
ALLOWED: Final = {
    "broken": "a PKCS#12 file that SIGNING_PASSWORD opens",
    "unreadable": "a file that this process may read",
    "no_key": "a PKCS#12 file that holds a private key",
}


@register(STARTUP_TAG, deploy=True)
def certificate_opens(**options: Any) -> list[CheckMessage]:
    if settings.SIGNING_CERTIFICATE is None or (problem := certificate_problem()) not in ALLOWED:
        return []
    file = str(settings.SIGNING_CERTIFICATE)
    sentence = f"the setting SIGNING_CERTIFICATE is {file!r}; allowed is {ALLOWED[problem]}."
    return [Error(sentence, id="reports.E001")]
