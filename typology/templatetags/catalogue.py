"""Speak a catalogue text in the reader's language: `{{ form.name|say }}`."""

from django import template

from typology import languages
from typology.catalogue import Text
from typology.languages import spoken

register = template.Library()


@register.filter
def say(text: Text) -> str:
    """Return the words in the language of the page."""
    return text.in_language(spoken())


@register.filter
def first_sentence(text: str) -> str:
    """Return the first of several sentences: `{{ case.description|say|first_sentence }}`."""
    return languages.first_sentence(text)
