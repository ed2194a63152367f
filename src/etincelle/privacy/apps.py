"""Django application: the rights of the people whom the data are about."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Registers holds and links."""

    name = "etincelle.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"
