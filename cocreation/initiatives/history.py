"""The history of an initiative in words: sittings, the newest first, each line with what it was.

What there is to read comes from the rows of the history alone. So it costs the same for one change
as for a thousand, and it tells of things that are gone.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from textwrap import shorten
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cocreation.initiatives.bin import days_left
from cocreation.initiatives.models import (
    Assessment,
    Attachment,
    Comment,
    Initiative,
    Part,
)
from cocreation.initiatives.sittings import (
    Act,
    Address,
    Sitting,
    Told,
    sittings,
    spot,
    tell,
    together,
)
from cocreation.initiatives.snapshot import KINDS
from cocreation.initiatives.wording import Words
from cocreation.people.models import Change, Unit, User
from typology.catalogue import Catalogue
from typology.languages import spoken
from typology.placement import Scores, place

A_PAGE = 20
"""So many sittings on a page."""

AT_ONCE = 8
"""So many lines of a sitting are seen without unfolding."""

LONG = 180
"""Past this many letters a value is shortened, with the whole in a fold."""

LISTED: Mapping[str, type[Part]] = {**KINDS, "attachment": Attachment}
"""The parts that the history names and can bring back. What people said is not retold here."""

FIRST: Mapping[str, str] = {
    **{word: kind.FIELDS[0] for word, kind in LISTED.items()},
    Comment.word(): Comment.FIELDS[0],
}

SENTENCES = {
    "start": gettext_lazy("Started the initiative"),
    "copy": gettext_lazy("Copied it"),
    "add": gettext_lazy("Added"),
    "remove": gettext_lazy("Took off the list"),
    "restore": gettext_lazy("Brought back"),
    "erase": gettext_lazy("Gone for good after 30 days"),
    "delete": gettext_lazy("Deleted the initiative"),
    "undelete": gettext_lazy("Brought the initiative back"),
    "assess": gettext_lazy("Placed it"),
    "withdraw": gettext_lazy("Withdrew a placement"),
    "name person": gettext_lazy("Named a colleague"),
    "remove person": gettext_lazy("Took a colleague’s name off"),
    "change involvement": gettext_lazy("Changed what a colleague does in it"),
    "hand over": gettext_lazy("Took over from a colleague"),
    "invite": gettext_lazy("Invited someone by e-mail"),
    "name version": gettext_lazy("Gave this moment a name"),
    "save template": gettext_lazy("Saved it as a template"),
    "add comment": gettext_lazy("Wrote a comment"),
    "change comment": gettext_lazy("Changed a comment"),
    "remove comment": gettext_lazy("Took a comment off"),
    "restore comment": gettext_lazy("Brought a comment back"),
    "resolve comment": gettext_lazy("Settled a comment"),
    "reopen comment": gettext_lazy("Opened a comment again"),
    "make link": gettext_lazy("Made a link to share it"),
    "stop link": gettext_lazy("Closed a link"),
    "restore link": gettext_lazy("Opened a link again"),
    "settle offer": gettext_lazy("Answered an offer"),
    "partner confirms": gettext_lazy("Answered about its role"),
    "partner offers": gettext_lazy("Offered something"),
    "partner ticks": gettext_lazy("Answered its lines"),
}
"""What a line says that tells of no field."""


SAYS_WORDS = frozenset({"start", "copy", "name version", "save template"})
"""The verbs whose value is words for the reader."""


def told(row: Change) -> Told:
    """Read one row of a history."""
    return tell(row.verb, row.field, row.old, row.new, row.pk)


@dataclass(frozen=True)
class Saying:
    """A value in words: short, and whole where that is more."""

    short: str
    whole: str = ""

    @classmethod
    def of(cls, words: str) -> "Saying":
        if len(words) <= LONG:
            return cls(words)
        return cls(shorten(words, LONG, placeholder=" …"), words)


@dataclass(frozen=True)
class Line:
    """One thing of a sitting: a sentence about it, or what it was and is.

    `again` is the row whose old value can be used again, while `last` is its newest row.
    """

    label: str
    sentence: str = ""
    old: Saying | None = None
    new: Saying | None = None
    again: int | None = None
    last: int = 0
    comes_back: bool = False


@dataclass(frozen=True)
class Entry:
    """A sitting as its reader sees it."""

    who: str
    began: datetime.datetime
    ended: datetime.datetime
    lines: tuple[Line, ...]

    @property
    def first(self) -> tuple[Line, ...]:
        """What is seen at once; a single line more would be hidden for nothing."""
        return self.lines if len(self.lines) <= AT_ONCE + 1 else self.lines[:AT_ONCE]

    @property
    def rest(self) -> tuple[Line, ...]:
        """What stands in a fold."""
        return self.lines[len(self.first) :]


@dataclass(frozen=True)
class Removed:
    """A part that is off its list, and how long it can still come back."""

    label: str
    row: int
    days_left: int


@dataclass(frozen=True)
class Both:
    """What someone wants to use again, and what stands there now."""

    label: str
    chosen: str
    now: str


class History:
    """What happened to one initiative."""

    def __init__(self, initiative: Initiative, catalogue: Catalogue) -> None:
        self.initiative, self.catalogue = initiative, catalogue

    @cached_property
    def _acts(self) -> list[Act]:
        return [
            Act(key, at, by, spot(verb, field, key)) for key, at, by, verb, field in self._outline
        ]

    @cached_property
    def _outline(self) -> list[tuple[int, datetime.datetime, int | None, str, str]]:
        """Every row without its values, which may be long."""
        rows = self.initiative.history.order_by("pk")
        return list(rows.values_list("pk", "at", "by", "verb", "field"))

    @cached_property
    def _newest(self) -> dict[str, int]:
        """The newest row of each spot."""
        return {act.spot: act.key for act in self._acts}

    @cached_property
    def _kinds(self) -> dict[str, tuple[str, int]]:
        """The kind of each part, and the newest row that names it."""
        found: dict[str, tuple[str, int]] = {}
        for key, _at, _by, verb, field in self._outline:
            at = Address.of(field)
            kind = verb.partition(" ")[2]
            if at.what == "part" and kind in FIRST and at.name in ("", FIRST[kind]):
                found[at.id] = (kind, key)
        return found

    @cached_property
    def _gone(self) -> dict[str, tuple[int, datetime.datetime]]:
        """The parts that are off their lists now: the row that took them off, and when."""
        gone: dict[str, tuple[int, datetime.datetime]] = {}
        for key, at, _by, verb, field in self._outline:
            first, _space, kind = verb.partition(" ")
            part = Address.of(field)
            if part.what == "part" and kind in LISTED:
                if first == "remove":
                    gone[part.id] = (key, at)
                elif first in ("restore", "erase"):
                    gone.pop(part.id, None)
        return gone

    def page(self, number: Any) -> "Page[Sitting]":
        """Return a page of sittings; an unknown number gives the nearest."""
        return Paginator(sittings(self._acts), A_PAGE).get_page(number)

    def read(self, page: Iterable[Sitting]) -> "Reader":
        """Fetch what a page tells, the values of its rows and the names in them."""
        shown = list(page)
        keys = {act.key for sitting in shown for act in sitting.acts}
        names = {key for _kind, key in self._kinds.values()}
        gone = {key for key, _at in self._gone.values()}
        rows = Change.objects.filter(pk__in=keys | names | gone).select_related("by")
        return Reader(self, shown, {row.pk: row for row in rows})

    def both(self, row: Change, newest: Change) -> "Both":
        """Put beside each other what someone chose, and what has come since."""
        reader = self.read([])
        reader.add(row, newest)
        return reader.both(row, newest)


class Reader:
    """A page of the history in words."""

    def __init__(self, history: History, shown: list[Sitting], rows: Mapping[int, Change]) -> None:
        self._history, self._shown, self._rows = history, shown, rows
        self._language = spoken()

    def add(self, *rows: Change) -> None:
        """Know these rows too."""
        self._rows = {**self._rows, **{row.pk: row for row in rows}}

    def both(self, row: Change, newest: Change) -> Both:
        """Say what a row replaced, and what its newest sibling put there."""
        it, now = told(row), told(newest)
        at = Address.of(it.spot)
        if at == Address("part", it.spot) or at.what == "assessment":
            called = self._words.part(it.spot) if at.what == "part" else _("Placement")
            where = {True: _("off the list"), False: _("on the list")}
            return Both(called, where[it.old is None], where[now.new is None])
        return Both(
            self._words.label(it.field),
            self._words.value(it.field, it.old) or _("nothing"),
            self._words.value(it.field, now.new) or _("nothing"),
        )

    @cached_property
    def entries(self) -> list[Entry]:
        """The sittings, the newest first; one in which all came to nothing is left out."""
        entries = [self._entry(sitting) for sitting in self._shown]
        return [entry for entry in entries if entry.lines]

    @cached_property
    def removed(self) -> list[Removed]:
        """What is off its list and can come back, the newest first."""
        gone = sorted(self._history._gone.items(), key=lambda each: each[1][0], reverse=True)
        return [
            Removed(self._words.part(part_id), key, days_left(at)) for part_id, (key, at) in gone
        ]

    def _entry(self, sitting: Sitting) -> Entry:
        rows = [self._rows[act.key] for act in sitting.acts if act.key in self._rows]
        by = rows[-1].by if rows else None
        through_a_link = bool(rows) and by is None and rows[-1].verb.startswith("partner ")
        name = _("A partner, by a link") if through_a_link else who(by)
        newest_first = reversed(together(told(row) for row in rows))
        lines = dict.fromkeys(self._line(each) for each in newest_first)  # the same is said once
        return Entry(name, sitting.began, sitting.ended, tuple(lines))

    @cached_property
    def _words(self) -> Words:
        names = {
            part_id: (kind, self._name(kind, key))
            for part_id, (kind, key) in self._history._kinds.items()
        }
        return Words(self._history.catalogue, parts=names, units=self._units)

    def _name(self, kind: str, key: int) -> str:
        """Return what a part is called; a comment's words are left to its thread."""
        row = self._rows.get(key)
        if row is None or kind not in LISTED:
            return ""
        it = told(row)
        name = it.new if it.new is not None else it.old
        return shorten(str(name or ""), 80, placeholder=" …")

    @cached_property
    def _units(self) -> dict[str, str]:
        if not any(row.field == "unit" for row in self._rows.values()):
            return {}
        ours = self._history.initiative.organisation_id
        units = Unit.all_ever.filter(organisation=ours)
        return {str(unit.public_id): unit.name for unit in units}

    @cached_property
    def _people(self) -> dict[str, User]:
        ids = {
            str(value)
            for row in self._rows.values()
            if row.field == "person"
            for value in (row.old, row.new)
            if value and Address.of(str(value)).what == "part"
        }
        people = User.objects.filter(public_id__in=ids) if ids else ()
        return {str(person.public_id): person for person in people}

    @cached_property
    def _assessments(self) -> dict[str, Assessment]:
        if not any(row.field.startswith("assessment ") for row in self._rows.values()):
            return {}
        rows = self._history.initiative.assessments.all()
        return {str(row.public_id): row for row in rows}

    # The lines

    def _line(self, it: Told) -> Line:
        at = Address.of(it.spot)
        first, _space, kind = it.verb.partition(" ")
        if kind == "comment":
            return Line("", str(SENTENCES.get(it.verb, SENTENCES["change comment"])))
        if it.spot == "initiative":
            return Line("", str(SENTENCES["delete" if it.new is None else "undelete"]))
        if at == Address("part", it.spot):
            return self._part(it)
        if at.what == "assessment":
            return self._assessment(it, at)
        if it.spot == it.field:
            return Line(
                self._words.label(it.field),
                old=Saying.of(self._words.value(it.field, it.old)),
                new=Saying.of(self._words.value(it.field, it.new)),
                again=it.first,
                last=self._history._newest[it.spot],
            )
        return self._single(it, first)

    def _part(self, it: Told) -> Line:
        called = self._words.part(it.spot)
        if it.new is None:
            last = self._history._newest[it.spot]
            return Line(called, str(SENTENCES["remove"]), again=it.last, last=last, comes_back=True)
        verb = it.verb.partition(" ")[0]
        return Line(called, str(SENTENCES.get(verb, SENTENCES["add"])))

    def _assessment(self, it: Told, at: Address) -> Line:
        row = self._assessments.get(at.id)
        called = self._placement(row.scores, row.assessed_on) if row else ""
        if it.new is None:
            last = self._history._newest[it.spot]
            return Line(
                called, str(SENTENCES["withdraw"]), again=it.last, last=last, comes_back=True
            )
        return Line(called, str(SENTENCES["restore"]))

    def _single(self, it: Told, first: str) -> Line:
        """Tell what stands alone: a beginning, a placement, a name, or what has no words."""
        value = it.new if it.new is not None else it.old
        if first == "assess" and isinstance(value, dict):
            scores = Scores(value["actors"], value["outcome"])
            kind = dict(Assessment.Kind.choices).get(it.field, it.field)
            return Line(f"{self._placement(scores)} · {kind}", str(SENTENCES["assess"]))
        if it.field == "person":
            person = self._people.get(str(value))
            sentence = SENTENCES.get(it.verb, _("Changed who takes part"))
            return Line(str(person) if person else who(None), str(sentence))
        if first == "erase":
            return Line(self._words.part(it.field), str(SENTENCES["erase"]))
        where = Address.of(it.field)
        called = self._words.part(where.id) if where.what == "part" else ""
        said = str(value or "") if it.verb in SAYS_WORDS else called
        if it.verb in SENTENCES:
            return Line(said, str(SENTENCES[it.verb]))
        return Line(said, _("Something else happened: %(what)s") % {"what": it.verb})

    def _placement(self, scores: Scores, day: datetime.date | None = None) -> str:
        form = self._history.catalogue.form(place(scores).form).name.in_language(self._language)
        where = f"{form} ({scores.actors} / {scores.outcome})"
        return f"{where}, {date_format(day, 'SHORT_DATE_FORMAT')}" if day else where


def who(person: User | None) -> str:
    """Return a person's name, also when the account is gone."""
    return str(person) if person else _("someone who has left")
