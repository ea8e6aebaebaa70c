"""Responses of the activity form, used by the staff pages and by the vendor portal.

Browsers submit the form, and so do devices that send drafts written offline. The URL of a new form contains a key.
The Back button or a second submission with the same key leads to the activity that the first submission created.

A device requests JSON. The status is 201 when the activity is saved, 422 with errors by field, or 409 when the
activity cannot be saved. If the disk of the server is full, the status is 507: the user cannot correct this error,
so the device keeps the draft and sends it again later.
"""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from core.files.inspection.photos import MAX_EDGE
from core.files.storage import StorageFull
from core.http.negotiation import wants_json
from maintenance.activities.fields import AnswerField
from maintenance.activities.forms import ActivityForm
from maintenance.activities.services import change_activity, log_activity
from maintenance.executor_permissions import reasons_against_documenting
from maintenance.models import Activity, WorkOrder, WorkOrderState
from maintenance.reviews.services import list_reviews
from maintenance.work_orders.locking import require_in_work, require_permission
from maintenance.work_orders.url_namespaces import WorkUrls


def activity_form_page(
    request: SignedInRequest, work_order: WorkOrder, work_urls: WorkUrls, activity: Activity | None = None
) -> HttpResponse:
    """Create an activity, or change the given `activity`.

    If the form has errors, it is shown again with the submitted values and the uploaded files.
    """
    require_permission(reasons_against_documenting(work_order.round, request.user, is_reached=True))
    key = _request_key(request)
    existing = None if activity else _activity_with_key(work_order, key)
    if request.method == "GET" and not activity:
        if existing:
            return redirect(work_urls["activity_edit"], existing.pk)
        require_in_work(work_order)
        if key is None:
            return redirect(f"{request.path}?key={uuid4()}")
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ActivityForm(
        *data, work_order=work_order, user=request.user, activity=activity or existing, key=key
    )
    if form.is_bound and form.is_valid():
        if existing and not form.changes_nothing():
            return _already_saved_response(request, form, work_urls)
        if existing or _save(request, form):
            return _saved_response(request, form, work_urls)
    require_in_work(work_order)
    action = resolve_url(work_urls["activity_edit"], existing.pk) if existing else ""
    return _form_response(request, form, work_urls, action=action)


def _form_response(
    request: HttpRequest, form: ActivityForm, work_urls: WorkUrls, *, action: str = "", notice: str = ""
) -> HttpResponse:
    """Render the form as a page, or return the errors of the form as JSON.

    `action` is the URL to which the form is submitted; empty means the URL of the current page. `notice` is a
    message above the form and sets the status 409.
    """
    if wants_json(request) and form.is_bound:
        return JsonResponse({"errors": _errors(form), "lost": form.lost}, status=422)
    if form.is_bound:
        form.store_valid_files()
    _add_remarks(form)
    context = {
        "form": form,
        "work_order": form.work_order,
        "cycle": form.work_order.round.cycle,
        "work_urls": work_urls,
        "activity": form.activity,
        "action": action,
        "notice": notice,
        "longest_edge": MAX_EDGE,
    }
    status = 409 if notice else 422 if form.errors else 200
    return render(request, "maintenance/activities/activity_form.html", context, status=status)


def _saved_response(request: HttpRequest, form: ActivityForm, work_urls: WorkUrls) -> HttpResponse:
    form.release_uploads()
    messages.success(request, _("Kegiatan tersimpan."))
    url = resolve_url(work_urls["work_order"], form.work_order.pk)
    return JsonResponse({"next": url}, status=201) if wants_json(request) else redirect(url)


def _already_saved_response(request: HttpRequest, form: ActivityForm, work_urls: WorkUrls) -> HttpResponse:
    """Show the form again and ask the user to save the new values as a change of the existing activity.

    Used when the activity with this key was saved before with other values, for example because the browser
    restored an old page.
    """
    existing = cast(Activity, form.activity)
    require_in_work(form.work_order)
    action = resolve_url(work_urls["activity_edit"], existing.pk)
    notice = _(
        "Kegiatan ini sudah tersimpan sebelumnya. Yang Anda ubah sesudahnya belum: periksa, lalu simpan sebagai "
        "perubahan."
    )
    if wants_json(request):
        return JsonResponse({"reasons": [notice], "next": action}, status=409)
    return _form_response(request, form, work_urls, action=action, notice=notice)


def _request_key(request: HttpRequest) -> UUID | None:
    text = request.POST.get("key") if request.method == "POST" else request.GET.get("key")
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _activity_with_key(work_order: WorkOrder, key: UUID | None) -> Activity | None:
    return work_order.activities.filter(key=key).first() if key else None


def _errors(form: ActivityForm) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def _add_remarks(form: ActivityForm) -> None:
    """If the reviewer sent the work order back, add the remarks on checklist items to the form fields."""
    if form.work_order.state != WorkOrderState.RETURNED:
        return
    reviews = list_reviews(form.work_order)
    remarks = reviews[-1].remarks if reviews else {}
    for bound_field in form.answer_fields():
        field = cast(AnswerField, bound_field.field)
        field.remark = remarks[field.item.pk][1] if field.item.pk in remarks else ""


def _save(request: SignedInRequest, form: ActivityForm) -> bool:
    """Save the activity and return True. If saving fails, add the errors to the form and return False."""
    values: dict[str, Any] = form.activity_values()
    try:
        if form.activity is None:
            log_activity(form.work_order.pk, by=request.user, key=form.cleaned_data["key"], **values)
        else:
            change_activity(form.activity.pk, by=request.user, discard=form.discarded(), **values)
    except ValidationError as error:
        if isinstance(error, StorageFull) and wants_json(request):
            raise
        form.add_service_errors(error)
        return False
    return True
