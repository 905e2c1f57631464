"""Speak a catalogue text in the reader's language: `{{ form.name|say }}`."""

from django import template
from django.utils.translation import get_language

from typology.catalogue import Text

register = template.Library()


@register.filter
def say(text: Text) -> str:
    """Return the words in the language of the page."""
    return text.in_language(get_language() or "da")
