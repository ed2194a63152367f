"""Django application: what goes out. It renders, never judges."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    """Registers what goes out."""

    name = "etincelle.outbox"
    label = "outbox"
    default_auto_field = "django.db.models.BigAutoField"
