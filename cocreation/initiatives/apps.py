from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    """Initiatives, their placements and their checklists."""

    name = "cocreation.initiatives"
