"""Signing: the person whose turn it is puts a signature behind all that is in the file so far.

The key takes seconds, so the file is signed before the document is locked; behind the lock it is checked that the
document is still in force and nobody signed meanwhile.
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
from reports.signing.client import Signed
from reports.signing.lines import tell_next

if TYPE_CHECKING:
    from accounts.models import User


def why_not(document: Document, by: User) -> Refused | None:
    """What stands against this person signing now: nobody named, a newer edition, signed before, another's turn."""
    mine = [line for line in document.lines if line.is_for(by)]
    if not mine:
        return MayNot([Reason("unnamed", _("Anda bukan penanda tangan dokumen ini."))])
    if document.is_replaced:
        text = _("Edisi ini sudah diganti; yang ditandatangani adalah edisi yang berlaku.")
        return NotYet([Reason("replaced", text, document.page_url)])
    if all(line.signed for line in mine):
        return NotYet([Reason("signed", _("Anda sudah menandatangani dokumen ini."))])
    turn = next_line(document)
    if turn is None or turn not in mine:
        text = _("Belum giliran Anda: penanda tangan sebelum Anda belum menandatangani.")
        return NotYet([Reason("turn", text)])
    return None


def next_line(document: Document) -> SignatureLine | None:
    """Whose turn it is; a line without a NIP names nobody's account, and holds up nobody."""
    return next((line for line in document.lines if line.nip and not line.signed), None)


def sign(document: Document, *, by: User) -> Signature:
    """Raises `MayNot`, `NotYet` or `SigningError`; then nothing has changed and no file is left."""
    if refusal := why_not(document, by):
        raise refusal
    line = next_line(document)
    assert line is not None  # or it would have been refused
    before = document.revisions[-1]
    city = document.snapshot["heading"]["letterhead"]["city"]
    signed = client.sign(
        before.read(), field=line.field, name=line.name, reason=f"{line.act}, {line.position}", location=city
    )
    return _settle(line, before.file, signed, by)


def _settle(line: SignatureLine, before: str, signed: Signed, by: User) -> Signature:
    """File and row in one transaction; the file goes again when any of it fails, even the commit."""
    kept = list[str]()
    try:
        with transaction.atomic():
            # The lock also holds up an edition that would replace this one: it refers to this row.
            document = Document.objects.select_for_update(of=("self",)).get(pk=line.document_id)
            if refusal := why_not(document, by):
                raise refusal
            if document.revisions[-1].file != before:
                raise NotYet(
                    [Reason("changed", _("Dokumen baru saja ditandatangani orang lain; coba lagi."))]
                )
            kept.append(
                default_storage.save(random_storage_name("reports", "ttd.pdf"), ContentFile(signed.pdf))
            )
            signature = Signature.objects.create(
                line=line,
                signer=by,
                signed_at=signed.at,
                file=kept[0],
                sha256=hashlib.sha256(signed.pdf).hexdigest(),
                size=len(signed.pdf),
                certificate=signed.subject[:400],
                fingerprint=signed.fingerprint,
            )
            tell_next(document)
        return signature
    except BaseException:
        for name in kept:
            default_storage.delete(name)
        raise
