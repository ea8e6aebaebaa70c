"""Planned work: list, form, asset selection and preview of due dates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import STAFF, SignedInRequest, roles
from assets.models import Asset
from core.db.conflicts import retry_on_conflict
from core.lists.listing import Listing
from plans.forms.planned_work import PlannedWorkForms
from plans.forms.recurrence import RecurrenceForm
from plans.models import Plan, PlannedWork
from plans.models.holiday import calendar_between
from plans.recurrence.due_dates import Recurrence
from plans.schedule import Schedule
from plans.views.access import EDITORS, changes_plan, visible_plan
from plans.views.asset_selection import asset_selection_listing, report_selection, selected_assets

MAX_DATES_SHOWN = 6


@roles(*STAFF)
@require_GET
def works(request: SignedInRequest, pk: int) -> HttpResponseBase:
    plan = visible_plan(request, pk)
    may_change = plan.why_locked is None and request.user.is_operational
    context = {"plan": plan, "schedule": Schedule(plan), "may_change": may_change}
    return render(request, "plans/works.html", context)


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
@changes_plan
def work_create(request: SignedInRequest, plan: Plan) -> HttpResponseBase:
    return _edit(request, plan, PlannedWork(plan=plan))


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
@changes_plan
def work_edit(request: SignedInRequest, plan: Plan, work_pk: int) -> HttpResponseBase:
    works = plan.works.prefetch_related("checklist", "required_evidence")
    return _edit(request, plan, get_object_or_404(works, pk=work_pk))


def _edit(request: SignedInRequest, plan: Plan, work: PlannedWork) -> HttpResponseBase:
    editor = PlannedWorkForms(request.POST or None, plan=plan, work=work)
    title, tried = work.title, False
    if "more_rows" in request.POST:
        editor.checklist = editor.checklist.with_more_rows()
    elif "preview" not in request.POST and request.method == "POST":
        tried = True
        if editor.is_valid():
            editor.save()
            messages.success(request, gettext("Pekerjaan “%(work)s” tersimpan.") % {"work": work.title})
            if editor.assets.wants_single_assets:
                return redirect("plans:work_assets", plan.pk, work.pk)
            return redirect("plans:works", plan.pk)
    context = {"plan": plan, "work": work, "title": title, "editor": editor, "tried": tried}
    if editor.recurrence.is_bound:
        context |= _forecast(editor.recurrence, plan)
    elif work.pk:
        context |= _in_words(work.recurrence, plan)
    return render(request, "plans/work_form.html", context, status=422 if tried else 200)


@roles(*EDITORS)
@require_GET
def recurrence(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """Render the HTML fragment of the form page that shows the chosen recurrence in words and dates."""
    plan = visible_plan(request, pk)
    return render(request, "plans/forecast.html", _forecast(RecurrenceForm(request.GET, plan=plan), plan))


def _forecast(form: RecurrenceForm, plan: Plan) -> dict[str, object]:
    if not form.is_valid():
        return {"problems": [error for errors in form.errors.values() for error in errors]}
    return _in_words(form.recurrence, plan)


def _in_words(rule: Recurrence, plan: Plan) -> dict[str, object]:
    calendar = calendar_between(plan.starts_on, plan.ends_on)
    dates = rule.occurrences(plan.starts_on, plan.ends_on, calendar)
    return {"description": rule.describe(), "dates": dates[:MAX_DATES_SHOWN], "total": len(dates)}


def _candidates(request: SignedInRequest, work: PlannedWork) -> Listing[Asset]:
    return asset_selection_listing(request, work, Asset.objects.filter(plans=work.plan_id))


@roles(*EDITORS)
@require_GET
@changes_plan
def work_assets(request: SignedInRequest, plan: Plan, work_pk: int) -> HttpResponseBase:
    work = get_object_or_404(plan.works, pk=work_pk)
    context = {
        "plan": plan,
        "work": work,
        "count": work.assets.count(),
        "may_change": True,
        "add_url": reverse("plans:work_assets_add", args=[plan.pk, work.pk]),
        "remove_url": reverse("plans:work_assets_remove", args=[plan.pk, work.pk]),
    }
    return _candidates(request, work).respond("plans/work_assets.html", context)


@roles(*EDITORS)
@require_POST
@changes_plan
def work_assets_add(request: SignedInRequest, plan: Plan, work_pk: int) -> HttpResponseBase:
    work = get_object_or_404(plan.works, pk=work_pk)
    n = work.include_assets(selected_assets(request.POST, _candidates(request, work)))
    report_selection(request, n, ngettext("%(n)d aset ditambahkan.", "%(n)d aset ditambahkan.", n))
    return _back_to_assets(request, work)


@roles(*EDITORS)
@require_POST
@changes_plan
def work_assets_remove(request: SignedInRequest, plan: Plan, work_pk: int) -> HttpResponseBase:
    work = get_object_or_404(plan.works, pk=work_pk)
    n = work.exclude_assets(selected_assets(request.POST, _candidates(request, work)))
    report_selection(request, n, ngettext("%(n)d aset dikeluarkan.", "%(n)d aset dikeluarkan.", n))
    return _back_to_assets(request, work)


def _back_to_assets(request: SignedInRequest, work: PlannedWork) -> HttpResponse:
    url = reverse("plans:work_assets", args=[work.plan_id, work.pk])
    return redirect(f"{url}?{request.GET.urlencode()}")


@roles(*EDITORS)
@require_http_methods(["GET", "POST"])
@changes_plan
def work_delete(request: SignedInRequest, plan: Plan, work_pk: int) -> HttpResponseBase:
    work = get_object_or_404(plan.works, pk=work_pk)
    if request.method == "POST":
        work.delete()
        messages.success(request, gettext("Pekerjaan “%(work)s” dihapus.") % {"work": work.title})
        return redirect("plans:works", plan.pk)
    return render(request, "plans/work_delete.html", {"plan": plan, "work": work})
