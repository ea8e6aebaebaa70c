"""Factory for users; every user has the password `PASSWORD`."""

import factory

from accounts.models import Role, User

PASSWORD = "rahasia-untuk-uji-1"


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"orang{n}@contoh.ac.id")
    full_name = factory.Sequence(lambda n: f"Orang {n}")
    role = Role.OPERATOR
    password = factory.django.Password(PASSWORD)
