"""Who takes part in an initiative, whom to invite to it, and who takes over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.fields import select
from cocreation.initiatives.models import Initiative, NamedPerson
from cocreation.people.access import Involvement
from cocreation.people.forms.organisations import InvitingForm
from cocreation.people.models import Membership, Organisation, User

INVOLVEMENTS = [
    (Involvement.LEADER, _("Leads it")),
    (Involvement.EDITOR, _("Edits")),
    (Involvement.FACILITATOR, _("Facilitates")),
    (Involvement.READER, _("Reads")),
]
"""What someone does in an initiative, as the page says it."""


class ColleagueForm(forms.Form):
    """A member of the organisation, and what they do in the initiative."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose a colleague"),
        label=_("Colleague"),
        error_messages={
            "required": _("Choose a colleague."),
            "invalid_choice": _("Choose a colleague from the list."),
        },
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    involvement = select(INVOLVEMENTS, label=_("What they do in it"), initial=Involvement.EDITOR)

    def __init__(self, data: Any = None, *, initiative: Initiative, named: Sequence[int]) -> None:
        """`named` are the keys of those who need not be offered."""
        super().__init__(data)
        members = initiative.organisation.members.filter(is_active=True).order_by("name", "email")
        choice: Any = self.fields["person"]
        choice.queryset = members
        offered = [(user.public_id, str(user)) for user in members if user.pk not in named]
        choice.choices = [("", choice.empty_label), *offered]
        self.has_choices = bool(offered)


class GuestInvitingForm(InvitingForm):
    """Addresses of guests, and what they do in the initiative."""

    involvement = select(INVOLVEMENTS, label=_("What they do in it"), initial=Involvement.EDITOR)
    field_order = ("addresses", "involvement", "language")
    said_of_known = {
        "member": _("“%(it)s” is a colleague. Choose them under “Add a colleague”."),
        "named": _("“%(it)s” takes part already."),
        "invited": _("“%(it)s” has been invited already. You can send a reminder."),
    }

    def __init__(self, data: Any = None, *, initiative: Initiative, by: User) -> None:
        super().__init__(data, organisation=initiative.organisation, by=by)
        self.initiative = initiative

    def known(self, addresses: Sequence[str]) -> dict[str, str]:
        """Return who is named or invited here; who is a member is told to members only."""
        named = NamedPerson.objects.filter(initiative=self.initiative)
        invited = named.filter(
            invitation__email__in=addresses,
            invitation__accepted_at=None,
            invitation__declined_at=None,
            invitation__withdrawn_at=None,
        )
        found = dict.fromkeys(invited.values_list("invitation__email", flat=True), "invited")
        if getattr(self.initiative, "level", None):
            members = self.organisation.members.filter(email__in=addresses)
            found |= dict.fromkeys(members.values_list("email", flat=True), "member")
        theirs = named.filter(user__email__in=addresses)
        return found | dict.fromkeys(theirs.values_list("user__email", flat=True), "named")


class HandOverForm(forms.Form):
    """Who takes over, and whether the other one leaves."""

    taker = forms.ModelChoiceField(
        User.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose a colleague"),
        required=False,
        label=_("Who takes over?"),
        error_messages={
            "invalid_choice": _("This person is no member any more. Choose someone else."),
        },
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    leaving = forms.TypedChoiceField(
        choices=[("no", _("Stays a member")), ("yes", _("Leaves the organisation"))],
        coerce=lambda word: word == "yes",
        label=_("And then?"),
        widget=forms.RadioSelect,
    )
    mark = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        organisation: Organisation,
        giver: User,
        by: User,
        mark: str,
        leaving: bool,
        has_things: bool,
    ) -> None:
        members = Membership.objects.filter(organisation=organisation, user__is_active=True)
        others = members.exclude(user=giver).select_related("user").order_by("user__name", "user")
        able = sorted(others, key=lambda it: (it.user != by, it.level == Membership.Level.READER))
        initial = {
            "mark": mark,
            "leaving": "yes" if leaving else "no",
            "taker": able[0].user.public_id if able else None,
        }
        super().__init__(data, initial=initial)
        choice: Any = self.fields["taker"]
        choice.queryset = User.objects.filter(pk__in=[it.user_id for it in others])
        choice.choices = [
            ("", choice.empty_label),
            *((it.user.public_id, f"{it.user} · {it.get_level_display()}") for it in others),
        ]
        if has_things:
            self.fields["taker"].required = True
            self.fields["taker"].error_messages["required"] = _("Choose who takes over.")
        else:
            del self.fields["taker"]
