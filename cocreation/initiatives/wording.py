"""What a thing in the history is called, and what its values say, in the reader's language.

The labels are those of the forms; a field of the past that no form has any more keeps its name.
"""

import datetime
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cocreation.initiatives.forms.describing import InitiativeForm
from cocreation.initiatives.forms.parts import PART_KINDS
from cocreation.initiatives.forms.planning import PlanForm
from cocreation.initiatives.forms.ticking import StateWords, TickForm
from cocreation.initiatives.models import Effect, Partner, Plan, Risk
from cocreation.initiatives.readiness import REASONS
from cocreation.initiatives.sittings import Address
from typology.catalogue import Catalogue, Item
from typology.languages import spoken

KIND_NAMES = {
    "partner": gettext_lazy("Partner"),
    "step": gettext_lazy("Step"),
    "risk": gettext_lazy("Risk"),
    "meeting": gettext_lazy("Meeting"),
    "link": gettext_lazy("Link"),
    "attachment": gettext_lazy("File"),
    "comment": gettext_lazy("Comment"),
}
"""What one row of each kind is called."""

CHOICES: Mapping[str, Any] = {
    "plan.public_help": Plan.PublicHelp,
    "partner.kind": Partner.Kind,
    "risk.likelihood": Risk.Likelihood,
}
DATES = frozenset({"reply_on", "due_on", "done_on", "held_on", "starts_on", "ends_on"})


class Words:
    """The names of fields and values: with one edition's texts, and the parts' own names."""

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        parts: Mapping[str, tuple[str, str]] | None = None,
        units: Mapping[str, str] | None = None,
    ) -> None:
        self.catalogue, self.parts, self.units = catalogue, parts or {}, units or {}
        self._language = spoken()

    # What it is called

    def label(self, field: str) -> str:
        """Return what a field is called: *Status*, *Step “Call the school”: Day*."""
        at = Address.of(field)
        match at.what:
            case "plan":
                form = InitiativeForm if at.name in REASONS.values() else PlanForm
                return _label(form, at.name)
            case "part":
                return self._of_part(at)
            case "tick":
                line = self.item(at.id)
                return line if at.name == "state" else f"{line} · {_label(TickForm, at.name)}"
            case "effect":
                return f"{self.item(at.id)} · {_choice(Effect.Moment, at.name)}"
            case "assessment":
                return _("Placement")
        return self._plain(field)

    def part(self, part_id: str) -> str:
        """Return what a part is called: *Step “Call the school”*."""
        kind, name = self.parts.get(part_id, ("", ""))
        called = str(KIND_NAMES.get(kind, kind))
        return _("%(kind)s “%(name)s”") % {"kind": called, "name": name} if name else called

    def item(self, item_id: str) -> str:
        """Return the words of a line, of a question about an ambition, or the bare id."""
        item = self._asked.get(item_id)
        return item.text.in_language(self._language) if item else item_id

    @cached_property
    def _asked(self) -> Mapping[str, Item]:
        return {
            **self.catalogue.items,
            **{item.id: item for ambition in self.catalogue.ambitions for item in ambition.effects},
        }

    def _of_part(self, at: Address) -> str:
        if not at.name:
            return self.part(at.id)
        kind, _name = self.parts.get(at.id, ("", ""))
        return f"{self.part(at.id)} · {self.field(kind, at.name)}"

    def field(self, kind: str, name: str) -> str:
        """Return what a field of a kind of part is called."""
        if name == "done_on":
            return _("Done on")
        return _label(PART_KINDS[kind].form, name) if kind in PART_KINDS else name

    def _plain(self, field: str) -> str:
        role = next((role for role in self.catalogue.roles if role.id == field), None)
        if role:
            return _("Who has the role “%(role)s”") % {
                "role": role.name.in_language(self._language)
            }
        match field:
            case "outside_party":
                return _("Someone outside the public sector takes part")
            case "citizen_decision":
                return _("A formal decision about one citizen is part of it")
            case "ambition_2":
                return _("Second wish")
            case "ambition_3":
                return _("Third wish")
        return _label(InitiativeForm, field)

    # What it says

    def value(self, field: str, value: Any) -> str:
        """Return a value in words; empty for nothing."""
        if value in (None, "", [], {}):
            return ""
        at = Address.of(field)
        kind = self.parts.get(at.id, ("", ""))[0] if at.what == "part" else at.what
        if choices := CHOICES.get(f"{kind}.{at.name}"):
            return _choice(choices, str(value))
        if at.what == "tick" and at.name == "state":
            return _choice(StateWords, str(value))
        if at.what == "field" and (named := self._named(field, str(value))):
            return named
        if isinstance(value, bool):
            return _("Yes") if value else _("No")
        if (at.name or field) in DATES:
            return _day(str(value))
        if field == "plan.money":
            return _amount(str(value))
        return str(value)

    def _named(self, field: str, value: str) -> str:
        """Return the words of a choice on the page about the initiative."""
        language = self._language
        if field == "unit":
            return self.units.get(value, value)
        if field == "subject_field":
            subject = self.catalogue.subject_field(value)
            return subject.name.in_language(language) if subject else value
        if field.startswith("ambition_"):
            texts = next((a for a in self.catalogue.ambitions if a.id == value), None)
            return texts.name.in_language(language) if texts else value
        choices = getattr(InitiativeForm.base_fields.get(field), "choices", ())
        return str(dict(choices).get(value, ""))


def _label(form: Any, name: str) -> str:
    field = form.base_fields.get(name)
    return str(field.label if field and field.label else name)


def _choice(choices: Any, value: str) -> str:
    return str(dict(choices.choices).get(value, value))


def _day(value: str) -> str:
    try:
        return date_format(datetime.date.fromisoformat(value), "SHORT_DATE_FORMAT")
    except ValueError:
        return value


def _amount(value: str) -> str:
    try:
        return number_format(Decimal(value), use_l10n=True, force_grouping=True)
    except InvalidOperation:
        return value
