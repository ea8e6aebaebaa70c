"""The import in three steps: the file, what its columns mean, what would change. The file waits on the server."""

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
    """Step 1: a file that cannot be read is refused at once, line by line."""
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
    """Step 2: what was guessed, to be corrected."""
    draft = _draft(request, pk)
    table = read_csv(bytes(draft.content))
    form = ColumnsForm(request.POST if request.method == "POST" else None, table=table, columns=draft.columns)
    if request.method == "POST" and form.is_valid():
        draft.set_columns(form.columns)
        return redirect("assets:import_preview", draft.pk)
    return render(request, "assets/import_columns.html", {"draft": draft, "table": table, "form": form})


@roles(*EDITORS)
def import_preview(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Step 3: nothing is saved yet."""
    draft = _draft(request, pk)
    if missing_columns(draft.columns):
        return redirect("assets:import_columns", draft.pk)
    table, plan = _plan(draft)
    return _preview(request, draft, table, plan)


@require_POST
@roles(*EDITORS)
def import_confirm(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Saves what was shown; when the register has changed since, it is shown anew."""
    draft = _draft(request, pk)
    if missing_columns(draft.columns):
        return redirect("assets:import_columns", draft.pk)
    table, plan = _plan(draft)
    if plan.problems or plan.fingerprint != request.POST.get("fingerprint"):
        return _changed(request, draft, table, plan)
    try:
        plan.apply()
    except (
        IntegrityError,
        ValidationError,
    ):  # somebody, or a second press of the button, was quicker
        return _changed(request, draft, *_plan(draft))
    draft.delete()
    counts = {"new": len(plan.new), "changed": len(plan.changed), "unchanged": plan.unchanged}
    messages.success(
        request, gettext("Impor selesai: %(new)d baru, %(changed)d berubah, %(unchanged)d tetap.") % counts
    )
    return redirect("assets:map" if "depends_on" in draft.columns else "assets:list")


def _draft(request: SignedInRequest, pk: UUID) -> ImportDraft:
    return get_object_or_404(ImportDraft.objects.visible_to(request.user), pk=pk)


def _plan(draft: ImportDraft) -> tuple[CsvTable, ChangeSet]:
    table = read_csv(bytes(draft.content))
    return table, compute_changes(table, draft.columns)


def _changed(
    request: SignedInRequest, draft: ImportDraft, table: CsvTable, plan: ChangeSet
) -> HttpResponseBase:
    text = gettext("Daftar aset berubah sejak pratinjau dibuat. Periksa kembali, lalu impor.")
    messages.warning(request, text)
    return _preview(request, draft, table, plan)


def _preview(
    request: SignedInRequest, draft: ImportDraft, table: CsvTable, plan: ChangeSet
) -> HttpResponseBase:
    context = {
        "draft": draft,
        "table": table,
        "plan": plan,
        "problems": plan.problems[:MAX_PROBLEMS_SHOWN],
        "more_problems": max(len(plan.problems) - MAX_PROBLEMS_SHOWN, 0),
        "new": plan.new[:MAX_CHANGES_SHOWN],
        "more_new": max(len(plan.new) - MAX_CHANGES_SHOWN, 0),
        "changed": plan.changed[:MAX_CHANGES_SHOWN],
        "more_changed": max(len(plan.changed) - MAX_CHANGES_SHOWN, 0),
    }
    return render(request, "assets/import_preview.html", context)
