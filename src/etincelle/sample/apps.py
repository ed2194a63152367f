"""Django application: the sample portfolio."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    """Registers the sample portfolio."""

    name = "etincelle.sample"
    label = "sample"
    default_auto_field = "django.db.models.BigAutoField"
