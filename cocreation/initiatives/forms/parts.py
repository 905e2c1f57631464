"""The kinds of rows that an initiative has, and what each is called: one table for all of them."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.initiatives.forms.describing import PartnerChangeForm, PartnerForm
from cocreation.initiatives.forms.planning import (
    LinkChangeForm,
    LinkForm,
    MeetingChangeForm,
    MeetingForm,
    RiskChangeForm,
    RiskForm,
    StepChangeForm,
    StepForm,
)
from cocreation.initiatives.models import Link, Meeting, Part, Partner, Risk, Step


@dataclass(frozen=True)
class PartKind:
    """One kind of row: where it is kept, what people fill in, and its words."""

    model: type[Part]
    form: type[forms.Form]
    change_form: type[FieldwiseForm]
    heading: Promise
    lead: Promise
    none_yet: Promise
    add: Promise
    is_planned: bool = True
    """Whether it stands on the page of the plan; a kind that does not has a page of its own."""

    @property
    def word(self) -> str:
        """One row, as in addresses and in the history: `step`."""
        return self.model.word()

    @property
    def words(self) -> str:
        """Many of them: `steps`."""
        return f"{self.word}s"

    @property
    def can_be_done(self) -> bool:
        """Whether a row is something to do."""
        return "done_on" in self.model.FIELDS

    @property
    def has_people(self) -> bool:
        """Whether a row has someone's name on it."""
        return "responsible" in self.model.FIELDS

    @property
    def row(self) -> str:
        """The template that shows one row."""
        return f"components/parts/{self.word}.html"

    def changing(self, row: Part, data: Any = None) -> FieldwiseForm:
        """Return the form of a row that is on the list."""
        known = self.change_form.base_fields
        current = {name: value for name, value in row.values.items() if name in known}
        return self.change_form(data, current=current)


PART_KINDS = {
    kind.word: kind
    for kind in (
        PartKind(
            Partner,
            PartnerForm,
            PartnerChangeForm,
            _("Partners"),
            _("Who takes part, what can they give, and why would they join?"),
            _("No partners yet."),
            _("Add a partner"),
            is_planned=False,
        ),
        PartKind(
            Step,
            StepForm,
            StepChangeForm,
            _("Steps"),
            _("One thing to do, one name, one day."),
            _("No steps yet. One thing to do, one name, one day."),
            _("Add a step"),
        ),
        PartKind(
            Risk,
            RiskForm,
            RiskChangeForm,
            _("What can go wrong"),
            _("What may happen, who keeps an eye on it, and what do we then say?"),
            _("No risks yet. Think of three, and of what you would say."),
            _("Add a risk"),
        ),
        PartKind(
            Meeting,
            MeetingForm,
            MeetingChangeForm,
            _("Meetings"),
            _("When did you meet, and what did you agree on?"),
            _("No meetings yet."),
            _("Add a meeting"),
        ),
        PartKind(
            Link,
            LinkForm,
            LinkChangeForm,
            _("Links"),
            _("Pages elsewhere that belong to the initiative."),
            _("No links yet."),
            _("Add a link"),
        ),
    )
}
