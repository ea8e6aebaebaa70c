"""The HTML of form fields, written in Python: as Django's and crispy's templates say it, in a tenth of their time.

`WidgetRenderer` (the setting FORM_RENDERER) writes the plain widgets; all others keep their templates. `field_html` is
crispy's field: label, widget, complaints, help (`templates/bootstrap5/field.html` asks for it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final, cast

from crispy_forms.layout import LayoutObject
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.html import render_cell

ASTERISK: Final = '<span class="asteriskField">*</span>'
# What is drawn by a template of crispy's own, together with its complaints and help.
LISTS: Final = (forms.RadioSelect, forms.CheckboxSelectMultiple)
LIST_TEMPLATE: Final = "bootstrap5/layout/radio_checkbox_select.html"
FILE_TEMPLATE: Final = "bootstrap5/layout/field_file.html"


class WidgetRenderer(TemplatesSetting):
    def render(self, template_name: str, context: Mapping[str, Any], request: Any = None) -> str:
        writer = WRITERS.get(template_name)
        if writer is None:
            return super().render(template_name, dict(context), request)
        return SafeString(writer(context["widget"]))


def _attributes(widget: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{render_cell(value)}"'
        for name, value in widget["attrs"].items()
        if value is not None and value is not False
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{render_cell(widget["value"])}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Mapping[str, Any]) -> str:
    text = render_cell(widget["value"] or "")
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{text}</textarea>'


def _select(widget: Mapping[str, Any]) -> str:
    groups = []
    for name, options, _index in widget["optgroups"]:
        inside = "".join(
            f'<option value="{render_cell(each["value"])}"{_attributes(each)}>{render_cell(each["label"])}</option>'
            for each in options
        )
        groups.append(f'<optgroup label="{render_cell(name)}">{inside}</optgroup>' if name else inside)
    return f'<select name="{escape(widget["name"])}"{_attributes(widget)}>{"".join(groups)}</select>'


INPUTS: Final = (
    "text",
    "number",
    "email",
    "url",
    "password",
    "hidden",
    "date",
    "datetime",
    "time",
    "checkbox",
)
WRITERS: Final[dict[str, Callable[[Mapping[str, Any]], str]]] = {
    **{f"django/forms/widgets/{kind}.html": _input for kind in INPUTS},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
}


class FieldRow(LayoutObject):  # type: ignore[misc]
    """Fields in one row of a crispy layout, each in a column of its own class."""

    def __init__(self, **columns: str) -> None:
        self.fields, self.columns = list(columns), columns

    def render(self, form: forms.BaseForm, context: Context, template_pack: str = "", **_: Any) -> SafeString:
        form.rendered_fields.update(self.fields)  # type: ignore[attr-defined]  # crispy counts what was laid out
        cells = (
            f'<div class="{css}">{field_html(form[name], context)}</div>'
            for name, css in self.columns.items()
        )
        return SafeString(f'<div class="row">{"".join(cells)}</div>')


def field_html(field: forms.BoundField, context: Context) -> SafeString:
    """A field as crispy lays it out; `context` is what crispy would give to its own template."""
    if field.is_hidden:
        return SafeString(field)
    errors = [str(error) for error in field.errors] if context["form_show_errors"] else []
    if isinstance(field.field.widget, forms.CheckboxInput):
        return SafeString(f'<div class="mb-3">{_checkbox(field, errors, context)}</div>')
    return SafeString(f'<div id="div_{field.auto_id}" class="mb-3">{_labelled(field, errors, context)}</div>')


def _checkbox(field: forms.BoundField, errors: list[str], context: Context) -> str:
    required = " requiredField" if field.field.required else ""
    return (
        f'<div id="div_{field.auto_id}" class="form-check">{_widget(field, "form-check-input", errors)}'
        f'<label for="{field.id_for_label}" class="form-check-label{required}">{_words(field)}</label>'
        f"{_below(field, errors, context)}</div>"
    )


def _labelled(field: forms.BoundField, errors: list[str], context: Context) -> str:
    widget = field.field.widget
    if isinstance(widget, LISTS):
        body = _by_template(LIST_TEMPLATE, context)
    elif isinstance(widget, forms.FileInput):
        body = _by_template(FILE_TEMPLATE, context)
    else:
        css = "form-select" if isinstance(widget, forms.Select) else "form-control"
        body = f"{_widget(field, css, errors)}{_below(field, errors, context)}"
    if not field.label:
        return body
    required = " requiredField" if field.field.required else ""
    target = f'for="{field.id_for_label}" ' if field.id_for_label else ""
    if not field.use_fieldset:
        return f'<label {target}class="form-label{required}">{_words(field)}</label>{body}'
    said = f' aria-describedby="{field.aria_describedby}"' if field.aria_describedby else ""
    legend = f'<legend {target}class="form-label{required} fs-6">{_words(field)}</legend>'
    return f"<fieldset{said}>{legend}{body}</fieldset>"


def _by_template(name: str, context: Context) -> str:
    return render_to_string(name, cast(dict[str, Any], context.flatten()))


def _words(field: forms.BoundField) -> str:
    return f"{render_cell(field.label)}{ASTERISK if field.field.required else ''}"


def _widget(field: forms.BoundField, css: str, errors: list[str]) -> str:
    """The name of its class stands among its classes, as crispy has it."""
    widget = field.field.widget
    wanted = (*widget.attrs.get("class", "").split(), type(widget).__name__.lower(), *css.split())
    invalid = ("is-invalid",) if errors else ()
    return str(field.as_widget(attrs={"class": " ".join(dict.fromkeys((*wanted, *invalid)))}))


def _below(field: forms.BoundField, errors: list[str], context: Context) -> str:
    """Complaints, then the help text, which is trusted as HTML as Django trusts it."""
    element = "span" if context.get("error_text_inline") else "p"
    said = "".join(
        f'<{element} id="error_{n}_{field.auto_id}"><strong>{render_cell(error)}</strong></{element}>'
        for n, error in enumerate(errors, start=1)
    )
    complaints = f'<div id="{field.auto_id}_error" class="invalid-feedback">{said}</div>' if errors else ""
    if not field.help_text:
        return complaints
    return f'{complaints}<div id="{field.auto_id}_helptext" class="form-text">{field.help_text}</div>'
