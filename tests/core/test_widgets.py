"""The menu of many choices reads as Django's own does."""

from django import forms
from django.utils.html import escape

from core.forms.widgets import SearchableSelect

CHOICES = [("", "---------"), (1, "Gedung <A>"), (2, 'Ruang "B"')]


def test_a_long_menu_offers_what_a_plain_one_offers() -> None:
    page = SearchableSelect(choices=CHOICES).render("place", 2, {"id": "id_place", "required": True})
    assert page.startswith('<select name="place" class="form-select" id="id_place" required>')
    assert '<option value="2" selected>' in page and page.count(" selected") == 1
    assert escape("Gedung <A>") in page


def test_nothing_chosen_is_the_empty_choice() -> None:
    class PlaceForm(forms.Form):
        place = forms.ChoiceField(choices=CHOICES, widget=SearchableSelect)

    assert '<option value="" selected>' in str(PlaceForm()["place"])
