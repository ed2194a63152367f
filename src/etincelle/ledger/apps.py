"""Django application: the columnar store of many rows."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers the columnar store of many rows."""

    name = "etincelle.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
