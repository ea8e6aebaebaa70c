"""CSV import in three steps: upload, column mapping, preview. A draft stores the file between the steps."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.access import SignedInRequest, roles
from assets.csv_import import ChangeSet, compute_changes, guess_columns, missing_columns
from assets.csv_import.forms import ColumnsForm, ImportFileForm
from assets.models import ImportDraft
from assets.views import EDITORS
from core.tables_io.csv_reader import CsvProblem, CsvTable, UnreadableCsvError, read_csv

MAX_CHANGES_SHOWN = 50
MAX_PROBLEMS_SHOWN = 200


@roles(*EDITORS)
def import_file(request: SignedInRequest) -> HttpResponseBase:
    """Step 1: upload the file; an unreadable file is rejected with error messages by line."""
    form = ImportFileForm(request.POST or None, request.FILES or None)
    problems: tuple[CsvProblem, ...] = ()
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            table = read_csv(content)
        except UnreadableCsvError as error:
            problems = error.problems
        else:
            draft = ImportDraft.objects.store(
                content, filename=form.cleaned_data["file"].name, by=request.user
            )
            draft.set_columns(guess_columns(table.header))
            return redirect("assets:import_columns", draft.pk)
    status = 400 if problems else 200
    return render(request, "assets/import_file.html", {"form": form, "problems": problems}, status=status)


@roles(*EDITORS)
def import_columns(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Step 2: correct the guessed column mapping."""
    draft = _draft(request, pk)
    table = read_csv(bytes(draft.content))
    form = ColumnsForm(request.POST if request.method == "POST" else None, table=table, columns=draft.columns)
    if request.method == "POST" and form.is_valid():
        draft.set_columns(form.columns)
        return redirect("assets:import_preview", draft.pk)
    return render(request, "assets/import_columns.html", {"draft": draft, "table": table, "form": form})


@roles(*EDITORS)
def import_preview(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Step 3: show the changes; nothing is saved yet."""
    draft = _draft(request, pk)
    if missing_columns(draft.columns):
        return redirect("assets:import_columns", draft.pk)
    table, changes = _read_draft(draft)
    return _preview(request, draft, table, changes)


@require_POST
@roles(*EDITORS)
def import_confirm(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Save the changes of the preview; if the stored assets changed after the preview, show a new preview instead."""
    draft = _draft(request, pk)
    if missing_columns(draft.columns):
        return redirect("assets:import_columns", draft.pk)
    table, changes = _read_draft(draft)
    if changes.problems or changes.fingerprint != request.POST.get("fingerprint"):
        return _preview_again(request, draft, table, changes)
    try:
        changes.apply()
    except (
        IntegrityError,
        ValidationError,
    ):  # another request saved first
        return _preview_again(request, draft, *_read_draft(draft))
    draft.delete()
    counts = {"new": len(changes.new), "changed": len(changes.changed), "unchanged": changes.unchanged}
    messages.success(
        request, gettext("Impor selesai: %(new)d baru, %(changed)d berubah, %(unchanged)d tetap.") % counts
    )
    return redirect("assets:map" if "depends_on" in draft.columns else "assets:list")


def _draft(request: SignedInRequest, pk: UUID) -> ImportDraft:
    return get_object_or_404(ImportDraft.objects.visible_to(request.user), pk=pk)


def _read_draft(draft: ImportDraft) -> tuple[CsvTable, ChangeSet]:
    table = read_csv(bytes(draft.content))
    return table, compute_changes(table, draft.columns)


def _preview_again(
    request: SignedInRequest, draft: ImportDraft, table: CsvTable, changes: ChangeSet
) -> HttpResponseBase:
    text = gettext("Daftar aset berubah sejak pratinjau dibuat. Periksa kembali, lalu impor.")
    messages.warning(request, text)
    return _preview(request, draft, table, changes)


def _preview(
    request: SignedInRequest, draft: ImportDraft, table: CsvTable, changes: ChangeSet
) -> HttpResponseBase:
    context = {
        "draft": draft,
        "table": table,
        "changes": changes,
        "problems": changes.problems[:MAX_PROBLEMS_SHOWN],
        "more_problems": max(len(changes.problems) - MAX_PROBLEMS_SHOWN, 0),
        "new": changes.new[:MAX_CHANGES_SHOWN],
        "more_new": max(len(changes.new) - MAX_CHANGES_SHOWN, 0),
        "changed": changes.changed[:MAX_CHANGES_SHOWN],
        "more_changed": max(len(changes.changed) - MAX_CHANGES_SHOWN, 0),
    }
    return render(request, "assets/import_preview.html", context)
