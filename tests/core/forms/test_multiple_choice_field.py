"""SafeModelMultipleChoiceField: choosing several records with checkboxes."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from core.forms.fields import SafeModelMultipleChoiceField
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_submitted_primary_key_selects_the_record() -> None:
    person = UserFactory()
    assert list(SafeModelMultipleChoiceField(User.objects.all()).clean([str(person.pk)])) == [person]


@pytest.mark.parametrize("value", ["9" * 30, "-1", "abc", "0"])
def test_an_invalid_primary_key_is_rejected(value: str) -> None:
    with pytest.raises(ValidationError):
        SafeModelMultipleChoiceField(User.objects.all()).clean([value])
