"""What members have handed over to each other, as the history of the organisation has it."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from cocreation.people.models import Change, Organisation, User

SHOWN = 10
"""So many of the latest are shown."""


@dataclass(frozen=True)
class HandedOver:
    """One act: who gave what to whom. None is someone whose account is gone."""

    at: datetime.datetime
    giver: User | None
    taker: User | None
    things: tuple[Mapping[str, str], ...]


def note_handing_over(
    organisation: Organisation,
    by: User | None,
    giver: User,
    taker: User,
    things: Iterable[Mapping[str, str]],
) -> None:
    """Keep the list of what changed hands: each thing has a kind, what it is, and a title."""
    new = {"to": str(taker.public_id), "things": [dict(thing) for thing in things]}
    organisation.note_change(by, "hand over", f"member {giver.public_id}", None, new)


def handed_over(organisation: Organisation, of: User | None = None) -> list[HandedOver]:
    """Return the latest, newest first; with a person those that they gave or took."""
    rows = Change.objects.filter(
        kind="organisation", object_id=organisation.public_id, verb="hand over"
    )
    if of:
        mine = Q(field=f"member {of.public_id}") | Q(new__to=str(of.public_id))
        rows = rows.filter(mine)
    found: list[Any] = list(rows.order_by("-at", "-pk")[:SHOWN])
    ids = {row.field.removeprefix("member ") for row in found} | {row.new["to"] for row in found}
    people = {str(user.public_id): user for user in User.objects.filter(public_id__in=ids)}
    return [_read(row, people) for row in found]


def _read(row: Any, people: Mapping[str, User]) -> HandedOver:
    giver = people.get(row.field.removeprefix("member "))
    return HandedOver(row.at, giver, people.get(row.new["to"]), tuple(row.new["things"]))
