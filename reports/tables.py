"""Table of issued documents."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.html import choice_label, icon, indonesian_text, join_html, link, row_checkbox, secondary_line, tag
from core.lists.table import Cells, Table, TableColumn
from core.templatetags.siklus import format_date
from reports.models import DocumentKind
from reports.models.document import SUBJECT_COLUMNS, format_reference
from reports.models.document_kind import MANAGER_KINDS


def _document_row(row: Any) -> Cells:
    kind = DocumentKind(row.kind)
    name = link(
        reverse("reports:detail", args=[row.pk]),
        format_reference(row.number, row.edition),
        choice_label(DocumentKind, row.kind),
    )
    subject = reverse("reports:document", args=[row.kind, getattr(row, SUBJECT_COLUMNS[kind.subject])])
    issuer = row.issued_by__full_name or row.issued_by__email
    return (
        row_checkbox(
            "document",
            row.pk,
            gettext("Pilih %(code)s") % {"code": format_reference(row.number, row.edition)},
        ),
        join_html(name, tag(gettext("sudah diganti")), element="div") if row.replaced_by__pk else name,
        join_html(link(subject, indonesian_text(row.subject), row.about), element="div"),
        join_html(format_date(row.issued_at), secondary_line(issuer), element="div"),
        _acknowledgement_tag(row.acknowledged) if kind in MANAGER_KINDS else "—",
        _download_link(row),
    )


def _acknowledgement_tag(people: int) -> SafeString:
    if not people:
        return tag(gettext("belum"), "warn")
    return tag(ngettext("%(n)s orang", "%(n)s orang", people) % {"n": people}, "good")


def _download_link(row: Any) -> SafeString:
    address = reverse("reports:file", args=[row.pk])
    return format_html('<a href="{}?download">{} {}</a>', address, icon("download"), gettext("Unduh PDF"))


DOCUMENTS: Final = Table(
    row_header=1,
    columns=(
        TableColumn(_("Pilih"), css="select-cell", unlabelled=True, hidden_title=True),
        TableColumn(sort="number"),
        TableColumn(sort="subject"),
        TableColumn(sort="issued"),
        TableColumn(_("Diketahui")),
        TableColumn(_("Berkas"), unlabelled=True),
    ),
    row=_document_row,
    fields=(
        *("pk", "kind", "number", "edition", "subject", "about", "issued_at", "replaced_by__pk"),
        *("cycle_id", "round_id", "budget_year"),
        *("issued_by__full_name", "issued_by__email", "acknowledged"),
    ),
)
