"""The activity form as both doors show it, to a browser page and to a device that sends what was written offline.

A new form carries a key in its address, so that Back and a second sending lead to the activity that it became. A
device asks for JSON: 201 when the activity is written down, 422 with errors by field, 409 when it cannot be. A full
disk is nothing that could be corrected: a device hears 507, keeps all of it and comes again.
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
from core.files.inspection.photos import LONG_EDGE
from core.files.storage import StorageFull
from core.http.negotiation import wants_json
from maintenance.activities.fields import AnswerField
from maintenance.activities.forms import ActivityForm
from maintenance.evidence import temporary_uploads
from maintenance.evidence.services import NewEvidence
from maintenance.executor_permissions import why_not_document
from maintenance.models import Activity, WorkOrder, WorkOrderState
from maintenance.reasons import MayNot
from maintenance.reviews import services as review_services
from maintenance.work_orders import services as work_order_services
from maintenance.work_orders.url_namespaces import WorkUrls
from plans.models import EvidencePurpose


def activity_form_page(
    request: SignedInRequest, order: WorkOrder, door: WorkUrls, activity: Activity | None = None
) -> HttpResponse:
    """Logs or corrects an activity; on an error everything that was typed and uploaded stays."""
    if reasons := why_not_document(order.round, request.user, is_reached=True):
        raise MayNot(reasons)
    key = _key(request)
    known = None if activity else _known(order, key)
    if request.method == "GET" and not activity:
        if known:
            return redirect(door["activity_edit"], known.pk)
        work_order_services.require_in_work(order)
        if key is None:
            return redirect(f"{request.path}?key={uuid4()}")
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ActivityForm(*sent, order=order, user=request.user, activity=activity or known, key=key)
    if form.is_bound and form.is_valid():
        if known and not form.adds_nothing():
            return _known_page(request, form, door)
        if known or _saved(request, form):
            return _done(request, form, door)
    work_order_services.require_in_work(order)
    return _page(request, form, door, action=resolve_url(door["activity_edit"], known.pk) if known else "")


def hold_evidence_page(request: SignedInRequest, order: WorkOrder) -> HttpResponse:
    """One file of a form that will follow: 201 with the ticket for it, or 422 with the sentences against it."""
    if reasons := why_not_document(order.round, request.user, is_reached=True):
        raise MayNot(reasons)
    work_order_services.require_in_work(order)
    purpose, file = request.POST.get("purpose"), request.FILES.get("file")
    if purpose not in EvidencePurpose.values or file is None:
        return JsonResponse(
            {"errors": [_("Tidak ada berkas yang sampai. Pilih berkas itu sekali lagi.")]}, status=422
        )
    piece = NewEvidence(file, purpose)
    try:
        piece.examine()
    except StorageFull:
        raise
    except ValidationError as error:
        return JsonResponse({"errors": error.messages}, status=422)
    return JsonResponse({"ticket": temporary_uploads.store(piece, request.user)}, status=201)


def _page(
    request: HttpRequest, form: ActivityForm, door: WorkUrls, *, action: str = "", notice: str = ""
) -> HttpResponse:
    """With `action`, the form corrects another address's activity than the page shows."""
    if wants_json(request) and form.is_bound:
        return JsonResponse({"errors": _errors(form), "lost": form.lost}, status=422)
    if form.is_bound:
        form.hold_files()
    _show_remarks(form)
    context = {
        "form": form,
        "order": form.order,
        "cycle": form.order.round.cycle,
        "door": door,
        "activity": form.activity,
        "action": action,
        "notice": notice,
        "longest_edge": LONG_EDGE,
    }
    status = 409 if notice else 422 if form.errors else 200
    return render(request, "maintenance/work/activity_form.html", context, status=status)


def _done(request: HttpRequest, form: ActivityForm, door: WorkUrls) -> HttpResponse:
    form.let_held_files_go()
    messages.success(request, _("Kegiatan tersimpan."))
    address = resolve_url(door["work_order"], form.order.pk)
    return JsonResponse({"next": address}, status=201) if wants_json(request) else redirect(address)


def _known_page(request: HttpRequest, form: ActivityForm, door: WorkUrls) -> HttpResponse:
    """The form was saved before and says something else now, as a page that the browser kept in its memory does."""
    known = cast(Activity, form.activity)
    work_order_services.require_in_work(form.order)
    action = resolve_url(door["activity_edit"], known.pk)
    notice = _(
        "Kegiatan ini sudah tersimpan sebelumnya. Yang Anda ubah sesudahnya belum: periksa, lalu simpan sebagai "
        "perubahan."
    )
    if wants_json(request):
        return JsonResponse({"reasons": [notice], "next": action}, status=409)
    return _page(request, form, door, action=action, notice=notice)


def _key(request: HttpRequest) -> UUID | None:
    text = request.POST.get("key") if request.method == "POST" else request.GET.get("key")
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _known(order: WorkOrder, key: UUID | None) -> Activity | None:
    return order.activities.filter(key=key).first() if key else None


def _errors(form: ActivityForm) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in form.errors.items()}


def _show_remarks(form: ActivityForm) -> None:
    """Puts what was said of an item when the work was returned beside the item's field."""
    if form.order.state != WorkOrderState.RETURNED:
        return
    reviews = review_services.reviews_of(form.order)
    said = reviews[-1].remarks if reviews else {}
    for field in form.answer_fields():
        asked = cast(AnswerField, field.field)
        asked.remark = said[asked.item.pk][1] if asked.item.pk in said else ""


def _saved(request: SignedInRequest, form: ActivityForm) -> bool:
    told: dict[str, Any] = form.told()
    try:
        if form.activity is None:
            work_order_services.log_activity(
                form.order.pk, by=request.user, key=form.cleaned_data["key"], **told
            )
        else:
            work_order_services.change_activity(
                form.activity.pk, by=request.user, discard=form.discarded(), **told
            )
    except ValidationError as error:
        if isinstance(error, StorageFull) and wants_json(request):
            raise
        form.refuse(error)
        return False
    return True
