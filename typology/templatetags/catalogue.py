"""Speak a catalogue text in the reader's language, `{{ form.name|say }}`; draw a form's shape."""

from functools import cache

from django import template
from django.template.loader import render_to_string

from typology import languages
from typology.catalogue import Text
from typology.languages import spoken
from typology.placement import Form

register = template.Library()


@register.filter
def say(text: Text) -> str:
    """Return the words in the language of the page."""
    return text.in_language(spoken())


@register.filter
def first_sentence(text: str) -> str:
    """Return the first of several sentences: `{{ case.description|say|first_sentence }}`."""
    return languages.first_sentence(text)


@register.simple_tag
@cache
def shape(form: Form) -> str:
    """Draw the shape of a form beside its name; each of the four is drawn once in a process."""
    return render_to_string("components/shape.html", {"form": form})
