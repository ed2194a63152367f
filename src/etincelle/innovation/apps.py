"""Django application: chapter 5a, contractual innovation."""

from django.apps import AppConfig


class InnovationConfig(AppConfig):
    """Registers chapter 5a, contractual innovation."""

    name = "etincelle.innovation"
    label = "innovation"
    default_auto_field = "django.db.models.BigAutoField"
