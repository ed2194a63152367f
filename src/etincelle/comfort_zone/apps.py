"""Django application: chapter 3, the comfort zone."""

from django.apps import AppConfig


class ComfortZoneConfig(AppConfig):
    """Registers chapter 3, the comfort zone."""

    name = "etincelle.comfort_zone"
    label = "comfort_zone"
    default_auto_field = "django.db.models.BigAutoField"
