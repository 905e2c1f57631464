"""What an organisation is called, its units, and whom to invite to it."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cocreation.fields import PlainTextField, select, words
from cocreation.people.inviting import MOST_AT_ONCE, known_already, room_for
from cocreation.people.models import Membership, Organisation, Unit, User

KINDS = [
    (Organisation.Kind.MUNICIPALITY, Organisation.Kind.MUNICIPALITY.label),
    (Organisation.Kind.CONSULTANCY, Organisation.Kind.CONSULTANCY.label),
    (Organisation.Kind.OTHER, Organisation.Kind.OTHER.label),
]
"""What an organisation may say that it is. A client is one from its first day."""


class NameForm(forms.Form):
    """A name that no other organisation has."""

    name = words(120, required=True, label=_("Name"))

    def __init__(self, data: Any = None, *, organisation: Organisation | None = None) -> None:
        self.organisation = organisation
        super().__init__(data, initial=self._(organisation) if organisation else {})

    def _(self, organisation: Organisation) -> dict[str, Any]:
        return {"name": organisation.name}

    @property
    def _others(self) -> Any:
        key = self.organisation.pk if self.organisation else None
        return Organisation.objects.exclude(pk=key) if key else Organisation.objects.all()

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        if self._others.filter(name__iexact=name).exists():
            raise ValidationError(_("Another organisation has this name. Choose another."))
        return name


class OrganisationForm(NameForm):
    """What an organisation is: its name, its kind, and the code of a municipality."""

    kind = select(KINDS, label=_("Kind"))
    code = words(
        4,
        label=_("Municipality code"),
        help_text=_("Four digits, such as 0360. Leave it empty for other organisations."),
    )

    def __init__(self, data: Any = None, *, organisation: Organisation) -> None:
        super().__init__(data, organisation=organisation)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
        if organisation.keeps_its_kind:
            del self.fields["kind"]

    def _(self, organisation: Organisation) -> dict[str, Any]:
        return {"name": organisation.name, "kind": organisation.kind, "code": organisation.code}

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code and not re.fullmatch("[0-9]{4}", code):
            raise ValidationError(_("A municipality code has four digits, such as 0360."))
        if code and self._others.filter(code=code).exists():
            raise ValidationError(_("Another organisation has this code. Check the digits."))
        return code

    @property
    def changes(self) -> dict[str, Any]:
        """Return the new value of each field that differs from what is saved."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value != self.initial.get(name)
        }


class UnitForm(forms.Form):
    """The name of a department or area."""

    name = words(120, required=True, label=_("Name"))

    def __init__(
        self, data: Any = None, *, organisation: Organisation, unit: Unit | None = None
    ) -> None:
        super().__init__(data, initial={"name": unit.name} if unit else {})
        self.organisation, self.unit = organisation, unit

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        same = Unit.all_ever.filter(organisation=self.organisation, name=name)
        other = next((it for it in same if it != self.unit), None)
        if other and not other.removed_at:
            raise ValidationError(_("There is one with this name already."))
        if other and self.unit:
            raise ValidationError(
                _("One that was removed has this name. Add it again in place of this one.")
            )
        return name


LANGUAGES = [("da", "Dansk"), ("en", "English")]


class InvitingForm(forms.Form):
    """Addresses, one a line. Each wrong one is told, and then nothing is sent."""

    addresses = PlainTextField(
        label=_("E-mail addresses"),
        help_text=_("One address a line, at most 50 at once."),
        max_length=20_000,
        error_messages={"required": _("Write at least one address.")},
        widget=forms.Textarea(
            attrs={"rows": 5, "class": "form-input", "autocomplete": "off", "spellcheck": "false"}
        ),
    )
    language = select(
        LANGUAGES,
        label=_("Language of the letter"),
        help_text=_("Someone with an account gets it in their own language."),
    )

    def __init__(self, data: Any = None, *, organisation: Organisation, by: User) -> None:
        super().__init__(data, initial={"language": by.language or "da"})
        self.organisation, self.by = organisation, by

    def clean_addresses(self) -> list[str]:
        """Return the addresses in small letters, each once."""
        lines = [line.strip().strip(",;").strip() for line in self._typed_lines()]
        addresses = list(dict.fromkeys(line.lower() for line in lines if line))
        if not addresses:
            raise ValidationError(self.fields["addresses"].error_messages["required"])
        if len(addresses) > MOST_AT_ONCE:
            number = {"most": MOST_AT_ONCE, "number": len(addresses)}
            raise ValidationError(
                _("Invite at most %(most)d at once. You wrote %(number)d.") % number
            )
        if wrong := self._wrong(addresses):
            raise ValidationError(wrong)
        if len(addresses) > (room := room_for(self.organisation)):
            raise ValidationError(
                ngettext(
                    "Your organisation can send %(number)d more invitation today.",
                    "Your organisation can send %(number)d more invitations today.",
                    room,
                )
                % {"number": room}
            )
        return addresses

    def _typed_lines(self) -> Sequence[str]:
        return str(self.cleaned_data["addresses"]).split("\n")

    def _wrong(self, addresses: Sequence[str]) -> list[str]:
        """Return a sentence for each address that cannot be invited."""
        known = self.known(addresses)
        told = []
        for address in addresses:
            if not _is_address(address):
                told.append(_("“%(it)s” is not an e-mail address.") % {"it": address[:80]})
            elif address == self.by.email:
                told.append(_("“%(it)s” is your own address.") % {"it": address})
            elif address in known:
                told.append(self.said_of_known[known[address]] % {"it": address})
        return told

    said_of_known = {
        "member": _("“%(it)s” is a member already."),
        "invited": _("“%(it)s” has been invited already. You can send a reminder."),
    }

    def known(self, addresses: Sequence[str]) -> dict[str, str]:
        """Return which of the addresses need no invitation, and why."""
        return known_already(self.organisation, addresses)


class MemberInvitingForm(InvitingForm):
    """Addresses, and the level that they are admitted at."""

    level = select(Membership.Level.choices, label=_("What they may do"))
    field_order = ("addresses", "level", "language")

    def __init__(self, data: Any = None, *, organisation: Organisation, by: User) -> None:
        super().__init__(data, organisation=organisation, by=by)
        self.initial["level"] = Membership.Level.EDITOR


def _is_address(words: str) -> bool:
    try:
        EmailValidator()(words)
    except ValidationError:
        return False
    return len(words) <= 254
