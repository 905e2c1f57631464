"""Everything that is stored about a person, as plain values for a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from cocreation.initiatives.models import Initiative
from cocreation.people.models import Invitation, Organisation, User
from cocreation.post.models import Letter
from cocreation.protection.relations import RELATIONS, Relation, columns

ACCOUNT = ("public_id", "email", "name", "language", "is_active", "created_at", "last_login")
LISTS_OF_OTHERS = ("hand over",)
"""Acts whose row holds a list of what others wrote."""


@dataclass(frozen=True)
class Seen:
    """What a person may read today: titles of initiatives and names of organisations, by key."""

    titles: dict[int, str]
    organisations: dict[int, str]


def everything_about(user: User, within: Organisation | None = None) -> dict[str, Any]:
    """Return all that is stored about a person, by heading; with an organisation, what is in it.

    As many queries for much as for little. Words that others wrote are told where the person may
    read the initiative today, and else left out.
    """
    visible = Initiative.objects.visible_to(user)
    seen = Seen(
        dict(visible.values_list("pk", "title")),
        # Its name is told to members and guests of today.
        dict(
            Organisation.objects.filter(
                Q(members=user) | Q(initiatives__in=visible.values("pk"))
            ).values_list("pk", "name")
        ),
    )
    found: dict[str, Any] = {
        "made_at": timezone.now(),
        "organisation": str(within) if within else None,
        "account": {name: getattr(user, name) for name in ACCOUNT},
    }
    for name, column in columns():
        relation = RELATIONS.get(name, Relation(name, ("pk",)))
        if within and not relation.organisation:
            continue
        rows = column.model._base_manager.filter(**{column.name: user})
        if within:
            rows = rows.filter(**{relation.organisation: within})
        found[relation.heading] = list(_told(rows, relation, seen))
    if within is None:
        found["account"]["password"] = "stored in a form that nobody can read"
    return found | dict(_by_address(user, within))


def _told(rows: Any, relation: Relation, seen: "Seen") -> Iterator[dict[str, Any]]:
    way = "" if relation.initiative == "self" else f"{relation.initiative}__"
    more: dict[str, Any] = {}
    if relation.initiative:
        more |= {"its_key": F(f"{way}pk"), "its_id": F(f"{way}public_id")}
    if relation.organisation:
        more["its_organisation"] = F(relation.organisation)
    for row in rows.order_by("pk").values(*relation.plain, *relation.shared, **more):
        told = {name: row[name] for name in relation.plain}
        if relation.initiative:
            told |= {"initiative": row["its_id"], "title": seen.titles.get(row["its_key"])}
        if relation.shared and row["its_key"] in seen.titles and row.get("removed_at") is None:
            told |= {name: row[name] for name in relation.shared}
        if told.get("verb") in LISTS_OF_OTHERS:
            told["new"] = None
        if relation.organisation:
            told["organisation"] = seen.organisations.get(row["its_organisation"])
        yield told


def _by_address(user: User, within: Organisation | None) -> Iterator[tuple[str, Any]]:
    """Return what names the person's address in place of the account."""
    theirs = Q(email__iexact=user.email) & (Q(organisation=within) if within else Q())
    invitations = Invitation.objects.filter(theirs).values(
        "email", "level", "sent_at", "reminded_at", "accepted_at", "declined_at", "withdrawn_at"
    )
    yield "invitations_received", list(invitations)
    if within is None:
        letters = Letter.objects.filter(to__iexact=user.email)
        yield "letters", list(letters.values("subject", "written_at", "sent_at", "given_up_at"))
