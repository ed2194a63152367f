"""Django application: chapter 1, the new deal."""

from django.apps import AppConfig


class NewDealConfig(AppConfig):
    """Registers chapter 1, the new deal."""

    name = "etincelle.new_deal"
    label = "new_deal"
    default_auto_field = "django.db.models.BigAutoField"
