"""What a list of initiatives may be asked for; it stands in the address, to be shared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.forms.fields import select, words
from cocreation.initiatives.models import Status
from cocreation.people.models import Unit
from typology.catalogue import Catalogue
from typology.languages import spoken


class FindForm(forms.Form):
    """Words and choices, all of them free to leave out. A strange one is told and left out."""

    words = words(200, label=_("Search"))
    form = select([], required=False, label=_("Form"))
    status = select([("", _("All")), *Status.choices], required=False, label=_("Status"))
    unit = select([], required=False, label=_("Department or area"))
    field = select([], required=False, label=_("Subject field"))
    ambition = select([], required=False, label=_("Ambition"))
    order = select(
        [("", _("Newest first")), ("title", _("By title"))], required=False, label=_("Order")
    )

    def __init__(self, data: Any, *, catalogue: Catalogue, units: list[Unit]) -> None:
        super().__init__(data)
        language, everything = spoken(), ("", _("All"))
        for name, choices in {
            "form": [(form.id, form.name.in_language(language)) for form in catalogue.forms],
            "unit": [(str(unit.public_id), unit.name) for unit in units],
            "field": [
                (field.id, field.name.in_language(language))
                for field in catalogue.fit.subject_fields
            ],
            "ambition": [
                (ambition.id, ambition.name.in_language(language))
                for ambition in catalogue.ambitions
            ],
        }.items():  # choice fields all
            self.fields[name].choices = [everything, *choices]  # type: ignore[attr-defined,misc]
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = _(
                    "There is no such choice. It is left out."
                )

    @property
    def asked(self) -> dict[str, Any]:
        """Return what was asked for and is sound."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether more than words is asked for, so that the choices must be seen."""
        return bool(set(self.asked) - {"words"})
