"""Pages of cycles: list, create, copy, discard, detail, moves (state changes), journal, closing evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, Q
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import STAFF, SignedInRequest, roles
from accounts.models import Role
from core.db.conflicts import retry_on_conflict
from core.db.functions import count_related
from core.lists.filters import years
from core.lists.listing import CsvColumn, Filter, Listing, Sort
from maintenance import gate
from maintenance.cycles.forms import MOVE_FORMS, ClosingForm, MoveForm, OpenCycleForm
from maintenance.cycles.move_texts import CONSEQUENCES
from maintenance.cycles.services import copy_cycle, discard_cycle, open_cycle_for_plan
from maintenance.cycles.tables import CYCLES
from maintenance.models import Cycle, JournalEntry, Round, WorkOrder
from maintenance.models.cycle import row_number
from maintenance.reasons import MayNot, NotYet
from maintenance.sop import Move, State
from maintenance.work_order_state import CLOSED_STATES
from plans.plan_copy import next_period


def visible_cycle(request: SignedInRequest, pk: int) -> Cycle:
    """Return the cycle if the user may see it. Otherwise raises `Http404`."""
    cycles = Cycle.objects.visible_to(request.user).select_related("plan__contract__vendor")
    cycle: Cycle = get_object_or_404(cycles, pk=pk)
    return cycle


@roles(*STAFF)
@require_GET
def cycles(request: SignedInRequest) -> HttpResponseBase:
    return Listing(
        Cycle.objects.visible_to(request.user).annotate(row_number=row_number()),
        request,
        annotate_rows=lambda cycles: cycles.annotate(
            round_count=count_related(Round.objects.filter(cycle=OuterRef("pk")))
        ),
        search=("code__icontains", "plan__title__icontains"),
        placeholder=_("Kode atau judul"),
        filters=[
            Filter("state", _("Baris SOP"), State.choices),
            Filter(
                "year", _("Tahun"), years(Cycle.objects.all(), "plan__starts_on"), "plan__starts_on__year"
            ),
        ],
        sorts=[
            Sort("code", _("Kode"), ("-code",)),
            Sort("title", _("Rencana"), ("plan__title",)),
            Sort("row", _("Baris SOP"), ("row_number", "-code")),
            Sort("end", _("Akhir periode"), ("plan__ends_on",)),
        ],
        table=CYCLES,
        csv_columns=[
            CsvColumn(_("Kode"), "code"),
            CsvColumn(_("Rencana"), "plan__title"),
            CsvColumn(_("Baris SOP"), "state", labels=State.choices),
            CsvColumn(_("Mulai"), "plan__starts_on"),
            CsvColumn(_("Berakhir"), "plan__ends_on"),
        ],
        filename="siklus",
    ).respond("maintenance/cycles/cycle_list.html")


@roles(Role.OPERATOR, Role.HEAD)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def cycle_new(request: SignedInRequest) -> HttpResponse:
    form = OpenCycleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cycle = open_cycle_for_plan(form.instance, by=request.user)
        messages.success(request, _("Siklus %(code)s dibuka. Lengkapi rencananya.") % {"code": cycle.code})
        return redirect(cycle)
    return render(
        request, "maintenance/cycles/cycle_form.html", {"form": form}, status=422 if form.errors else 200
    )


@roles(Role.OPERATOR, Role.HEAD)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def cycle_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Create a cycle for the next period, with a copy of the plan of the current cycle."""
    source = visible_cycle(request, pk).plan
    form = OpenCycleForm(request.POST or None, initial=next_period(source))
    if request.method == "POST" and form.is_valid():
        cycle, copied = copy_cycle(form.instance, source=source, by=request.user)
        text = _(
            "Siklus %(code)s dibuka dengan %(works)s pekerjaan, %(criteria)s kriteria, dan %(assets)s aset."
        )
        counts = {"works": copied.works, "criteria": copied.criteria, "assets": copied.assets}
        messages.success(request, text % {"code": cycle.code, **counts})
        return redirect(cycle)
    context = {"form": form, "source": source}
    return render(request, "maintenance/cycles/cycle_form.html", context, status=422 if form.errors else 200)


@roles(Role.OPERATOR, Role.HEAD)
@require_http_methods(["GET", "POST"])
def cycle_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Delete a cycle whose plan has not been submitted."""
    cycle = visible_cycle(request, pk)
    if request.method == "POST":
        discard_cycle(cycle.pk, by=request.user)
        messages.success(request, _("Siklus %(code)s dan rencananya dihapus.") % {"code": cycle.code})
        return redirect("maintenance:cycles")
    return render(request, "maintenance/cycles/cycle_discard.html", {"cycle": cycle})


@roles(*STAFF)
@require_GET
def cycle_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    cycle = visible_cycle(request, pk)
    rounds = cycle.rounds.select_related("contract__vendor", "evaluation").order_by("number")
    counts = {round_: counted for round_, *counted in _counts(cycle)}
    context = {
        "cycle": cycle,
        "plan": cycle.plan,
        "rounds": [(round_, *counts.get(round_.pk, (0, 0))) for round_ in rounds],
        "moves": gate.next_moves(cycle, request.user),
    }
    return render(request, "maintenance/cycles/cycle_detail.html", context)


def _counts(cycle: Cycle) -> Iterable[tuple[int, int, int]]:
    """Return one tuple per round: id of the round, number of work orders, number of closed work orders."""
    closed = Count("pk", filter=Q(state__in=CLOSED_STATES))
    orders = WorkOrder.objects.filter(round__cycle=cycle).order_by()
    return orders.values_list("round").annotate(n=Count("pk"), closed=closed)


@roles(*STAFF)
@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, pk: int, move: str) -> HttpResponse:
    """Show a move (a change of the cycle's state) for confirmation, or make the move.

    GET shows the consequences and the form of the move, or the reasons why the move is refused. POST makes the
    move. Only staff can open this page, because the forms list all vendors. A vendor hands over its rounds in the
    vendor portal.
    """
    cycle = visible_cycle(request, pk)
    if move not in Move:
        raise Http404
    step = Move(move)
    if step == Move.FINISH and request.method == "GET":
        return redirect("reports:issue_report", cycle.pk)  # only that page can create the report
    form = MOVE_FORMS.get(step, MoveForm)(request.POST if request.method == "POST" else None, cycle=cycle)
    if not form.is_valid():
        return _move_page(request, cycle, step, form, gate.find_refusal(cycle, step, request.user))
    try:
        moved = gate.perform(cycle.pk, step, by=request.user, **form.inputs())
    except (MayNot, NotYet) as refusal:
        return _move_page(request, cycle, step, form, refusal)
    messages.success(
        request,
        _("Siklus %(code)s kini pada: %(state)s.") % {"code": moved.code, "state": State(moved.state).label},
    )
    return redirect(moved)


def _move_page(
    request: SignedInRequest, cycle: Cycle, step: Move, form: MoveForm, refusal: MayNot | NotYet | None
) -> HttpResponse:
    """Show the form of the move, or the reasons why the move is refused.

    After a POST, the form is always shown, so that the submitted values are not lost.
    """
    context: dict[str, Any] = {
        "cycle": cycle,
        "move": step,
        "form": form,
        "reasons": refusal.reasons if refusal else [],
        "consequence": CONSEQUENCES[step],
        "may_not": isinstance(refusal, MayNot),
        "shows_form": form.is_bound or not refusal,
    }
    status = 200
    if request.method == "POST":
        status = refusal.status if refusal else 422
    return render(request, "maintenance/cycles/move.html", context, status=status)


@roles(*STAFF)
@require_GET
def journal(request: SignedInRequest, pk: int) -> HttpResponse:
    cycle = visible_cycle(request, pk)
    entries = JournalEntry.objects.filter(cycle=cycle).select_related("by").order_by("sequence")
    return render(request, "maintenance/cycles/journal.html", {"cycle": cycle, "entries": entries})


@roles(Role.OPERATOR, Role.HEAD)
@require_http_methods(["GET", "POST"])
@retry_on_conflict
def closing(request: SignedInRequest, pk: int) -> HttpResponse:
    """Edit the closing evaluation and recommendations (row 8)."""
    cycle = visible_cycle(request, pk)
    with gate.locked_cycle(cycle.pk, State.REPORTING):
        pass  # raises NotYet before the user fills in the form
    form = ClosingForm(request.POST or None, instance=cycle)
    if request.method == "POST" and form.is_valid():
        with gate.locked_cycle(cycle.pk, State.REPORTING) as locked:
            form.check_version()
            locked.closing_evaluation = form.cleaned_data["closing_evaluation"]
            locked.recommendations = form.cleaned_data["recommendations"]
            locked.save(update_fields=["closing_evaluation", "recommendations"])
        if locked.closing_evaluation.strip() and locked.recommendations.strip():
            messages.success(request, _("Evaluasi penutup dan rekomendasi tersimpan."))
        else:
            messages.info(request, _("Tersimpan. Laporan baru dapat terbit setelah keduanya terisi."))
        return redirect(cycle)
    return render(
        request,
        "maintenance/cycles/closing.html",
        {"cycle": cycle, "form": form},
        status=422 if form.errors else 200,
    )
