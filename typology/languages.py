"""The language that a page speaks, and where a sentence of it ends."""

import re

from django.utils.translation import get_language

DANISH, ENGLISH = "da", "en"
BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")


def spoken() -> str:
    """Return the language of the page; Danish where none is chosen."""
    return get_language() or DANISH


def first_sentence(text: str) -> str:
    """Return the first sentence; an abbreviation before a small letter does not end it."""
    return BETWEEN_SENTENCES.split(text, maxsplit=1)[0]
