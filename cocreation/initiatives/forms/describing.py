"""What is written about an initiative: its two first fields, all of them, its partners."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.initiatives.forms.fields import AddressField, date, select, words
from cocreation.initiatives.models import Initiative, Partner, Status
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
    ) -> None:
        super().__init__(data, current=current_values(initiative))
        self.initiative, self.blocked_by = initiative, blocked_by
        language = spoken()
        nothing = [("", _("Not chosen"))]
        ambitions = [(a.id, a.name.in_language(language)) for a in catalogue.ambitions]
        fields = [(f.id, f.name.in_language(language)) for f in catalogue.fit.subject_fields]
        units = [(str(unit.public_id), unit.name) for unit in initiative.organisation.units.all()]
        for name, choices in {
            "unit": units,
            "subject_field": fields,
            **{f"ambition_{rank}": ambitions for rank in (1, 2, 3)},
        }.items():
            if name in self.fields:  # choice fields all
                self.fields[name].choices = [*nothing, *choices]  # type: ignore[attr-defined,misc]

    def clean_status(self) -> str:
        status: str = self.cleaned_data["status"]
        moves = "status" in self.changed_data
        if moves and self.blocked_by and status in (Status.AGREED, Status.RUNNING):
            raise forms.ValidationError(
                _(
                    "The law comes first. This is missing: %(items)s. "
                    "Open “Our own house in order” before you agree."
                )
                % {
                    "items": ", ".join(
                        f"“{item.text.in_language(spoken())}”" for item in self.blocked_by
                    )
                },
                code="gate",
            )
        return status

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
        return cleaned


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
