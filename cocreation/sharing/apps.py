from django.apps import AppConfig


class SharingConfig(AppConfig):
    """What people without an account see of an initiative, and what partners answer."""

    name = "cocreation.sharing"
