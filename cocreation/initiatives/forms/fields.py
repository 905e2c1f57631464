"""Kinds of fields that the forms share: words, names, dates, amounts, choices, scores."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from cocreation.fields import LineField, PlainTextField, select, words
from typology.placement import HIGHEST, LOWEST

__all__ = [
    "AddressField",
    "AmountField",
    "PlainTextField",
    "WholeNumberField",
    "date",
    "names",
    "select",
    "words",
]

FIRST_YEAR, LAST_YEAR = 2000, 2100


class AddressField(LineField, forms.URLField):
    """A web address; `https` is meant where none is said."""

    default_error_messages = {"invalid": _("Write a web address, such as https://example.dk.")}


class DayField(forms.DateField):
    """A day of this century; a year that someone mistyped is told."""

    default_error_messages = {
        "century": _("Write a year from %(first)d to %(last)d."),
    }

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not FIRST_YEAR <= value.year <= LAST_YEAR:
            years = {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise forms.ValidationError(self.error_messages["century"], "century", years)


def date(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d")
    return DayField(widget=widget, **options)


def names(maximum: int = 120, **options: Any) -> PlainTextField:
    """Return a field for a name, with the people of the page's list to choose from."""
    field = words(maximum, **options)
    field.widget.attrs |= {"list": "people", "autocomplete": "off"}
    return field


class WholeNumberField(forms.IntegerField):
    """A score: a whole number from 0 to 100, told in one sentence when it is anything else."""

    def __init__(self, **options: Any) -> None:
        message = _("Write a whole number from 0 to 100.")
        super().__init__(
            min_value=LOWEST,
            max_value=HIGHEST,
            error_messages={
                "required": message,
                "invalid": message,
                "min_value": message,
                "max_value": message,
            },
            **options,
        )

    def to_python(self, value: Any) -> int | None:
        if (
            isinstance(value, str)
            and value.strip()
            and not (
                value.strip().isascii()
                and value.strip().lstrip("-").isdigit()
                and len(value.strip()) < 20
            )
        ):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


_DIGITS_IN_THREES = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*|\d+")


def read_number(typed: str) -> Decimal | None:
    """Return the number that someone typed: `1.234,50`, `1,234.50`, `1 234`; None for no number.

    A last dot or comma with one or two digits after it is the decimal mark. What has three digits
    after it parts thousands.
    """
    plain = typed.replace("\u00a0", " ").strip()
    whole, mark, rest = plain, "", ""
    if found := re.search(r"[.,](\d{1,2})$", plain):
        whole, mark, rest = plain[: found.start()], found[0][0], found[1]
    parted = _DIGITS_IN_THREES.fullmatch(whole)
    if not parted or not plain.isascii() or (mark and parted[1] == mark):
        return None
    return Decimal(re.sub("[., ]", "", whole) + (f".{rest}" if rest else ""))


class AmountInput(forms.TextInput):
    """A number as the reader's language writes it, without decimals where there are none."""

    def format_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal | int):
            return super().format_value(value)
        decimals = 0 if value == int(value) else 2
        return number_format(value, decimals, force_grouping=True)


class AmountField(forms.Field):
    """A number of kroner or of hours, typed in the way of the one language or the other."""

    widget = AmountInput
    default_error_messages = {
        "invalid": _("Write a number, such as %(example)s."),
        "most": _("Write a smaller number: at most %(most)s."),
    }

    def __init__(self, *, example: str, most: int, decimals: int = 0, **options: Any) -> None:
        self.example, self.most, self.decimals = example, most, decimals
        attrs = {"inputmode": "decimal", "class": "form-input", "autocomplete": "off"}
        super().__init__(required=False, widget=AmountInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> Decimal | int | None:
        if value in self.empty_values:
            return None
        number = read_number(value) if isinstance(value, str) else Decimal(value)
        if number is None or (not self.decimals and number != int(number)):
            raise forms.ValidationError(
                self.error_messages["invalid"], "invalid", {"example": self.example}
            )
        if number > self.most:
            most = number_format(self.most, force_grouping=True)
            raise forms.ValidationError(self.error_messages["most"], "most", {"most": most})
        return number if self.decimals else int(number)
