from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """What a person is reminded of, and how."""

    name = "cocreation.reminders"
