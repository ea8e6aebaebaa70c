"""How many rows of another table belong to each row, without a join that would multiply what is counted."""

from typing import Any

from django.db.models import Func, IntegerField, QuerySet, Subquery


def number_of(rows: QuerySet[Any]) -> Subquery:
    """`rows` refer to the row outside by `OuterRef`. Django's `Count` would group them, and leave nothing for none."""
    everything = Func(template="COUNT(*)", output_field=IntegerField())
    return Subquery(rows.order_by().values(n=everything))
