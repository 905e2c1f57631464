"""A person's own initiatives, and what waits in them: in words, with the place where it is done."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocreation.initiatives import checklist
from cocreation.initiatives.checklist import State
from cocreation.initiatives.finding import Found, find, found
from cocreation.initiatives.models import Assessment, Comment, Initiative, Tick
from cocreation.initiatives.places import address_of
from cocreation.initiatives.promises import OVER, Promise, Sort, promises_of, said
from cocreation.initiatives.waiting import (
    GOES_ON,
    STANDS_FOR,
    Asked,
    Dated,
    Kind,
    OpenLine,
    Standing,
    Waiting,
    waiting,
)
from cocreation.people.access import LEVELS, Act
from cocreation.people.models import Change, User
from typology.catalogue import Catalogue, Item, RoleItem
from typology.models import Edition


@dataclass(frozen=True)
class Row:
    """One thing that waits, as the page shows it."""

    kind: Kind
    initiative: Initiative
    what: str
    address: str
    when: str
    is_late: bool
    day: datetime.date | None
    """The date to write beside `when`, where that does not name it."""


class Mine:
    """The initiatives that a person began or is named on, without the copies of real cases.

    Nobody here runs a case: it is a reading of what others did, so nothing in it can wait.
    Everything is fetched when first asked for, in as many queries for fifty as for one.
    """

    def __init__(self, user: User, newest: Edition) -> None:
        self.user, self.newest = user, newest
        self.today = timezone.localdate()

    @cached_property
    def initiatives(self) -> list[Found]:
        """Each with its placement, the newest changed first."""
        return [found(row, self._catalogue(row)) for row in self._rows]

    @cached_property
    def waiting(self) -> list[Row]:
        """What the person can do something about, the most urgent first."""
        standings = [self._standing(each) for each in self.initiatives if each.initiative.may_edit]
        dated = [
            Dated(each.initiative.public_id, thing, each.due_on)
            for thing, each in self._promises.items()
        ]
        asked = [
            Asked(each.initiative.public_id, str(each.public_id), timezone.localdate(each.said_at))
            for each in self._questions.values()
        ]
        return [self._row(each) for each in waiting(standings, self.today, dated, asked)]

    @cached_property
    def _promises(self) -> dict[str, Promise]:
        """What has the person's name and a day, and is no line of an initiative of their own."""
        edited = {row.pk for row in self._rows if row.may_edit}
        return {
            each.thing: each
            for each in promises_of(self.user)
            if each.sort in (Sort.STEP, Sort.REPLY)
            or (each.sort is Sort.LINE and each.initiative.pk not in edited)
        }

    @cached_property
    def _questions(self) -> dict[str, Comment]:
        """The comments that are addressed to the person and not answered."""
        rows = Comment.objects.waiting_for(self.user).select_related("initiative")
        return {str(row.public_id): row for row in rows}

    @property
    def may_create(self) -> bool:
        """Whether the person may start an initiative somewhere."""
        return any(level in LEVELS[Act.CREATE] for level in self._levels)

    @property
    def belongs(self) -> bool:
        """Whether the person is a member anywhere."""
        return bool(self._levels)

    @cached_property
    def _levels(self) -> list[str]:
        return list(self.user.memberships.values_list("level", flat=True))

    @cached_property
    def _rows(self) -> list[Any]:
        placed = Assessment.objects.filter(
            initiative=OuterRef("pk"), withdrawn_at=None, kind="today"
        ).order_by("-assessed_on", "-pk")
        mine = Initiative.objects.visible_to(self.user).filter(
            Q(author=self.user) | Q(involvement__isnull=False), case=""
        )
        changed = Change.objects.filter(
            kind="initiative", object_id=OuterRef("public_id"), field="status"
        ).order_by("-at", "-pk")
        rows = find(mine, {}).annotate(
            placed_on=Subquery(placed.values("assessed_on")[:1]),
            status_changed_at=Subquery(changed.values("at")[:1]),
        )
        return list(rows.select_related("unit", "edition").defer("edition__document"))

    @cached_property
    def _catalogues(self) -> dict[int | None, Catalogue]:
        """The texts in use, by number of edition; the newest correction counts."""
        numbers = {row.edition.number for row in self._rows} - {self.newest.number}
        known = {self.newest.number: self.newest.catalogue}
        if numbers:
            older = Edition.objects.published().filter(number__in=numbers).defer("document")
            last = {edition.number: edition for edition in older.order_by("correction")}
            known |= {number: edition.catalogue for number, edition in last.items()}
        return known

    def _catalogue(self, row: Initiative) -> Catalogue:
        return self._catalogues[row.edition.number]

    @cached_property
    def _ticks(self) -> dict[int, list[Tick]]:
        """What was answered and is not in place, by initiative."""
        rows = Tick.objects.filter(
            Q(due_on__isnull=False) | Q(state=State.MISSING),
            initiative__in=[row.pk for row in self._rows],
        )
        ticks = defaultdict(list)
        for tick in rows.exclude(state__in=OVER).order_by("pk"):
            ticks[tick.initiative_id].append(tick)
        return ticks

    def _standing(self, it: Found) -> Standing:
        row: Any = it.initiative
        return Standing(
            initiative=row.public_id,
            status=row.status,
            started_on=timezone.localdate(row.created_at),
            outside_party=row.outside_party,
            placed_on=row.placed_on,
            status_changed_on=_day_of(row.status_changed_at),
            ends_on=row.ends_on,
            lines=tuple(self._lines(it)),
        )

    def _lines(self, it: Found) -> list[OpenLine]:
        """Return the lines that may wait. A role's line does so in its own form alone."""
        catalogue, ticks = self._catalogue(it.initiative), self._ticks.get(it.initiative.pk, [])
        states = {tick.item: State(tick.state) for tick in ticks}
        law = {item.id for item in checklist.blocks(catalogue, states)}
        opens = it.placement.opens if it.placement else None
        return [
            OpenLine(tick.item, tick.due_on, holds_back=tick.item in law)
            for tick in ticks
            if (item := catalogue.items.get(tick.item))
            and (opens is None or not isinstance(item, RoleItem) or item.id.startswith(f"{opens}."))
        ]

    def _row(self, it: Waiting) -> Row:
        """Put one thing in words."""
        if promise := self._promises.get(it.what):
            return Row(
                kind=it.kind,
                initiative=promise.initiative,
                what=promise.what,
                address=promise.address,
                when=_when(it, "", self.today),
                is_late=promise.due_on < self.today,
                day=it.due,
            )
        if question := self._questions.get(it.what):
            return Row(
                kind=it.kind,
                initiative=question.initiative,
                what=_("%(person)s asks: %(words)s")
                % {
                    "person": question.by or _("Someone"),
                    "words": shorten(question.text, 120, placeholder="…"),
                },
                address=reverse("initiatives:comments", args=[question.initiative.public_id])
                + f"#comment-{question.public_id}",
                when=_when(it, "", self.today),
                is_late=False,
                day=None,
            )
        return self._say(it, next(row for row in self._rows if row.public_id == it.initiative))

    def _say(self, it: Waiting, row: Initiative) -> Row:
        item = self._catalogue(row).items[it.what] if it.what else None
        is_dated = it.kind in (Kind.LAW, Kind.DUE, Kind.SOON) and it.due is not None
        return Row(
            kind=it.kind,
            initiative=row,
            what=_what_to_do(it.kind, item),
            address=_address(row, it.kind, item),
            when=_when(it, row.status, self.today),
            is_late=bool(is_dated and it.due and it.due < self.today),
            day=it.due if is_dated else None,
        )


def _asks(question: Comment) -> str:
    words = shorten(question.text, 120, placeholder="…")
    return _("%(person)s asks: %(words)s") % {"person": question.by or _("Someone"), "words": words}


def _what_to_do(kind: Kind, item: Item | None) -> str:
    """Return the act; a line of a role has none of its own, and is its own words."""
    if item is not None:
        return said(item)
    match kind:
        case Kind.ENDED:
            return _("Set a new end for the period, or another status")
        case Kind.PARTY:
            return _("Say whether someone outside the public sector takes part")
        case Kind.PLACE:
            return _("Place it on the map")
        case _:
            return _("Place it again")


def _address(row: Initiative, kind: Kind, item: Item | None) -> str:
    """Return the address where it is done, down to the line or the field."""
    if item is not None:
        return address_of(row, item)
    if kind is Kind.ENDED:
        return reverse("initiatives:about", args=[row.public_id]) + "#field-ends_on"
    return reverse("initiatives:place", args=[row.public_id])


def _when(it: Waiting, status: str, today: datetime.date) -> str:
    """Return since or until when, as one would say it today."""
    if it.due is None:
        return _("holds you back now") if status in GOES_ON else _("before you agree")
    match it.kind:
        case Kind.ENDED:
            return _("ended %(day)s") % {"day": _date(it.due)}
        case Kind.PARTY | Kind.PLACE:
            return _("since %(day)s") % {"day": _date(it.due)}
        case Kind.ASKED:
            return _("asked %(day)s") % {"day": _date(it.due)}
        case Kind.MOVED:
            return _("status changed %(day)s") % {"day": _date(it.due)}
        case Kind.AGAIN:
            return _("last placed %(day)s") % {"day": _date(it.due - STANDS_FOR)}
    days = (it.due - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days > 0:
        return ngettext("in %(number)s day", "in %(number)s days", days) % {"number": days}
    return ngettext("%(number)s day late", "%(number)s days late", -days) % {"number": -days}


def _day_of(moment: datetime.datetime | None) -> datetime.date | None:
    return timezone.localdate(moment) if moment else None


def _date(day: datetime.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
