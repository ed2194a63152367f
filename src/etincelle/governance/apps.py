"""Django application: chapter 5b, energetic steering."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Registers chapter 5b, energetic steering."""

    name = "etincelle.governance"
    label = "governance"
    default_auto_field = "django.db.models.BigAutoField"
