"""Django application: chapter 2, the dormant network."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Registers chapter 2, the dormant network."""

    name = "etincelle.network"
    label = "network"
    default_auto_field = "django.db.models.BigAutoField"
