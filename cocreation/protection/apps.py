from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """What is stored about a person, for how long, and how it is erased."""

    name = "cocreation.protection"
