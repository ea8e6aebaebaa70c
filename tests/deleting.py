"""Takes back what a test has committed."""

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from core.seal import all_seals

# What `migrate` itself puts there, and no test changes.
KEPT = {"django_content_type", "auth_permission"}


def delete_all(connection: BaseDatabaseWrapper) -> None:
    """Deletes every row that `migrate` has not made. Seals are lifted where there is something to delete, and stand
    again at the same moment at which it is gone."""
    with transaction.atomic(), connection.cursor() as cursor:
        written = written_tables(connection)
        lifted = [seal for seal in all_seals() if seal.table in written]
        for seal in lifted:
            seal.drop(connection)
        for table in written:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")
        for seal in lifted:
            seal.create(connection)


def written_tables(connection: BaseDatabaseWrapper) -> set[str]:
    """Those that hold rows, found in one question."""
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
    each = (
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return {row[0] for row in cursor.fetchall()}
