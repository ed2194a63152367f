"""Django application: the partner's face."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the partner's face."""

    name = "etincelle.portal"
    label = "portal"
    default_auto_field = "django.db.models.BigAutoField"
