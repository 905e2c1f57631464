"""What is written about an initiative: its two first fields, all of them, its partners."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.initiatives.forms.fields import AddressField, date, select, words
from cocreation.initiatives.models import Initiative, Partner, Plan, Status
from cocreation.initiatives.readiness import REASONS, Need, Standing, missing
from cocreation.people.models import Organisation
from typology.catalogue import Catalogue, Item
from typology.fit import Experience
from typology.languages import spoken


class NewInitiativeForm(forms.Form):
    """The two fields that an initiative begins with."""

    title = words(
        120,
        required=True,
        label=_("What do you call it?"),
        help_text=_("A few words that everyone involved will recognise."),
    )
    sentence = words(
        240,
        required=True,
        label=_("What is it about, in one sentence?"),
        help_text=_("Say what you want to achieve, and for whom."),
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        to_field_name="public_id",
        label=_("Organisation"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data: Any = None, *, organisations: Any) -> None:
        super().__init__(data)
        choice = self.fields["organisation"]
        choice.queryset = organisations  # type: ignore[attr-defined]  # a model choice
        if len(organisations) == 1:
            choice.widget = forms.HiddenInput()
            choice.initial = organisations[0].public_id


EXPERIENCE = [
    (Experience.UNKNOWN, _("We do not know")),
    (Experience.NEW, _("New to it")),
    (Experience.EXPERIENCED, _("Experienced")),
]


class InitiativeForm(FieldwiseForm):
    """Everything about an initiative but its placement, its partners and its checklists."""

    element = "about"

    title = words(120, required=True, label=_("Title"))
    sentence = words(
        240, label=_("In one sentence"), help_text=_("Say what you want to achieve, and for whom.")
    )
    description = words(
        5000,
        rows=6,
        label=_("Description"),
        help_text=_("What is the situation, and what have you tried?"),
    )
    unit = select([], required=False, label=_("Department or area"))
    subject_field = select(
        [],
        required=False,
        label=_("Subject field"),
        help_text=_("Used for the advice on which form fits."),
    )
    ambition_1 = select(
        [],
        required=False,
        label=_("We want most of all"),
        help_text=_("It is hard, but choose only one."),
    )
    ambition_2 = select([], required=False, label=_("Second"))
    ambition_3 = select([], required=False, label=_("Third"))
    municipality_maturity = select(
        EXPERIENCE,
        label=_("How experienced is the municipality in co-creation?"),
    )
    partner_maturity = select(
        EXPERIENCE,
        label=_("How experienced are the partners?"),
    )
    status = select(Status.choices, label=_("Status"))
    paused_because = words(
        1000,
        rows=3,
        label=_("Why is it paused, and when do you look again?"),
        help_text=_("Asked when it is paused."),
    )
    lessons = words(
        5000,
        rows=4,
        label=_("What have you learned?"),
        help_text=_("Asked when it is done. What would you do again, and what not?"),
    )
    starts_on = date(required=False, label=_("Starts"))
    ends_on = date(required=False, label=_("Ends"))
    contact = words(
        200,
        label=_("Contact"),
        help_text=_("A role and a phone number or an address that people may use."),
    )
    kle = words(60, label=_("KLE number"), help_text=_("If your organisation files by KLE."))
    source_url = AddressField(
        max_length=500,
        required=False,
        assume_scheme="https",
        label=_("Link to more information"),
        widget=forms.URLInput(attrs={"class": "form-input"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        initiative: Initiative,
        catalogue: Catalogue,
        blocked_by: Sequence[Item],
        standing: Standing,
    ) -> None:
        """`standing` is what is there of all that a status asks for, `blocked_by` its law lines."""
        plan = Plan.of(initiative)
        reasons = {name: getattr(plan, name) for name in REASONS.values()}
        super().__init__(data, current=current_values(initiative) | reasons)
        self.initiative, self.blocked_by, self.standing = initiative, blocked_by, standing
        language = spoken()
        nothing = [("", _("Not chosen"))]
        ambitions = [(a.id, a.name.in_language(language)) for a in catalogue.ambitions]
        fields = [(f.id, f.name.in_language(language)) for f in catalogue.fit.subject_fields]
        units = {str(unit.public_id): unit.name for unit in initiative.organisation.units.all()}
        if initiative.unit:  # also when it is offered to nobody else any more
            units[str(initiative.unit.public_id)] = initiative.unit.name
        for name, choices in {
            "unit": list(units.items()),
            "subject_field": fields,
            **{f"ambition_{rank}": ambitions for rank in (1, 2, 3)},
        }.items():
            if name in self.fields:  # choice fields all
                self.fields[name].choices = [*nothing, *choices]  # type: ignore[attr-defined,misc]

    @property
    def reasons_now(self) -> list[forms.BoundField]:
        """The reason that the status asks for."""
        return self._reasons(asked=True)

    @property
    def other_reasons(self) -> list[forms.BoundField]:
        """The reasons that another status would ask for."""
        return self._reasons(asked=False)

    def _reasons(self, *, asked: bool) -> list[forms.BoundField]:
        status = self["status"].value() if "status" in self.fields else self.initial["status"]
        return [
            self[name]
            for each, name in REASONS.items()
            if name in self.fields and (each == status) is asked
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        values = {**self.initial, **self.changes}
        if values["starts_on"] and values["ends_on"] and values["ends_on"] < values["starts_on"]:
            at = "ends_on" if "ends_on" in self.fields else "starts_on"
            self.add_error(at, _("The end is before the start. Change one of the two dates."))
        wishes = [values.get(f"ambition_{rank}") for rank in (1, 2, 3)]
        for rank in (2, 3):
            if wishes[rank - 1] and wishes[rank - 1] in wishes[: rank - 1]:
                at = f"ambition_{rank}"
                at = (
                    at
                    if at in self.fields
                    else next(n for n in self.fields if n.startswith("ambition"))
                )
                self.add_error(at, _("This wish is chosen twice. Choose another, or none."))
        self._hold_back(values)
        return cleaned

    def _hold_back(self, values: Mapping[str, Any]) -> None:
        """Refuse a status that asks for more than there is, and a reason that is taken away."""
        status, moves = values["status"], "status" in self.changes
        standing = replace(self.standing, **{name: bool(values[name]) for name in REASONS.values()})
        needs = missing(status, standing)
        plain = [need for need in needs if need not in REASONS.values()]
        if moves and Need.LAW in plain:
            plain.remove(Need.LAW)
            items = (f"“{item.text.in_language(spoken())}”" for item in self.blocked_by)
            message = _(
                "The law comes first. This is missing: %(items)s. "
                "Open “Our own house in order” before you agree."
            )
            self.add_error("status", _error(message, items=", ".join(items)))
        if moves and plain:
            message = _("First write this: %(needs)s. The links below show where.")
            listed = ", ".join(f"“{NEED_WORDS[need]}”" for need in plain)
            self.add_error("status", _error(message, needs=listed))
        if (reason := REASONS.get(status)) in needs and (moves or reason in self.changes):
            message = _("Write it here before you save “%(status)s”.")
            at = str(reason) if reason in self.fields else "status"
            self.add_error(at, _error(message, status=Status(status).label))


def _error(message: Any, **words: Any) -> forms.ValidationError:
    return forms.ValidationError(message, "gate", words)


STATUS_FIELDS = frozenset({"status", *REASONS.values()})
"""The fields that are saved in one act: a status and the reasons for it."""

NEED_WORDS = {
    Need.LAW: _("the lines of the law"),
    Need.DECIDES_ITSELF: _("what you may decide yourselves"),
    Need.COUNCIL_DECIDES: _("what must go to the council"),
    Need.REPLY_ON: _("when an answer comes"),
    Need.READY_STEP: _("one step with a name and a day"),
    Need.PAUSED_BECAUSE: _("why it is paused, and when you look again"),
    Need.LESSONS: _("what you have learned"),
}
"""What is missing, in a few words."""


def current_values(initiative: Initiative) -> dict[str, Any]:
    """Return what an initiative holds now, by the names of the form's fields."""
    plain = (
        "title",
        "sentence",
        "description",
        "subject_field",
        "municipality_maturity",
        "partner_maturity",
        "status",
        "starts_on",
        "ends_on",
        "contact",
        "kle",
        "source_url",
    )
    values = {name: getattr(initiative, name) for name in plain}
    values["unit"] = str(initiative.unit.public_id) if initiative.unit else ""
    ranked = {row.rank: row.ambition for row in initiative.ambitions.all()}
    for rank in (1, 2, 3):
        values[f"ambition_{rank}"] = ranked.get(rank, "")
    return values


class PartnerForm(forms.Form):
    """One partner: who, what they give, and why they would want to."""

    name = words(120, required=True, label=_("Name"))
    kind = select(Partner.Kind.choices, label=_("Kind"))
    gives = words(240, label=_("What can they give?"))
    why = words(240, label=_("Why would they join?"))


class PartnerChangeForm(FieldwiseForm, PartnerForm):
    """A partner who is already on the list."""
