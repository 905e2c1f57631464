"""The language that a page speaks."""

from django.utils.translation import get_language

DANISH, ENGLISH = "da", "en"


def spoken() -> str:
    """Return the language of the page; Danish where none is chosen."""
    return get_language() or DANISH
