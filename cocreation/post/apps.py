from django.apps import AppConfig


class PostConfig(AppConfig):
    """Letters, the worker's task that sends them, and the demo's outbox."""

    name = "cocreation.post"

    def ready(self) -> None:
        from cocreation.post import checks  # noqa: F401 - it registers itself
