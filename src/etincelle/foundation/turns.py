"""One at a time inside a transaction: who else wants the same turn waits until it ends."""

from django.db import connection

JOURNAL = 7_319_041
IMPORTS = 7_319_042
DECISION = 7_319_043


def take_turn(key: int) -> None:
    """Wait for the turn named by a key; SQLite's immediate transaction already sees to it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
