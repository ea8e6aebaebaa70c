"""The database rejects values outside the choices of a column; forms check them without a query."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assets.models import Asset
from tests.assets.factories import AssetFactory

pytestmark = pytest.mark.django_db


def test_the_database_rejects_a_value_outside_the_choices() -> None:
    asset = AssetFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Asset.objects.filter(pk=asset.pk).update(status="hilang")


def test_validation_reports_the_field_without_a_query(django_assert_num_queries: Any) -> None:
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
