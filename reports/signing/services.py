"""Sign issued documents: the user of the next signature line appends a signature to the current file.

Signing takes seconds, so the file is signed before the document is locked. Under the lock this module checks again
that the document is current and that nobody else has signed meanwhile.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core.files.names import random_storage_name
from maintenance.reasons import MayNot, NotYet, Reason, Refused
from reports.models import Document, Signature, SignatureLine
from reports.signing import client
from reports.signing.client import SignedPdf
from reports.signing.lines import notify_next_signer

if TYPE_CHECKING:
    from accounts.models import User


def find_signing_refusal(document: Document, by: User) -> Refused | None:
    """Return why this user cannot sign now: not a signatory, replaced edition, already signed, not next. Else None."""
    own_lines = [line for line in document.signature_block if line.is_for(by)]
    if not own_lines:
        return MayNot([Reason("unnamed", _("Anda bukan penanda tangan dokumen ini."))])
    if document.is_replaced:
        text = _("Edisi ini sudah diganti; yang ditandatangani adalah edisi yang berlaku.")
        return NotYet([Reason("replaced", text, document.page_url)])
    if all(line.signed for line in own_lines):
        return NotYet([Reason("signed", _("Anda sudah menandatangani dokumen ini."))])
    line = next_line(document)
    if line is None or line not in own_lines:
        text = _("Belum giliran Anda: penanda tangan sebelum Anda belum menandatangani.")
        return NotYet([Reason("turn", text)])
    return None


def next_line(document: Document) -> SignatureLine | None:
    """Return the line to sign next. Skips lines without a NIP, because no account can sign them."""
    return next((line for line in document.signature_block if line.nip and not line.signed), None)


def sign_document(document: Document, *, by: User) -> Signature:
    """Sign the next line as this user. Raises `MayNot`, `NotYet` or `SigningError`; then no file or row is left."""
    if refusal := find_signing_refusal(document, by):
        raise refusal
    line = next_line(document)
    assert line is not None  # or it would have been refused
    before = document.revisions[-1]
    city = document.snapshot["heading"]["letterhead"]["city"]
    signed = client.sign_pdf(
        before.read(), field=line.field, name=line.name, reason=f"{line.act}, {line.position}", location=city
    )
    return _store(line, before.file, signed, by)


def _store(line: SignatureLine, file_before: str, signed: SignedPdf, by: User) -> Signature:
    """Store file and row in one transaction; delete the file when any part fails, even the commit."""
    stored_names: list[str] = []
    try:
        with transaction.atomic():
            # The lock also blocks the issue of a replacing edition, because that edition refers to this row.
            document = Document.objects.select_for_update(of=("self",)).get(pk=line.document_id)
            if refusal := find_signing_refusal(document, by):
                raise refusal
            if document.revisions[-1].file != file_before:
                raise NotYet(
                    [Reason("changed", _("Dokumen baru saja ditandatangani orang lain; coba lagi."))]
                )
            stored_names.append(
                default_storage.save(random_storage_name("reports", "ttd.pdf"), ContentFile(signed.pdf))
            )
            signature = Signature.objects.create(
                line=line,
                signer=by,
                signed_at=signed.at,
                file=stored_names[0],
                sha256=hashlib.sha256(signed.pdf).hexdigest(),
                size=len(signed.pdf),
                certificate=signed.subject[:400],
                fingerprint=signed.fingerprint,
            )
            notify_next_signer(document)
        return signature
    except BaseException:
        for name in stored_names:
            default_storage.delete(name)
        raise
