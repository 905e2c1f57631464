"""Who may do what: the one table of levels and acts.

`Initiative.objects.visible_to` turns it into a query, with `may_edit` on each row.
A stranger is told that a thing does not exist (404), a colleague without the right no (403).
"""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from cocreation.people.models import Membership

Level = Membership.Level


class Act(StrEnum):
    """What a person does with an organisation's initiatives."""

    READ = "read"
    READ_DRAFTS = "read drafts of others"
    CREATE = "create"
    EDIT = "edit"
    COMMENT = "comment"
    MANAGE = "say who takes part, and share"
    ADMIT = "say who belongs to the organisation, and what it is called"


class Involvement(TextChoices):
    """What someone is in one initiative, beside or without a membership of its organisation."""

    LEADER = "leader", _("Leader")
    EDITOR = "editor", _("Editor")
    FACILITATOR = "facilitator", _("Facilitator")
    READER = "reader", _("Reader")


LEVELS: dict[Act, frozenset[Level]] = {
    Act.READ: frozenset({Level.READER, Level.EDITOR, Level.ADMIN}),
    Act.READ_DRAFTS: frozenset({Level.ADMIN}),
    Act.CREATE: frozenset({Level.EDITOR, Level.ADMIN}),
    Act.EDIT: frozenset({Level.EDITOR, Level.ADMIN}),
    Act.COMMENT: frozenset({Level.READER, Level.EDITOR, Level.ADMIN}),
    Act.MANAGE: frozenset({Level.EDITOR, Level.ADMIN}),
    Act.ADMIT: frozenset({Level.ADMIN}),
}
"""Each act, and the levels that may do it in the initiatives of their organisation."""

INVOLVED: dict[Act, frozenset[Involvement]] = {
    Act.READ: frozenset(Involvement),
    Act.READ_DRAFTS: frozenset(Involvement),
    Act.CREATE: frozenset(),
    Act.EDIT: frozenset({Involvement.LEADER, Involvement.EDITOR, Involvement.FACILITATOR}),
    Act.COMMENT: frozenset(Involvement),
    Act.MANAGE: frozenset({Involvement.LEADER}),
    Act.ADMIT: frozenset(),
}
"""Each act, and what one must be named as to do it in one initiative. The more of both counts."""
