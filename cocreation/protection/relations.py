"""Every way in which a row belongs to a person, and what of it is theirs to be told.

The list is compared with the database's own by a test, so that nothing new can be forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import models

from cocreation.people.models import User


@dataclass(frozen=True)
class Relation:
    """One column that names a person."""

    heading: str
    """What the file calls the list."""
    plain: tuple[str, ...]
    """What is about the person, or their own words: always told."""
    shared: tuple[str, ...] = ()
    """Words that many write: told where the person may read the initiative now."""
    initiative: str = ""
    """The way from the row to its initiative; `self` for the initiative itself."""
    organisation: str = ""
    """The way to the organisation; empty for what belongs to the person alone."""


def _of_initiative(
    heading: str, plain: tuple[str, ...], shared: tuple[str, ...] = (), way: str = "initiative"
) -> Relation:
    return Relation(heading, plain, shared, way, f"{way}__organisation")


RELATIONS: dict[str, Relation] = {
    "people.Membership.user": Relation("memberships", ("level",), organisation="organisation"),
    "people.Change.by": Relation(
        "changes", ("at", "kind", "object_id", "verb", "field", "new"), organisation="organisation"
    ),
    "people.Invitation.by": Relation(
        "invitations_sent",
        ("level", "sent_at", "reminded_at", "accepted_at", "declined_at", "withdrawn_at"),
        organisation="organisation",
    ),
    "people.Invitation.accepted_by": Relation(
        "invitations_accepted",
        ("email", "level", "language", "sent_at", "accepted_at"),
        organisation="organisation",
    ),
    "initiatives.Initiative.author": Relation(
        "initiatives_begun",
        ("created_at", "deleted_at"),
        ("sentence", "description", "status", "starts_on", "ends_on", "contact", "source_url"),
        "self",
        "organisation",
    ),
    "initiatives.NamedPerson.user": _of_initiative("takes_part_in", ("involvement",)),
    "initiatives.Tick.person": _of_initiative(
        "checklist_lines", ("item", "state", "responsible", "due_on", "changed_at"), ("note",)
    ),
    "initiatives.RoleHolder.person": _of_initiative("roles", ("role", "holder")),
    "initiatives.Step.person": _of_initiative(
        "steps", ("responsible", "due_on", "done_on", "removed_at"), ("what",)
    ),
    "initiatives.Risk.person": _of_initiative(
        "risks", ("responsible", "likelihood", "removed_at"), ("what", "press_line")
    ),
    "initiatives.Assessment.by": _of_initiative(
        "placements",
        (
            *("actors", "outcome", "kind", "method", "answers", "phase", "note"),
            *("assessed_on", "created_at", "withdrawn_at"),
        ),
    ),
    "initiatives.Attachment.by": _of_initiative(
        "files", ("name", "media_type", "size", "added_at", "removed_at")
    ),
    "initiatives.Comment.by": _of_initiative(
        "comments", ("text", "about", "said_at", "resolved_at", "removed_at")
    ),
    # What another wrote to the person is the other's text.
    "initiatives.Comment.addressed_to": _of_initiative(
        "comments_to_answer", ("said_at", "resolved_at", "removed_at")
    ),
    "initiatives.Comment.resolved_by": _of_initiative(
        "comments_resolved", ("said_at", "resolved_at")
    ),
    "initiatives.Version.by": _of_initiative("versions", ("name", "made_at")),
    "initiatives.Template.by": Relation(
        "templates", ("name", "made_at", "removed_at"), organisation="organisation"
    ),
    "reminders.Preference.user": Relation(
        "letters_wanted", ("pace", "pace_before", "looked_on", "feed_made_at")
    ),
    "reminders.Reminder.person": Relation("reminders_sent", ("thing", "due_on", "rung", "told_at")),
    "sharing.SharedLink.by": _of_initiative(
        "links_to_read", ("name", "sections", "language", "made_at", "ends_on", "revoked_at")
    ),
    "sharing.PartnerLink.by": _of_initiative(
        "links_to_partners",
        ("language", "made_at", "ends_on", "revoked_at"),
        (),
        "partner__initiative",
    ),
    "protection.InactivityNotice.user": Relation("told_that_the_account_closes", ("told_on",)),
}
"""Each column by the name of its model and its own."""


def columns() -> Iterator[tuple[str, models.ForeignKey[User, User]]]:
    """Return every column of the database that names a person, also those without a way back."""
    for found in User._meta.get_fields(include_hidden=True):
        if isinstance(found, models.ManyToOneRel):
            yield f"{found.related_model._meta.label}.{found.field.name}", found.field
