from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who uses the planner, and for which organisation."""

    name = "cocreation.people"
