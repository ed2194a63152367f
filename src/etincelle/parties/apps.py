"""Django application: who: partners, partnerships, persons, seats."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """Registers who: partners, partnerships, persons, seats."""

    name = "etincelle.parties"
    label = "parties"
    default_auto_field = "django.db.models.BigAutoField"
