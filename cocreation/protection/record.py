"""The record of processing activities: each table with data about people, and why it is there.

A test compares it with the database, so that no table can be forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Activity:
    """What is done with data about people, for one purpose."""

    name: str | Promise
    purpose: str | Promise
    whose: str | Promise
    recipients: str | Promise
    kept: str | Promise
    tables: Mapping[str, str | Promise]
    """The tables, by the name of the model, each with what of people is in it."""


COLLEAGUES = _("Colleagues in the same organisation, and guests of the initiative.")

ACTIVITIES: tuple[Activity, ...] = (
    Activity(
        _("Accounts and members"),
        _("To let the right people in, and to say who does what."),
        _("Employees of the organisation, consultants and invited guests."),
        _("Colleagues see names. Admins see addresses too."),
        _("Until the person erases the account. An unused one may close before that."),
        {
            "people.User": _("name, e-mail, language, scrambled password, last sign-in"),
            "people.Membership": _("who belongs where, and what they may do"),
            "people.Invitation": _("the invited address, who sent it, and the answer"),
            "sessions.Session": _("who is signed in, for two weeks at most"),
            "protection.InactivityNotice": _("that someone was told that their account closes"),
            "protection.Retention": _("whom members ask about their data"),
            "people.Organisation": _("the name; a small organisation may carry a person’s name"),
        },
    ),
    Activity(
        _("Initiatives and their plans"),
        _("To plan an initiative together, and to know who has promised what."),
        _("Employees, partners, and others whom the words name."),
        COLLEAGUES,
        _("Until someone deletes it, and then 30 days in the bin."),
        {
            "initiatives.Initiative": _("who began it, the contact, and free words"),
            "initiatives.NamedPerson": _("who takes part, and as what"),
            "initiatives.RoleHolder": _("who has a role"),
            "initiatives.Tick": _("who answers for a line, and notes"),
            "initiatives.Step": _("who does what, and when"),
            "initiatives.Risk": _("who keeps an eye on a risk"),
            "initiatives.Meeting": _("who met, and short minutes"),
            "initiatives.Plan": _("hands and rooms, in free words"),
            "initiatives.Effect": _("answers about the effect, in free words"),
            "initiatives.Partner": _("partners, what they give and why"),
            "initiatives.Link": _("pages elsewhere, whose titles may name people"),
            "initiatives.Assessment": _("who placed it, and a note"),
            "initiatives.Attachment": _("files, and who added them"),
            "initiatives.Comment": _("what people write to each other"),
            "initiatives.Template": _("what new initiatives may begin with"),
        },
    ),
    Activity(
        _("History and versions"),
        _("To see who changed what, to undo it, and to know what was agreed."),
        _("Whoever changes something, and whoever the words name."),
        COLLEAGUES,
        _("As long as the initiative. The organisation may let old words go before that."),
        {
            "people.Change": _("who changed what, when, the old words and the new"),
            "initiatives.Version": _("the whole initiative as it was on a day"),
        },
    ),
    Activity(
        _("Letters and reminders"),
        _("To send invitations, passwords and reminders."),
        _("Members, guests and invited people."),
        _("The mail server that the operator has chosen."),
        _("A letter is deleted when it is sent. A failed one is kept for 30 days."),
        {
            "post.Letter": _("address, subject and text until it is sent"),
            "django_tasks_database.DBTaskResult": _("the number of a letter that waits"),
            "reminders.Preference": _("how often someone wants letters, and their calendar"),
            "reminders.Reminder": _("what someone has been reminded of"),
        },
    ),
    Activity(
        _("Links for people without an account"),
        _("To let citizens read, and partners answer for themselves."),
        _("Contacts of partners, and the members who made the links."),
        _("Whoever has the link, until it ends."),
        _("As long as the initiative. The link itself ends on its day."),
        {
            "sharing.SharedLink": _("who made a link, and what it shows"),
            "sharing.PartnerLink": _("who made a partner’s link"),
            "sharing.Reply": _("a partner’s answer, and its contact"),
            "sharing.PartnerAnswer": _("what a partner says of its lines"),
            "sharing.PartnerOffer": _("what a partner says that it gives"),
        },
    ),
)
"""All that is done with data about people."""

WITHOUT_PEOPLE = frozenset(
    {
        "auth.Group",
        "auth.Permission",
        "contenttypes.ContentType",
        "initiatives.RankedAmbition",
        "people.Unit",
        "typology.Edition",
    }
)
"""The tables that say nothing of anybody."""


def recorded() -> set[str]:
    """Return the models that the record names."""
    return {label for activity in ACTIVITIES for label in activity.tables}


def as_kept(retention: Any) -> list[tuple[str | Promise, int | None]]:
    """Return what an organisation has chosen, each with its number; None keeps it."""
    return [
        (_("years until a finished initiative goes to the bin"), retention.done_years),
        (_("months until an unused account closes"), retention.inactive_months),
        (_("years until the history loses its words"), retention.history_years),
    ]
