"""Template tags for work orders, findings, evidence and checklist answers."""

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


def state_label(state: str) -> SafeString:
    return tag(choice_label(WorkOrderState, state), TONES[state])


@register.simple_tag
def state_tag(work_order: WorkOrder) -> SafeString:
    return state_label(work_order.state)


@register.simple_tag
def state_count_tag(state_count: StateCount) -> SafeString:
    text = f"{state_count.state.label}: {format_number(state_count.count)}"
    return tag(text, TONES[state_count.state])


def overdue_label() -> SafeString:
    return tag(gettext("Terlambat"), "bad")


@register.simple_tag
def overdue_tag(work_order: WorkOrder) -> SafeString:
    """Return the overdue label when the due date and the grace period have passed."""
    return overdue_label() if work_order.is_overdue else SafeString()


def severity_label(severity: str) -> SafeString:
    return tag(choice_label(Severity, severity), TONES[severity])


@register.simple_tag
def severity_tag(finding: Finding) -> SafeString:
    return severity_label(finding.severity)


@register.simple_tag
def duplicate_notice(twins: dict[int, Evidence] | str, piece: Evidence) -> SafeString:
    """Link to the work order that used the same file before; empty on pages that do not search for duplicates."""
    duplicate = twins.get(piece.pk) if isinstance(twins, dict) else None
    if duplicate is None:
        return SafeString()
    work_order = duplicate.activity.work_order
    text = gettext("Berkas yang sama dipakai pada")
    return format_html(
        '<span class="duplicate-evidence">{} <a href="{}">{}</a></span>',
        text,
        work_order.get_absolute_url(),
        work_order.code,
    )


@register.inclusion_tag("maintenance/evidence/evidence_origin.html")
def evidence_origin(evidence: Evidence) -> dict[str, Evidence]:
    """Show the position of the camera, the time of the upload and the hashes of an evidence file."""
    return {"evidence": evidence}


@register.simple_tag
def answer_input(field: BoundField) -> SafeString:
    """Render the input of a checklist item and refer to its limits and errors by `aria-describedby`."""
    answer = cast(AnswerField, field.field)
    attrs: dict[str, str | bool] = (
        {} if isinstance(answer.widget, RadioButtons) else {"class": "form-control"}
    )
    descriptions = [part for part, exists in (("limits", answer.limits), ("error", field.errors)) if exists]
    if descriptions and attrs:
        attrs["aria-describedby"] = " ".join(f"{field.id_for_label}_{part}" for part in descriptions)
    if field.errors and attrs:
        attrs |= {"class": "form-control is-invalid", "aria-invalid": "true"}
    return field.as_widget(attrs=attrs)
