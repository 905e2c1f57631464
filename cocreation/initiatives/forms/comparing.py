"""What to compare: two initiatives, or two days of one. It stands in the address, to be shared."""

import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.forms.fields import date


class PairForm(forms.Form):
    """Two initiatives by their public ids; the page offers those that the person may see."""

    one = forms.UUIDField(
        label=_("The first initiative"),
        required=False,
        error_messages={"invalid": _("Choose an initiative from the list.")},
    )
    other = forms.UUIDField(
        label=_("The second initiative"),
        required=False,
        error_messages={"invalid": _("Choose an initiative from the list.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        one, other = cleaned.get("one"), cleaned.get("other")
        if one and one == other:
            self.add_error("other", _("Choose another one than the first."))
        return cleaned

    @property
    def chosen(self) -> list[UUID]:
        """The initiatives that were chosen, in their order: none, one or two."""
        return [self.cleaned_data[name] for name in self.fields if self.cleaned_data.get(name)]


class DaysForm(forms.Form):
    """Two days, the first before the second and none in the future."""

    def __init__(self, data: Any = None, *, first: datetime.date) -> None:
        """Show an initiative's first day and today, unless told."""
        super().__init__(data)
        days = {"from": (_("From"), first), "to": (_("To"), timezone.localdate())}
        for name, (label, day) in days.items():
            self.fields[name] = date(
                label=label,
                initial=day,
                error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name, day in list(cleaned.items()):
            if day and day > timezone.localdate():
                message = _("The date is in the future. Choose today or earlier.")
                self.add_error(name, message)
        if not self.errors and cleaned["from"] >= cleaned["to"]:
            self.add_error("to", _("Choose a day after the first."))
        return cleaned

    @property
    def days(self) -> tuple[datetime.date, datetime.date]:
        """The two days, the earlier first."""
        return self.cleaned_data["from"], self.cleaned_data["to"]
