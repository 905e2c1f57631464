"""The plan: its mandate and what there is to work with, its rows, and whether it works."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.initiatives.effects import Asked, Wish
from cocreation.initiatives.forms.fields import (
    AddressField,
    AmountField,
    date,
    names,
    select,
    words,
)
from cocreation.initiatives.models import Effect, Plan, Risk

type Pair = tuple[Asked, list[forms.BoundField]]
"""A question, and the fields for its answers at the start and at the end."""

MOST_MONEY, MOST_HOURS = 9_999_999_999, 1_000_000


class PlanForm(FieldwiseForm):
    """What those who take part may decide, and what they have."""

    element = "plan"

    decides_itself = words(
        1000,
        rows=3,
        label=_("What may you decide yourselves?"),
        help_text=_("Write what you may say yes to without asking anyone."),
    )
    council_decides = words(
        1000,
        rows=3,
        label=_("What must go to the council?"),
        help_text=_("Write it too if it goes to a committee or a manager."),
    )
    reply_on = date(
        required=False,
        label=_("When does an answer come?"),
        help_text=_("A promise with a date builds trust."),
    )
    money = AmountField(
        example="1.234,50", most=MOST_MONEY, decimals=2, label=_("Money, in kroner")
    )
    hours = AmountField(example="40", most=MOST_HOURS, label=_("Hours a month"))
    rooms = words(240, label=_("Rooms and things"))
    hands = words(240, label=_("Hands"), help_text=_("Who helps, and how many are they?"))
    public_help = select(
        Plan.PublicHelp.choices, label=_("Beside the public help, or instead of it?")
    )


class RiskForm(forms.Form):
    what = words(240, required=True, label=_("What can go wrong?"))
    likelihood = select(Risk.Likelihood.choices, initial="medium", label=_("How likely is it?"))
    responsible = names(label=_("Who keeps an eye on it?"))
    press_line = words(
        500,
        rows=3,
        label=_("What do we say if it is in the paper?"),
        help_text=_("Write it now, while you have time to think."),
    )


class RiskChangeForm(FieldwiseForm, RiskForm):
    """A risk that is already on the list."""


class StepForm(forms.Form):
    what = words(
        240, required=True, label=_("What is to be done?"), help_text=_("One thing to do.")
    )
    responsible = names(label=_("Who does it?"), help_text=_("One name."))
    due_on = date(required=False, label=_("By when?"), help_text=_("One day."))


class StepChangeForm(FieldwiseForm, StepForm):
    """A step that is already on the list."""


class MeetingForm(forms.Form):
    title = words(120, required=True, label=_("What is the meeting about?"))
    held_on = date(label=_("Day"))
    who = words(240, label=_("Who was there?"))
    minutes = words(
        5000,
        rows=6,
        label=_("Short minutes"),
        help_text=_("What did you agree on, and who does it?"),
    )


class MeetingChangeForm(FieldwiseForm, MeetingForm):
    """A meeting that is already on the list."""


class LinkForm(forms.Form):
    title = words(120, required=True, label=_("What is it?"))
    address = AddressField(
        max_length=500,
        assume_scheme="https",
        label=_("Address"),
        widget=forms.URLInput(attrs={"class": "form-input"}),
    )


class LinkChangeForm(FieldwiseForm, LinkForm):
    """A link that is already on the list."""


class EffectsForm(FieldwiseForm):
    """Answers to the questions of the ambitions, by `<question>-<moment>`."""

    element = "plan"

    def __init__(self, data: Any = None, *, wishes: Iterable[Wish], former: Iterable[Wish]) -> None:
        self.wishes, self.former = list(wishes), list(former)
        current = {
            f"{asked.item.id}-{moment}": asked.answer(moment)
            for wish in (*self.wishes, *self.former)
            for asked in wish.questions
            for moment in Effect.Moment
        }
        moments = {moment.value: moment.label for moment in Effect.Moment}
        asked = {
            name: words(500, rows=2, label=moments[name.rsplit("-", 1)[1]]) for name in current
        }
        super().__init__(data, current=current, asked=asked)

    @property
    def asked(self) -> list[tuple[Wish, list[Pair]]]:
        """The chosen wishes with their questions, and the two fields of each."""
        return [(wish, self._pairs(wish)) for wish in self.wishes]

    @property
    def answered(self) -> list[tuple[Wish, list[Pair]]]:
        """The same of wishes that are chosen no more."""
        return [(wish, self._pairs(wish)) for wish in self.former]

    def _pairs(self, wish: Wish) -> list[Pair]:
        return [
            (asked, [self[f"{asked.item.id}-{moment}"] for moment in Effect.Moment])
            for asked in wish.questions
        ]
