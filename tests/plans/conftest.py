"""Browsers in which somebody has signed in, for the screens of plans."""

import pytest
from django.test import Client

from accounts.models import User


@pytest.fixture
def as_operator(operator: User) -> Client:
    client = Client()
    client.force_login(operator)
    return client


@pytest.fixture
def as_manager(manager: User) -> Client:
    client = Client()
    client.force_login(manager)
    return client
