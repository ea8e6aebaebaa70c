"""Evidence: examines what arrives, keeps it under a private name, takes it back when the work is not saved."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import inspection
from core.formats import angka
from core.inspection import Inspected
from maintenance.models import Evidence
from plans.models import EvidencePurpose

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models import Activity

MEGABYTE = 1024 * 1024


@dataclass(eq=False)
class NewEvidence:
    """A file that somebody wants to attach; `purpose` is an `EvidencePurpose`."""

    file: File[Any]
    purpose: str = EvidencePurpose.PHOTO
    caption: str = ""

    @property
    def name(self) -> str:
        """The name that it arrived under, without folders and control characters."""
        plain = PurePath((self.file.name or "").replace("\\", "/")).name
        return "".join(char for char in plain if char.isprintable())[-200:] or "berkas"

    def examine(self) -> Inspected:
        """Raises `ValidationError` with a sentence for the person; what was found stays in `examined`."""
        return self.examined

    @cached_property
    def examined(self) -> Inspected:
        """What the file truly is and what will be kept of it."""
        if self.file.size > settings.MAX_UPLOAD_MB * MEGABYTE:
            message = _("%(name)s berukuran %(size)s MB; paling besar %(most)s MB.")
            size = angka(self.file.size / MEGABYTE, 1)
            params = {"name": self.name, "size": size, "most": settings.MAX_UPLOAD_MB}
            raise ValidationError(message, code="too_large", params=params)
        self.file.seek(0)
        found = inspection.inspect(self.file.read(), name=self.name)
        if self.purpose != EvidencePurpose.DOCUMENT and not found.is_photo:
            message = _("%(name)s bukan foto. Kirim sebagai dokumen, atau pilih foto JPEG, PNG, WebP, atau HEIC.")
            raise ValidationError(message, code="not_a_photo", params={"name": self.name})
        return found

    @cached_property
    def sha256_received(self) -> str:
        self.file.seek(0)
        return hashlib.file_digest(self.file, "sha256").hexdigest()


def keep(activity: Activity, new: NewEvidence, by: User) -> Evidence:
    """Writes the file and its row. The caller holds the cycle's lock and runs inside `undone_on_failure`."""
    found = new.examined
    evidence = Evidence(
        activity=activity,
        purpose=new.purpose,
        caption=new.caption.strip(),
        content_type=found.content_type,
        original_name=new.name,
        size=len(found.content),
        sha256_received=new.sha256_received,
        sha256=hashlib.sha256(found.content).hexdigest(),
        taken_at=found.taken_at,
        uploaded_by=by,
    )
    evidence.clean_fields(exclude=["activity", "uploaded_by", "file", "thumbnail"])
    with undone_on_failure() as written:
        written.append(evidence)
        evidence.file.save(f"bukti.{found.ending}", ContentFile(found.content), save=False)
        if found.thumbnail:
            evidence.thumbnail.save("bukti.jpg", ContentFile(found.thumbnail), save=False)
        evidence.save(force_insert=True)
    return evidence


@contextmanager
def undone_on_failure() -> Iterator[list[Evidence]]:
    """Removes the files of the evidence put into the list when the block, or the commit at its end, fails.

    A database rolls back by itself, a file storage does not; so this goes around the transaction, not inside.
    """
    written: list[Evidence] = []
    try:
        yield written
    except BaseException:
        for evidence in written:
            remove_files(evidence)
        raise


def remove_files(evidence: Evidence) -> None:
    for file in (evidence.file, evidence.thumbnail):
        if file.name:
            file.storage.delete(file.name)


def discard(evidence: Evidence) -> None:
    """Takes back what was attached by mistake; its files go once that is certain."""
    transaction.on_commit(partial(remove_files, evidence))
    evidence.delete()


def twins(evidence: Evidence) -> QuerySet[Evidence]:
    """The same picture or document, where it was used on another work order."""
    others = Evidence.objects.exclude(activity__work_order_id=evidence.activity.work_order_id)
    return others.filter(sha256=evidence.sha256).select_related("activity__work_order__round__cycle")


def twins_of(pieces: Iterable[Evidence]) -> dict[int, Evidence]:
    """For each piece that was used on another work order too, one such other use; by the piece's id, in one query."""
    pieces = list(pieces)
    if not pieces:
        return {}
    orders = {piece.activity.work_order_id for piece in pieces}
    others = (
        Evidence.objects.filter(sha256__in={piece.sha256 for piece in pieces})
        .exclude(activity__work_order_id__in=orders)
        .select_related("activity__work_order__round__cycle")
    )
    by_hash = {other.sha256: other for other in others}
    return {piece.pk: by_hash[piece.sha256] for piece in pieces if piece.sha256 in by_hash}
