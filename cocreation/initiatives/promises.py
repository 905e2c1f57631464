"""What a person has promised by a day: their steps and lines, and what they wait for as a leader.

Only where they may still read it, and only while the initiative is open. Copies of real cases are
a reading of what others did: nobody is reminded of them.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cocreation.initiatives.checklist import State
from cocreation.initiatives.models import (
    Assessment,
    Initiative,
    NamedPerson,
    Status,
    Step,
    Tick,
)
from cocreation.initiatives.places import address_of
from cocreation.initiatives.waiting import GOES_ON, OPEN, STANDS_FOR, Kind, asks_again
from cocreation.people.access import Involvement
from cocreation.people.models import Change, User
from typology.catalogue import Catalogue, GateItem, Item, Statement
from typology.languages import spoken
from typology.models import Edition

OVER = (State.IN_PLACE, State.NOT_RELEVANT)
"""The answers after which a line waits no more."""


class Sort(StrEnum):
    """What was promised."""

    STEP = "step"
    LINE = "line"
    REPLY = "reply"
    """The day when an answer about the mandate comes."""
    AGAIN = "again"
    """The day when a placement is so old that one asks again."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One thing with a day and a person."""

    sort: Sort
    initiative: Initiative
    due_on: datetime.date
    part: str = ""
    """The step's public id, or the id of the line."""
    words: str = ""
    item: Item | None = None

    @property
    def thing(self) -> str:
        """What tells it from all else, for ever."""
        parts = [self.sort, str(self.initiative.public_id), self.part]
        return "-".join(part for part in parts if part)

    @property
    def what(self) -> str:
        """What is to be done, in the language spoken now."""
        match self.sort:
            case Sort.REPLY:
                return _("The answer about what you may decide")
            case Sort.AGAIN:
                return _("Place it again")
        return said(self.item) if self.item else self.words

    @property
    def address(self) -> str:
        """The exact place where it stands."""
        page = partial(reverse, args=[self.initiative.public_id])
        match self.sort:
            case Sort.STEP:
                return page("initiatives:plan") + f"#part-{self.part}"
            case Sort.REPLY:
                return page("initiatives:plan") + "#field-reply_on"
            case Sort.AGAIN:
                return page("initiatives:place")
        return address_of(self.initiative, self.item) if self.item else ""


def said(item: Item) -> str:
    """Return the act; a line of a role has none of its own, and is its own words."""
    text = item.do if isinstance(item, GateItem | Statement) else item.text
    return text.in_language(spoken())


def promises_of(user: User) -> list[Promise]:
    """Return all that a person has promised and not done, by day. Four queries, for any number."""
    if not user.is_active:
        return []
    found = [*_steps(user), *_lines(user), *_led(user, timezone.localdate())]
    return sorted(found, key=lambda each: (each.due_on, each.thing))


def people_with_promises() -> list[User]:
    """Return everybody who may have promised something: one query."""
    steps = Step.objects.standing().filter(person=OuterRef("pk"), done_on=None)
    ticks = Tick.objects.filter(person=OuterRef("pk"), due_on__isnull=False)
    led = NamedPerson.objects.filter(user=OuterRef("pk"), involvement=Involvement.LEADER)
    begun = Initiative.objects.filter(author=OuterRef("pk"), status__in=OPEN, deleted_at=None)
    some = Q(Exists(steps)) | Q(Exists(ticks)) | Q(Exists(led)) | Q(Exists(begun))
    return list(User.objects.filter(some, is_active=True).order_by("pk"))


def _open(user: User) -> Any:
    return Initiative.objects.visible_to(user).filter(status__in=OPEN, case="")


def _steps(user: User) -> Iterator[Promise]:
    rows = Step.objects.standing().filter(
        person=user, done_on=None, due_on__isnull=False, initiative__in=_open(user).values("pk")
    )
    for row in rows.select_related("initiative"):
        words = {"part": str(row.public_id), "words": row.what}
        yield Promise(Sort.STEP, row.initiative, row.due_on, **words)


def _lines(user: User) -> Iterator[Promise]:
    rows = Tick.objects.filter(
        person=user, due_on__isnull=False, initiative__in=_open(user).values("pk")
    )
    ticks: list[Any] = list(
        rows.exclude(state__in=OVER)
        .select_related("initiative__edition")
        .defer("initiative__edition__document")
    )
    catalogues = _catalogues({tick.initiative.edition.number for tick in ticks})
    for tick in ticks:
        if item := catalogues[tick.initiative.edition.number].items.get(tick.item):
            yield Promise(Sort.LINE, tick.initiative, tick.due_on, tick.item, item=item)


def _catalogues(numbers: set[int | None]) -> dict[int | None, Catalogue]:
    """Return the texts by number of edition; the newest correction counts."""
    if not numbers:
        return {}
    rows = Edition.objects.published().filter(number__in=numbers).defer("document")
    last = {edition.number: edition for edition in rows.order_by("correction")}
    return {number: edition.catalogue for number, edition in last.items()}


def _led(user: User, today: datetime.date) -> Iterator[Promise]:
    """Yield what the leader is asked; without a leader it is whoever began it."""
    leaders = NamedPerson.objects.filter(
        initiative=OuterRef("pk"), involvement=Involvement.LEADER, user__isnull=False
    )
    placed = Assessment.objects.filter(initiative=OuterRef("pk"), withdrawn_at=None, kind="today")
    changed = Change.objects.filter(
        kind="initiative", object_id=OuterRef("public_id"), field="status"
    )
    rows = (
        _open(user)
        .filter(Q(involvement=Involvement.LEADER) | (Q(author=user) & ~Exists(leaders)))
        .select_related("plan")
        .annotate(
            placed_on=Subquery(placed.order_by("-assessed_on", "-pk").values("assessed_on")[:1]),
            status_changed_at=Subquery(changed.order_by("-at", "-pk").values("at")[:1]),
        )
    )
    for row in rows:
        if not row.may_edit:
            continue
        plan = getattr(row, "plan", None)
        if plan and plan.reply_on and row.status in (Status.DRAFT, Status.DIALOGUE):
            yield Promise(Sort.REPLY, row, plan.reply_on)
        if row.placed_on and row.outside_party and row.status in GOES_ON:
            moment = row.status_changed_at
            changed_on = timezone.localdate(moment) if moment else None
            # One whose status has moved asks at once, on my page; here only the day counts.
            if asks_again(row.placed_on, changed_on, row.status, today) is not Kind.MOVED:
                yield Promise(Sort.AGAIN, row, row.placed_on + STANDS_FOR)
