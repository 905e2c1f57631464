"""What people type, and the one gate that it passes."""

import datetime
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.checklist import State, may_be_not_relevant
from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.initiatives.models import Assessment, Initiative, Partner, Status
from cocreation.people.models import Organisation
from typology.catalogue import Ambition, Catalogue, Item, QuestionnaireItem
from typology.fit import Experience
from typology.placement import (
    HIGHEST,
    LOWEST,
    STEPS,
    Axis,
    Method,
    Scores,
    score_questionnaire,
)

HIDDEN_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


class PlainTextField(forms.CharField):
    """Words without control characters or hidden marks that turn the writing direction."""

    default_error_messages = {
        "hidden": _("The text has hidden characters that turn or cut it. Write it again by hand, without pasting."),
    }

    def to_python(self, value: Any) -> Any:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: Any) -> None:
        if any(letter in HIDDEN_DIRECTIONS or self._is_control(letter) for letter in value):
            raise forms.ValidationError(self.error_messages["hidden"], code="hidden")
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
    widget = forms.Textarea(attrs={"rows": rows, "class": "form-input"}) if rows else forms.TextInput(attrs={"class": "form-input"})
    return kind(max_length=maximum, required=required, widget=widget, **options)


def _select(choices: Sequence[tuple[Any, Any]], **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=choices, widget=forms.Select(attrs={"class": "form-select"}), **options
    )


def _date(**options: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


YES_NO = [("", _("Not answered")), ("yes", _("Yes")), ("no", _("No"))]


class NewInitiativeForm(forms.Form):
    """The two fields that an initiative begins with."""

    title = words(120, required=True, label=_("What do you call it?"), help_text=_("A few words that everyone involved will recognise."))
    sentence = words(240, required=True, label=_("What is it about, in one sentence?"), help_text=_("Say what you want to achieve, and for whom."))
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Organisation"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data: Any = None, *, organisations: Any) -> None:
        super().__init__(data)
        choice = self.fields["organisation"]
        choice.queryset = organisations  # type: ignore[attr-defined]
        if len(organisations) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = organisations[0]


class InitiativeForm(FieldwiseForm):
    """Everything about an initiative but its placement, its partners and its checklists."""

    element = "about"

    title = words(120, required=True, label=_("Title"))
    sentence = words(240, label=_("In one sentence"), help_text=_("Say what you want to achieve, and for whom."))
    description = words(5000, rows=6, label=_("Description"), help_text=_("What is the situation, and what have you tried?"))
    unit = _select([], required=False, label=_("Department or area"))
    subject_field = _select([], required=False, label=_("Subject field"), help_text=_("Used for the advice on which form fits."))
    ambition_1 = _select([], required=False, label=_("We want most of all"), help_text=_("Choose only one. It hurts, and it is meant to."))
    ambition_2 = _select([], required=False, label=_("Then"))
    ambition_3 = _select([], required=False, label=_("And then"))
    municipality_maturity = _select(
        [(Experience.UNKNOWN, _("We do not know")), (Experience.NEW, _("New to it")), (Experience.EXPERIENCED, _("Experienced"))],
        label=_("How used is the municipality to co-creation?"),
    )
    partner_maturity = _select(
        [(Experience.UNKNOWN, _("We do not know")), (Experience.NEW, _("New to it")), (Experience.EXPERIENCED, _("Experienced"))],
        label=_("How used are the partners to it?"),
    )
    status = _select(Status.choices, label=_("Status"))
    starts_on = _date(required=False, label=_("Starts"))
    ends_on = _date(required=False, label=_("Ends"))
    contact = words(200, label=_("Contact"), help_text=_("A role and a phone number or an address that people may use."))
    kle = words(60, label=_("KLE number"), help_text=_("If your organisation files by KLE."))
    source_url = forms.URLField(
        max_length=500, required=False, assume_scheme="https", label=_("Link to more"),
        widget=forms.URLInput(attrs={"class": "form-input"}),
    )

    def __init__(self, data: Any = None, *, initiative: Initiative, catalogue: Catalogue, blocked_by: Sequence[Item]) -> None:
        super().__init__(data, current=current_values(initiative))
        self.initiative, self.blocked_by = initiative, blocked_by
        language = get_language() or "da"
        nothing = [("", _("Not chosen"))]
        ambitions = [(a.id, a.name.in_language(language)) for a in catalogue.ambitions]
        fields = [(f.id, f.name.in_language(language)) for f in catalogue.fit.subject_fields]
        units = [(str(unit.public_id), unit.name) for unit in initiative.organisation.units.all()]
        for name, choices in {
            "unit": units,
            "subject_field": fields,
            **{f"ambition_{rank}": ambitions for rank in (1, 2, 3)},
        }.items():
            if name in self.fields:
                self.fields[name].choices = nothing + choices  # type: ignore[attr-defined]

    def clean_status(self) -> str:
        status: str = self.cleaned_data["status"]
        if self.blocked_by and status in (Status.AGREED, Status.RUNNING):
            raise forms.ValidationError(
                _("The law comes first: %(items)s must not be missing before the initiative can be agreed. Open Order in our house.")
                % {"items": ", ".join(item.id for item in self.blocked_by)},
                code="gate",
            )
        return status

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        values = {**self.initial, **cleaned}
        if values["starts_on"] and values["ends_on"] and values["ends_on"] < values["starts_on"]:
            at = "ends_on" if "ends_on" in self.fields else "starts_on"
            self.add_error(at, _("The end is before the start. Change one of the two dates."))
        wishes = [values.get(f"ambition_{rank}") for rank in (1, 2, 3)]
        for rank in (2, 3):
            if wishes[rank - 1] and wishes[rank - 1] in wishes[: rank - 1]:
                at = f"ambition_{rank}"
                at = at if at in self.fields else next(n for n in self.fields if n.startswith("ambition"))
                self.add_error(at, _("This wish is chosen twice. Choose another, or none."))
        return cleaned


def current_values(initiative: Initiative) -> dict[str, Any]:
    """Return what an initiative holds now, by the names of the form's fields."""
    plain = (
        "title", "sentence", "description", "subject_field", "municipality_maturity",
        "partner_maturity", "status", "starts_on", "ends_on", "contact", "kle", "source_url",
    )
    values = {name: getattr(initiative, name) for name in plain}
    values["unit"] = str(initiative.unit.public_id) if initiative.unit else ""
    ranked = [row.ambition for row in initiative.ambitions.all()]
    for rank in (1, 2, 3):
        values[f"ambition_{rank}"] = ranked[rank - 1] if rank <= len(ranked) else ""
    return values


class PartnerForm(forms.Form):
    """One partner: who, what they give, and why they would want to."""

    name = words(120, required=True, label=_("Name"))
    kind = _select(Partner.Kind.choices, label=_("Kind"))
    gives = words(240, label=_("What can they give?"))
    why = words(240, label=_("Why would they join?"))


class PartnerChangeForm(FieldwiseForm, PartnerForm):
    """A partner who is already on the list."""


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
    kind = forms.ChoiceField(choices=Assessment.Kind.choices, initial="today", required=False, widget=forms.RadioSelect, label=_("What do you answer for?"))
    assessed_on = _date(required=False, label=_("Date"))
    note = words(500, rows=2, label=_("Note"), help_text=_("What did you have in mind when you answered?"))

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Assessment.Kind.TODAY

    def clean_assessed_on(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["assessed_on"] or timezone.localdate()
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date is in the future. Choose today or earlier."))
        return day

    @property
    def scores(self) -> Scores | None:
        """The two scores that the answers so far give, or None while an axis lacks answers."""
        raise NotImplementedError

    @property
    def answers(self) -> dict[str, int]:
        """What was answered, by axis or statement."""
        return {}


class WholeNumberField(forms.IntegerField):
    """A score: a whole number from 0 to 100, told in one sentence when it is anything else."""

    def __init__(self, **options: Any) -> None:
        message = _("Write a whole number from 0 to 100.")
        super().__init__(
            min_value=LOWEST, max_value=HIGHEST,
            error_messages={"required": message, "invalid": message, "min_value": message, "max_value": message},
            **options,
        )

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str) and value.strip() and not (value.strip().isascii() and value.strip().lstrip("-").isdigit() and len(value.strip()) < 20):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class MapForm(PlacingForm):
    """Two numbers, set by dragging, by arrow keys or by typing."""

    method = Method.MAP
    actors = WholeNumberField(widget=forms.NumberInput(attrs={"class": "form-input", "inputmode": "numeric"}))
    outcome = WholeNumberField(widget=forms.NumberInput(attrs={"class": "form-input", "inputmode": "numeric"}))

    @property
    def scores(self) -> Scores | None:
        given = [self.cleaned_data.get(axis) for axis in Axis]
        return None if None in given else Scores(*given)  # type: ignore[arg-type]


class QuickForm(PlacingForm):
    """Five anchored steps an axis."""

    method = Method.QUICK

    def __init__(self, data: Any = None, *, catalogue: Catalogue) -> None:
        super().__init__(data)
        language = get_language() or "da"
        for axis in catalogue.axes:
            self.fields[axis.id] = forms.TypedChoiceField(
                choices=[
                    (score, text.in_language(language)) for score, text in zip(STEPS, axis.steps, strict=True)
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
    def scores(self) -> Scores | None:
        given = [self.cleaned_data.get(axis) for axis in Axis]
        return None if None in given else Scores(*given)  # type: ignore[arg-type]

    @property
    def answers(self) -> dict[str, int]:
        given = {str(axis): self.cleaned_data.get(axis) for axis in Axis}
        return {axis: step for axis, step in given.items() if step is not None}


AGREEMENT = [
    (1, _("Disagree")),
    (2, _("Mostly disagree")),
    (3, _("Neither")),
    (4, _("Mostly agree")),
    (5, _("Agree")),
]


class CarefulForm(PlacingForm):
    """The twelve statements, six an axis; at least four of six are needed."""

    method = Method.CAREFUL

    def __init__(self, data: Any = None, *, catalogue: Catalogue) -> None:
        super().__init__(data)
        language = get_language() or "da"
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
                first = next(s for s in self.statements if s.axis == axis and s.id not in self.answers)
                self.add_error(
                    first.id,
                    forms.ValidationError(
                        _("Answer at least four of these six. %(number)d more to go.") % {"number": missing},
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
    due_on = _date(required=False, label=_("Date"))

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
