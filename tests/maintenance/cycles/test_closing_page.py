"""Page for the closing texts (row 8)."""

from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from maintenance.models import Cycle
from maintenance.sop import State
from tests.maintenance.factories import make_cycle

pytestmark = pytest.mark.django_db


def address(cycle: Cycle) -> str:
    return reverse("maintenance:closing", args=[cycle.pk])


def test_the_closing_form_is_refused_before_row_8(signed_in: Any, operator: User) -> None:
    assert signed_in(operator).get(address(make_cycle(State.PLANNING, by=operator))).status_code == 409


def test_missing_closing_texts_are_reported(signed_in: Any, operator: User) -> None:
    client, cycle = signed_in(operator), make_cycle(State.REPORTING, by=operator)
    half = {"closing_evaluation": "Berjalan sesuai rencana.", "recommendations": " "}
    assert "setelah keduanya terisi" in client.post(address(cycle), half, follow=True).text
    whole = half | {"recommendations": "Lanjutkan."}
    assert (
        "Evaluasi penutup dan rekomendasi tersimpan." in client.post(address(cycle), whole, follow=True).text
    )
