"""How an initiative is placed: the gate question, then one of three ways with the same result."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.forms.fields import WholeNumberField, date, words
from cocreation.initiatives.models import Assessment, Phase
from typology.catalogue import Catalogue, QuestionnaireItem
from typology.languages import spoken
from typology.placement import STEPS, Axis, Method, Scores, score_questionnaire


class OutsidePartyForm(forms.Form):
    """The gate question before any placement."""

    outside_party = forms.ChoiceField(
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Answer yes or no before you go on.")},
    )

    @property
    def answer(self) -> bool:
        """Whether someone outside the public sector helps to create something."""
        return bool(self.cleaned_data["outside_party"] == "yes")


class PlacingForm(forms.Form):
    """What all three ways of placing share: when, for what, and a note. `scores` is its product."""

    method = Method.MAP
    kind = forms.ChoiceField(
        choices=Assessment.Kind.choices,
        initial="today",
        required=False,
        widget=forms.RadioSelect,
        label=_("What do you answer for?"),
    )
    assessed_on = date(required=False, label=_("Date"))
    phase = words(
        60,
        label=_("Phase"),
        help_text=_("Choose one from the list, or write your own. It may stand empty."),
    )
    phase.widget.attrs["list"] = "phases"
    note = words(
        500, rows=2, label=_("Note"), help_text=_("What did you have in mind when you answered?")
    )

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Assessment.Kind.TODAY

    def clean_phase(self) -> str:
        """Keep one of the four phases as itself, so that both languages can say it."""
        typed: str = self.cleaned_data["phase"].strip()
        known = {str(phase.label).casefold(): str(phase) for phase in Phase}
        return known.get(typed.casefold(), typed)

    @property
    def phases(self) -> list[str]:
        """The phases to choose from, in the reader's words."""
        return [str(phase.label) for phase in Phase]

    def clean_assessed_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["assessed_on"] or timezone.localdate()
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future. Choose today or earlier."))
        return day

    @property
    def scores(self) -> Scores | None:
        """The two scores that the answers so far give, or None while an axis lacks answers."""
        given = [self.cleaned_data.get(axis) for axis in Axis]
        return None if None in given else Scores(*given)  # type: ignore[arg-type]  # ints both

    @property
    def answers(self) -> dict[str, int]:
        """What was answered, by axis or statement."""
        return {}


class MapForm(PlacingForm):
    """Two numbers, set by dragging, by arrow keys or by typing."""

    method = Method.MAP

    def __init__(self, data: Any = None, *, catalogue: Catalogue) -> None:
        super().__init__(data)
        for axis in catalogue.axes:
            self.fields[axis.id] = WholeNumberField(label=axis.name.in_language(spoken()))


class QuickForm(PlacingForm):
    """Five anchored steps an axis."""

    method = Method.QUICK

    def __init__(self, data: Any = None, *, catalogue: Catalogue) -> None:
        super().__init__(data)
        language = spoken()
        for axis in catalogue.axes:
            self.fields[axis.id] = forms.TypedChoiceField(
                choices=[
                    (score, text.in_language(language))
                    for score, text in zip(STEPS, axis.steps, strict=True)
                ],
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                label=axis.name.in_language(language),
                help_text=axis.hint.in_language(language),
                error_messages={
                    "required": _("Choose one of the five."),
                    "invalid_choice": _("Choose one of the five."),
                },
            )

    @property
    def answers(self) -> dict[str, int]:
        given = {str(axis): self.cleaned_data.get(axis) for axis in Axis}
        return {axis: step for axis, step in given.items() if step is not None}


AGREEMENT = [
    (1, _("Fully disagree")),
    (2, _("Partly disagree")),
    (3, _("Neither")),
    (4, _("Partly agree")),
    (5, _("Fully agree")),
]


class CarefulForm(PlacingForm):
    """The twelve statements, six an axis; at least four of six are needed."""

    method = Method.CAREFUL

    def __init__(self, data: Any = None, *, catalogue: Catalogue) -> None:
        super().__init__(data)
        language = spoken()
        self.statements: tuple[QuestionnaireItem, ...] = tuple(
            item for item in catalogue.questionnaire if not item.retired
        )
        for item in self.statements:
            self.fields[item.id] = forms.TypedChoiceField(
                choices=AGREEMENT,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                label=item.text.in_language(language),
                error_messages={"invalid_choice": _("Choose one of the five.")},
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        reading = score_questionnaire(self.answers, self.statements)
        for axis in Axis:
            if missing := reading.missing(axis):
                first = next(
                    s for s in self.statements if s.axis == axis and s.id not in self.answers
                )
                self.add_error(
                    first.id,
                    forms.ValidationError(
                        _("Answer at least four of these six. %(number)d more to go.")
                        % {"number": missing},
                        code="too_few",
                    ),
                )
        return cleaned

    @property
    def scores(self) -> Scores | None:
        return score_questionnaire(self.answers, self.statements).scores

    @property
    def answers(self) -> dict[str, int]:
        return {
            item.id: self.cleaned_data[item.id]
            for item in self.statements
            if self.cleaned_data.get(item.id) is not None
        }
