from django.apps import AppConfig


class CocreationConfig(AppConfig):
    """The site itself: its pages, its commands, its Danish."""

    name = "cocreation"
