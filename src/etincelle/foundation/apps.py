"""Django application of the ground."""

from importlib import import_module

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Accounts, journal, source coverage; registers the system checks of the walls."""

    name = "etincelle.foundation"
    label = "foundation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Checks exist once imported."""
        import_module("etincelle.foundation.checks")
