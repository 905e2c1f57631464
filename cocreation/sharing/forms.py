"""The forms of sharing: a link for everyone, a partner's link, and what a partner answers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cocreation.fields import select
from cocreation.fields import words as written
from cocreation.initiatives.checklist import State
from cocreation.initiatives.conflicts import FieldwiseField, FieldwiseForm
from cocreation.initiatives.forms.fields import date
from cocreation.initiatives.models import Partner
from cocreation.sharing.models import (
    LANGUAGES,
    USUAL,
    PartnerAnswer,
    PartnerOffer,
    Reply,
    Section,
    SharedLink,
)
from typology.catalogue import RoleItem, RoleTexts
from typology.languages import spoken

REPLIES = [
    (State.IN_PLACE.value, _("Yes")),
    (State.ON_THE_WAY.value, _("Partly")),
    (State.MISSING.value, _("No")),
    (State.NOT_RELEVANT.value, _("Not for us")),
]
"""What a partner says of a line: the states of the lists in words of its own."""


class SharedLinkForm(forms.Form):
    """Which parts a link shows, until when, and in which language it opens."""

    name = written(
        80,
        label=_("For whom"),
        help_text=_("Only you see this. It helps you to tell the links apart."),
    )
    sections = forms.MultipleChoiceField(
        choices=Section.choices,
        widget=forms.CheckboxSelectMultiple,
        label=_("What the link shows"),
        error_messages={"required": _("Choose at least one part.")},
    )
    ends_on = date(label=_("The last day it works"))
    language = select(LANGUAGES, label=_("Language"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(
            data,
            initial={
                "sections": [str(section) for section in USUAL],
                "ends_on": timezone.localdate() + SharedLink.LASTS,
            },
        )

    def clean_ends_on(self) -> Any:
        ends_on = self.cleaned_data["ends_on"]
        latest = timezone.localdate() + SharedLink.LASTS_AT_MOST
        if ends_on < timezone.localdate():
            raise forms.ValidationError(_("Choose today or a later day."))
        if ends_on > latest:
            day = date_format(latest, "DATE_FORMAT")
            raise forms.ValidationError(_("Choose a day until %(day)s.") % {"day": day})
        return ends_on


class PartnerLinkForm(forms.Form):
    """A partner's own link: in which language it opens, and whom to send it to."""

    language = select(LANGUAGES, label=_("Language"), required=False)
    email = forms.EmailField(
        max_length=254,
        required=False,
        label=_("Send it to this e-mail"),
        help_text=_("The address is not kept. Leave it empty to send the link yourself."),
        widget=forms.EmailInput(attrs={"class": "form-input", "autocomplete": "off"}),
        error_messages={"invalid": _("Write one e-mail address, such as name@example.dk.")},
    )

    def __init__(self, data: Any = None, *, partner: Partner) -> None:
        super().__init__(data, auto_id=f"id-{partner.public_id}-%s")


class Line:
    """A line of the partner's role, with what it answers to it."""

    def __init__(self, item: RoleItem, state: FieldwiseField, note: FieldwiseField) -> None:
        self.item, self.state, self.note = item, state, note


class ReplyForm(FieldwiseForm):
    """All that a partner answers. Two people with one link never overwrite each other silently."""

    answer = forms.ChoiceField(
        choices=Reply.Answer.choices,
        widget=forms.RadioSelect,
        required=False,
        label=_("Is this you?"),
    )
    words = written(500, label=_("What is not right?"), rows=3)
    gives = written(240, label=_("What can you give?"), rows=2)
    why = written(240, label=_("Why do you take part?"), rows=2)
    contact = written(
        200,
        label=_("Who is your contact?"),
        help_text=_("A name, and how to reach that person."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        reply: Reply,
        offer: PartnerOffer | None,
        role: RoleTexts | None,
        answers: Mapping[str, PartnerAnswer],
    ) -> None:
        self.items = [item for item in role.items if not item.retired] if role else []
        current = {name: getattr(reply, name) for name in Reply.FIELDS}
        current |= {name: getattr(offer, name, "") for name in PartnerOffer.FIELDS}
        for item in self.items:
            row = answers.get(item.id)
            known = row and row.state != State.NOT_LOOKED_AT
            current[f"{item.id}-state"] = row.state if row and known else ""
            current[f"{item.id}-note"] = row.note if row else ""
        self.base_fields = {**type(self).base_fields, **self._add_items()}  # type: ignore[misc]  # a form copies them when it begins
        super().__init__(data, current=current)

    def _add_items(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        for item in self.items:
            fields[f"{item.id}-state"] = forms.ChoiceField(
                choices=REPLIES,
                widget=forms.RadioSelect,
                required=False,
                label=item.text.in_language(spoken()),
            )
            fields[f"{item.id}-note"] = written(240, label=_("In your words"))
        return fields

    @property
    def lines(self) -> list[Line]:
        """The lines of the role, in order."""
        return [
            Line(item, self[f"{item.id}-state"], self[f"{item.id}-note"])  # type: ignore[arg-type]  # its fields are of this class
            for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        says_no = cleaned.get("answer") == Reply.Answer.NO
        if says_no and cleaned.get("words") == "":
            self.add_error("words", _("Write what is not right."))
        return cleaned

    @property
    def said(self) -> dict[str, Any]:
        """What changed in the reply."""
        return {name: value for name, value in self.changes.items() if name in Reply.FIELDS}

    @property
    def offered(self) -> dict[str, str]:
        """What changed in the offer."""
        return {name: value for name, value in self.changes.items() if name in PartnerOffer.FIELDS}

    @property
    def answered(self) -> dict[str, dict[str, str]]:
        """What changed in the lines, by their ids."""
        found: dict[str, dict[str, str]] = {}
        for name, value in self.changes.items():
            item, _dash, field = name.rpartition("-")
            if item:
                found.setdefault(item, {})[field] = value or (
                    State.NOT_LOOKED_AT.value if field == "state" else ""
                )
        return found
