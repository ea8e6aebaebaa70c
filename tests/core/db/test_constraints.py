"""A column with choices holds one of them, whoever writes; a form need not ask the database for that."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assets.models import Asset
from tests.assets.factories import AssetFactory

pytestmark = pytest.mark.django_db


def test_the_database_refuses_what_is_no_choice() -> None:
    asset = AssetFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(status="hilang")


def test_a_form_says_so_beside_the_field_without_asking_the_database(django_assert_num_queries: Any) -> None:
    asset = AssetFactory()
    asset.status = "hilang"
    with django_assert_num_queries(0), pytest.raises(ValidationError) as refused:
        asset.clean_fields(exclude={"category", "location", "within"})
    assert set(refused.value.message_dict) == {"status"}
    asset.status = "repair"
    names = [each.name for each in Asset._meta.constraints]
    assert "asset_status_valid" in names
    with django_assert_num_queries(0):
        next(each for each in Asset._meta.constraints if each.name == "asset_status_valid").validate(
            Asset, asset
        )
