"""Tags of the work room: states and severities with their colour."""

from __future__ import annotations

from typing import cast

from django import template
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from core.html import choice_label, tag
from core.i18n.formats import format_number
from maintenance.activities.fields import AnswerField, RadioButtons
from maintenance.models import Evidence, Finding, Severity, WorkOrder, WorkOrderState
from maintenance.work_orders.lists import StateCount

register = template.Library()

TONES: dict[str, str] = {
    WorkOrderState.OPEN: "",
    WorkOrderState.DOCUMENTED: "info",
    WorkOrderState.RETURNED: "warn",
    WorkOrderState.ACCEPTED: "good",
    WorkOrderState.NOT_DONE: "bad",
    Severity.LOW: "",
    Severity.MEDIUM: "warn",
    Severity.HIGH: "bad",
}


def state_mark(state: str) -> SafeString:
    return tag(choice_label(WorkOrderState, state), TONES[state])


@register.simple_tag
def state_tag(order: WorkOrder) -> SafeString:
    return state_mark(order.state)


@register.simple_tag
def count_tag(each: StateCount) -> SafeString:
    return tag(f"{each.state.label}: {format_number(each.count)}", TONES[each.state])


def late_mark() -> SafeString:
    return tag(gettext("Terlambat"), "bad")


@register.simple_tag
def late_tag(order: WorkOrder) -> SafeString:
    """Beside a due date that has passed, the grace included."""
    return late_mark() if order.is_overdue else SafeString()


def severity_mark(severity: str) -> SafeString:
    return tag(choice_label(Severity, severity), TONES[severity])


@register.simple_tag
def severity_tag(finding: Finding) -> SafeString:
    return severity_mark(finding.severity)


@register.simple_tag
def twin_notice(twins: dict[int, Evidence] | str, piece: Evidence) -> SafeString:
    """Says where the same file was used before; nothing on pages that did not look for it."""
    twin = twins.get(piece.pk) if isinstance(twins, dict) else None
    if twin is None:
        return SafeString()
    order = twin.activity.work_order
    words = gettext("Berkas yang sama dipakai pada")
    return format_html(
        '<span class="twin">{} <a href="{}">{}</a></span>', words, order.get_absolute_url(), order.code
    )


@register.inclusion_tag("maintenance/evidence/evidence_origin.html")
def evidence_origin(evidence: Evidence) -> dict[str, Evidence]:
    """Show the position of the camera, the time of the upload and the hashes of an evidence file."""
    return {"evidence": evidence}


@register.simple_tag
def answer_input(field: BoundField) -> SafeString:
    """The input of a checklist item, tied to its limits and errors."""
    asked = cast(AnswerField, field.field)
    attrs: dict[str, str | bool] = {} if isinstance(asked.widget, RadioButtons) else {"class": "form-control"}
    said = [part for part, there in (("limits", asked.limits), ("error", field.errors)) if there]
    if said and attrs:
        attrs["aria-describedby"] = " ".join(f"{field.id_for_label}_{part}" for part in said)
    if field.errors and attrs:
        attrs |= {"class": "form-control is-invalid", "aria-invalid": "true"}
    return field.as_widget(attrs=attrs)
