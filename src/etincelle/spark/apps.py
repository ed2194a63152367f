"""Django application: chapter 6, the call of the day."""

from django.apps import AppConfig


class SparkConfig(AppConfig):
    """Registers chapter 6, the call of the day."""

    name = "etincelle.spark"
    label = "spark"
    default_auto_field = "django.db.models.BigAutoField"
