"""Who may do what: the one table of levels and acts.

`Initiative.objects.visible_to` turns it into a query, with `may_edit` on each row.
A stranger is told that a thing does not exist (404), a colleague without the right no (403).
"""

from enum import StrEnum

from cocreation.people.models import Membership

Level = Membership.Level


class Act(StrEnum):
    """What a person does with an organisation's initiatives."""

    READ = "read"
    READ_DRAFTS = "read drafts of others"
    CREATE = "create"
    EDIT = "edit"


LEVELS: dict[Act, frozenset[Level]] = {
    Act.READ: frozenset({Level.READER, Level.EDITOR, Level.ADMIN}),
    Act.READ_DRAFTS: frozenset({Level.ADMIN}),
    Act.CREATE: frozenset({Level.EDITOR, Level.ADMIN}),
    Act.EDIT: frozenset({Level.EDITOR, Level.ADMIN}),
}
"""Each act, and the levels that may do it. Whoever is named on an initiative sees its draft too."""
