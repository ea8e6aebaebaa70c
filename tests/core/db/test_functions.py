"""AddDays gives the same date as Python, on SQLite and on PostgreSQL."""

from datetime import date, timedelta

import pytest
from django.db.models import Value

from accounts.models import User
from core.db.functions import AddDays
from tests.accounts.factories import UserFactory


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2026, 2, 27), date(2028, 2, 28), date(2026, 12, 30), date(2026, 6, 1)])
@pytest.mark.parametrize("days", [0, 3, 90])
def test_the_database_adds_days_like_python(day: date, days: int):
    UserFactory()
    found = User.objects.annotate(later=AddDays(Value(day), days)).values_list("later", flat=True).first()
    assert found == day + timedelta(days=days)
