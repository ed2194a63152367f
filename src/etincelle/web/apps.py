"""Django application: the client's face."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers the client's face."""

    name = "etincelle.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"
