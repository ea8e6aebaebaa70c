"""Fields that are written in Python read as the templates of Django and of crispy have them."""

import re
from pathlib import Path
from typing import Any

import crispy_bootstrap5
import pytest
from django import forms
from django.template import Context, Engine
from django.test.html import parse_html

from core.forms.layout import FieldRow, WidgetRenderer, field_html

PACK = Path(crispy_bootstrap5.__path__[0]) / "templates"
CRISPY = ("crispy_forms_field", "crispy_forms_filters")
LIBRARIES = {name: f"crispy_forms.templatetags.{name}" for name in CRISPY} | {
    "l10n": "django.templatetags.l10n"
}
CHOICES = [("", "–"), ("Gedung", [("a", "A & <b>"), ("b", "B")]), ("c", "C")]


class EveryField(forms.Form):
    """One of each kind that pages use."""

    name = forms.CharField(label="Nama <b>", help_text="Isi <i>nama</i>.")
    plain = forms.CharField(
        required=False, widget=forms.TextInput({"class": "tall", "list": "x", "hidden": False})
    )
    notes = forms.CharField(required=False, widget=forms.Textarea({"rows": 3}))
    amount = forms.DecimalField(required=False)
    day = forms.DateField(required=False)
    mail = forms.EmailField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput)
    kind = forms.ChoiceField(choices=CHOICES)
    agreed = forms.BooleanField(help_text="Baca dulu.")
    one = forms.ChoiceField(choices=CHOICES[2:], widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        choices=CHOICES[2:], widget=forms.CheckboxSelectMultiple, help_text="Boleh."
    )
    file = forms.FileField(required=False, widget=forms.FileInput)
    key = forms.CharField(widget=forms.HiddenInput, initial='"x"')


FILLED = {"name": "<Budi> & 'Ani'", "notes": "\n<p>", "kind": "b", "one": "c", "day": "kapan", "agreed": "on"}


def same(one: str, other: str) -> bool:
    return parse_html(re.sub(r"\s+", " ", one)) == parse_html(re.sub(r"\s+", " ", other))


@pytest.mark.parametrize("data", [None, {}, FILLED])
@pytest.mark.parametrize("name", EveryField.base_fields)
def test_a_widget_reads_as_its_template_has_it(name: str, data: Any) -> None:
    ours = EveryField(data, renderer=WidgetRenderer())
    theirs = EveryField(data, renderer=forms.renderers.DjangoTemplates())
    assert same(str(ours[name]), str(theirs[name]))


@pytest.mark.parametrize("inline", [True, False])
@pytest.mark.parametrize("data", [None, {}, FILLED])
@pytest.mark.parametrize("name", EveryField.base_fields)
def test_a_field_reads_as_the_template_of_crispy_has_it(name: str, data: Any, inline: bool) -> None:
    theirs = Engine([str(PACK)], libraries=LIBRARIES).get_template("bootstrap5/field.html")
    said = {"form_show_errors": True, "form_show_labels": True, "error_text_inline": inline}

    def context() -> Context:
        return Context({"field": EveryField(data)[name], **said})

    assert same(field_html(context()["field"], context()), theirs.render(context()))


def test_fields_beside_each_other_count_as_laid_out() -> None:
    form = EveryField()
    form.rendered_fields = set()  # type: ignore[attr-defined]
    html = FieldRow(name="col-4", day="col-8").render(form, Context({"form_show_errors": True}))
    assert html.startswith('<div class="row"><div class="col-4"><div id="div_id_name"')
    assert form.rendered_fields == {"name", "day"}  # type: ignore[attr-defined]
