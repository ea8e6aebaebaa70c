"""Inspect, store and delete evidence files, and find evidence files that are used more than once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from core.files import inspection
from core.files.inspection import InspectedFile
from core.files.names import clean_filename
from core.i18n.formats import format_number
from maintenance.models import Evidence
from plans.models import EvidencePurpose
from vendors.models import Vendor

if TYPE_CHECKING:
    from accounts.models import User
    from maintenance.models import Activity

MEGABYTE = 1024 * 1024


@dataclass(eq=False)
class NewEvidence:
    """An uploaded file that is not attached to an activity yet. `purpose` is a value of `EvidencePurpose`."""

    file: File[Any]
    purpose: str = EvidencePurpose.PHOTO
    caption: str = ""

    @property
    def name(self) -> str:
        """The uploaded file name without folders and invisible characters, at most 200 characters."""
        plain = clean_filename(self.file.name or "")[-200:]
        return plain if plain.strip(". ") else "berkas"

    def inspect(self) -> InspectedFile:
        """Inspect the file. Raises `ValidationError` with a message for the user. The result is cached."""
        return self.inspected

    @cached_property
    def inspected(self) -> InspectedFile:
        """Result of the inspection: the detected file type and the content to store.

        `content` is empty if the uploaded file can be stored unchanged. This avoids a second copy of the file in
        memory.
        """
        if self.file.size > settings.MAX_UPLOAD_MB * MEGABYTE:
            message = _("%(name)s berukuran %(size)s MB; paling besar %(most)s MB.")
            size = format_number(self.file.size / MEGABYTE, 1)
            params = {"name": self.name, "size": size, "most": settings.MAX_UPLOAD_MB}
            raise ValidationError(message, code="too_large", params=params)
        self.file.seek(0)
        content = self.file.read()
        found = inspection.inspect_file(content, name=self.name)
        if self.purpose != EvidencePurpose.DOCUMENT and not found.is_photo:
            message = _(
                "%(name)s bukan foto. Kirim sebagai dokumen, atau pilih foto JPEG, PNG, WebP, atau HEIC."
            )
            raise ValidationError(message, code="not_a_photo", params={"name": self.name})
        return replace(found, content=b"") if found.content is content else found

    @property
    def stored_file(self) -> File[Any]:
        """The file to store: the processed content, or the uploaded file if processing did not change it."""
        return ContentFile(self.inspected.content) if self.inspected.content else self.file

    @cached_property
    def sha256(self) -> str:
        content = self.inspected.content
        return hashlib.sha256(content).hexdigest() if content else self.sha256_received

    @cached_property
    def sha256_received(self) -> str:
        self.file.seek(0)
        return hashlib.file_digest(self.file, "sha256").hexdigest()


def store_evidence(activity: Activity, new: NewEvidence, by: User) -> Evidence:
    """Store the file and create the `Evidence` row.

    The caller must have locked the cycle and must use `delete_files_on_failure` around its transaction.
    """
    found = new.inspected
    evidence = Evidence(
        activity=activity,
        purpose=new.purpose,
        caption=new.caption.strip(),
        content_type=found.content_type,
        original_name=new.name,
        size=new.stored_file.size,
        sha256_received=new.sha256_received,
        sha256=new.sha256,
        taken_at=found.taken_at,
        latitude=found.coordinates[0] if found.coordinates else None,
        longitude=found.coordinates[1] if found.coordinates else None,
        uploaded_by=by,
    )
    evidence.clean_fields(exclude=["activity", "uploaded_by", "file", "thumbnail"])
    with delete_files_on_failure() as written:
        written.append(evidence)
        evidence.file.save(f"bukti.{found.extension}", new.stored_file, save=False)
        if found.thumbnail:
            evidence.thumbnail.save("bukti.jpg", ContentFile(found.thumbnail), save=False)
        evidence.save(force_insert=True)
    return evidence


@contextmanager
def delete_files_on_failure() -> Iterator[list[Evidence]]:
    """Delete stored evidence files if the block or its commit fails.

    Yields an empty list, to which the caller appends each stored evidence. A database transaction rolls back its
    rows, but a file storage has no rollback. Use this context manager around the transaction, not inside the
    transaction.
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


def delete_evidence(evidence: Evidence) -> None:
    """Delete the `Evidence` row. The files are deleted after the transaction has been committed."""
    transaction.on_commit(partial(remove_files, evidence))
    evidence.delete()


def check_daily_limit(vendor: Vendor, new_files: Sequence[NewEvidence]) -> None:
    """Check that the files stay within the vendor's daily upload limit, `MAX_VENDOR_MB_PER_DAY`.

    Raises `ValidationError` if today's uploads of all users of the vendor would exceed the limit. Locks the row of
    the vendor, because uploads for other rounds of the same vendor can run at the same time.
    """
    Vendor.objects.select_for_update(of=("self",)).get(pk=vendor.pk)
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    sent = Evidence.objects.filter(
        activity__work_order__round__contract__vendor=vendor,
        uploaded_by__role=Role.VENDOR,
        uploaded_at__gte=today,
    )
    used = sent.aggregate(used=Sum("size", default=0))["used"]
    if used + sum(new.stored_file.size for new in new_files) > settings.MAX_VENDOR_MB_PER_DAY * MEGABYTE:
        message = _(
            "Hari ini %(vendor)s sudah mengirim %(used)s MB bukti, dari paling banyak %(most)s MB sehari. "
            "Kirim sisanya besok, atau hubungi Seksi Operasional."
        )
        params = {
            "vendor": vendor,
            "used": format_number(used / MEGABYTE, 1),
            "most": settings.MAX_VENDOR_MB_PER_DAY,
        }
        raise ValidationError(message, code="daily_limit", params=params)


def duplicates_of(evidence: Evidence) -> QuerySet[Evidence]:
    """Return the evidence of other work orders whose received file or stored file is identical."""
    others = Evidence.objects.exclude(activity__work_order_id=evidence.activity.work_order_id)
    same = Q(sha256=evidence.sha256) | Q(sha256_received=evidence.sha256_received)
    return others.filter(same).select_related("activity__work_order__round__cycle")


def find_duplicates(evidence: Iterable[Evidence]) -> dict[int, Evidence]:
    """Find evidence of other work orders with an identical file. Runs one query.

    Returns a mapping from evidence id to one duplicate. Evidence without a duplicate is not in the mapping.
    """
    files = list(evidence)
    if not files:
        return {}
    orders = {file.activity.work_order_id for file in files}
    stored, received = {file.sha256 for file in files}, {file.sha256_received for file in files}
    others = (
        Evidence.objects.filter(Q(sha256__in=stored) | Q(sha256_received__in=received))
        .exclude(activity__work_order_id__in=orders)
        .select_related("activity__work_order__round__cycle")
    )
    by_hash = {digest: other for other in others for digest in (other.sha256, other.sha256_received)}
    found = {file.pk: by_hash.get(file.sha256) or by_hash.get(file.sha256_received) for file in files}
    return {pk: other for pk, other in found.items() if other is not None}
