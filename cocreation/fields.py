"""Fields for words and choices, in every slice: what is typed comes out as plain text."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

HIDDEN_DIRECTIONS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
)


class PlainTextField(forms.CharField):
    """Words without control characters or hidden marks that turn the writing direction."""

    default_error_messages = {
        "required": _("Write something here."),
        "hidden": _("The text has hidden characters. Write it again by hand, without pasting."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = _(
                    "Write at most %(limit_value)d characters, not %(show_value)d."
                )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave `maxlength` out: a browser would cut what is pasted, and say nothing."""
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> Any:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: Any) -> None:
        if any(letter in HIDDEN_DIRECTIONS or self._is_control(letter) for letter in value):
            raise forms.ValidationError(self.error_messages["hidden"], code="hidden")
        if not any(unicodedata.category(letter) not in ("Cf", "Zs") for letter in value):
            value = ""  # nothing that a reader could see
        super().validate(value)

    @staticmethod
    def _is_control(letter: str) -> bool:
        return unicodedata.category(letter) == "Cc" and letter not in "\n\t"


class LineField(PlainTextField):
    """One line of words: a line break becomes a space."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value).replace("\n", " ").replace("\t", " ")


def words(maximum: int, *, required: bool = False, rows: int = 0, **options: Any) -> PlainTextField:
    """Return a field for words; several rows make it a text area."""
    kind = PlainTextField if rows else LineField
    widget = (
        forms.Textarea(attrs={"rows": rows, "class": "form-input"})
        if rows
        else forms.TextInput(attrs={"class": "form-input"})
    )
    return kind(max_length=maximum, required=required, widget=widget, **options)


class Select(forms.Select):
    """A list of choices, written in one go: Django renders a template for every choice."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, " selected" if str(key) in chosen else "", words)
                for key, words in self.choices
            ),
        )
        written = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>{}</select>', name, written, options)


def select(choices: Sequence[tuple[Any, Any]], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choices, widget=Select(attrs={"class": "form-select"}), **options
    )
