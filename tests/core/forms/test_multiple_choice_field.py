"""Several records to choose from a list of boxes."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from core.forms.fields import SafeModelMultipleChoiceField
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_what_was_ticked_is_chosen() -> None:
    person = UserFactory()
    assert list(SafeModelMultipleChoiceField(User.objects.all()).clean([str(person.pk)])) == [person]


@pytest.mark.parametrize("made_up", ["9" * 30, "-1", "abc", "0"])
def test_a_made_up_number_is_not_one_of_the_choices(made_up: str) -> None:
    with pytest.raises(ValidationError):
        SafeModelMultipleChoiceField(User.objects.all()).clean([made_up])
