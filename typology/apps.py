"""The typology as a Django app."""

from django.apps import AppConfig


class TypologyConfig(AppConfig):
    name = "typology"
    default_auto_field = "django.db.models.BigAutoField"
