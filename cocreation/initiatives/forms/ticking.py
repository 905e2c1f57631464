"""What is said of the lines of a checklist, and who has a role."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.checklist import State, may_be_not_relevant
from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.initiatives.forms.fields import date, words
from typology.catalogue import Item


class StateWords(TextChoices):
    """The five states of a line, in the order of their buttons."""

    NOT_LOOKED_AT = State.NOT_LOOKED_AT.value, _("Not looked at")
    MISSING = State.MISSING.value, _("Missing")
    ON_THE_WAY = State.ON_THE_WAY.value, _("On the way")
    IN_PLACE = State.IN_PLACE.value, _("In place")
    NOT_RELEVANT = State.NOT_RELEVANT.value, _("Not relevant")


class TickForm(FieldwiseForm):
    """What is known about one line. Its prefix is the line's id."""

    state = forms.ChoiceField(choices=StateWords.choices, widget=forms.RadioSelect)
    note = words(500, label=_("Note"))
    responsible = words(120, label=_("Responsible"))
    due_on = date(required=False, label=_("Date"))

    def __init__(self, data: Any, *, item: Item, current: Mapping[str, Any]) -> None:
        super().__init__(data, current=current, prefix=item.id)
        self.item = item

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"]
        if state == State.NOT_RELEVANT and not may_be_not_relevant(self.item):
            raise forms.ValidationError(
                _("This line is the law's, so it is always relevant. Choose another answer.")
            )
        return state


class RoleHolderForm(FieldwiseForm):
    """The name or party that has a role."""

    holder = words(120, label=_("Who?"))
