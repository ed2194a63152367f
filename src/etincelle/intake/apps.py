"""Django application: the doors in."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Registers the doors in."""

    name = "etincelle.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"
