"""Django application: chapter 4, the contract lives."""

from django.apps import AppConfig


class LivingContractConfig(AppConfig):
    """Registers chapter 4, the contract lives."""

    name = "etincelle.living_contract"
    label = "living_contract"
    default_auto_field = "django.db.models.BigAutoField"
