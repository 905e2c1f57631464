"""A snapshot to be read whole: the map, the form, and every word that was kept, under headings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cocreation.initiatives.checklist import Kind
from cocreation.initiatives.differences import NOT_LOOKED_AT, Difference, Way, differences
from cocreation.initiatives.forms.parts import PART_KINDS
from cocreation.initiatives.models import Assessment, Status
from cocreation.initiatives.reading import Reading
from cocreation.initiatives.sittings import Address
from cocreation.initiatives.snapshot import Placement, Snapshot
from cocreation.initiatives.wording import Words
from typology.catalogue import Catalogue, FormTexts
from typology.figure import Figure, Spot, draw
from typology.languages import spoken
from typology.placement import Method, place

TOLD_ABOVE = frozenset({"title", "sentence", "description", "case"})
"""The fields that stand at the top of the page, and one that no page tells."""

LIST_NAMES = {
    Kind.ROLES: gettext_lazy("Who does what"),
    Kind.COMPETENCES: gettext_lazy("Can we do it?"),
    Kind.GATE: gettext_lazy("Our own house in order"),
}


@dataclass(frozen=True)
class Said:
    """A label and what was said; `more` stands beneath it in small."""

    label: str
    value: str
    more: str = ""


@dataclass(frozen=True)
class Card:
    """A partner, a step, a risk: its name, and its other fields that were filled in."""

    name: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Chapter:
    """A heading, with lines or with cards beneath it."""

    name: str
    said: tuple[Said, ...] = ()
    cards: tuple[Card, ...] = ()


class Sheet:
    """What one snapshot says, with the texts of its own edition."""

    def __init__(self, snapshot: Snapshot, catalogue: Catalogue) -> None:
        self.snapshot, self.catalogue = snapshot, catalogue
        self.words = Words(catalogue, parts=snapshot.names)
        self.flat = snapshot.flat()

    @property
    def title(self) -> str:
        return self.snapshot.title

    @property
    def sentence(self) -> str:
        return str(self.flat.get("sentence") or "")

    @property
    def description(self) -> str:
        return str(self.flat.get("description") or "")

    @property
    def status(self) -> str:
        return str(dict(Status.choices).get(str(self.flat.get("status")), ""))

    @property
    def outside_the_four(self) -> bool:
        """Whether nobody outside the public sector was to create anything."""
        return self.flat.get("outside_party") is False

    @cached_property
    def reading(self) -> Reading | None:
        """What the placement that counted meant; None before the first."""
        today = self.snapshot.today
        if today is None:
            return None
        return Reading(self.catalogue, today.scores, Method(today.method), today.answers)

    @property
    def form(self) -> FormTexts | None:
        return self.reading.form if self.reading else None

    @cached_property
    def figure(self) -> Figure:
        """The map with the placement that counted, and the latest wish as a ring."""
        today = self.snapshot.today
        wish = next((p for p in reversed(self.snapshot.placements) if p.kind == "wish"), None)
        spots = [Spot(wish.scores, _("wish"), newest=False, wish=True)] if wish and today else []
        if today:
            spots.append(Spot(today.scores, ""))
        return draw(
            self.catalogue,
            spoken(),
            spots,
            band=self.reading.band if self.reading else None,
            wash=self.reading is not None and not self.reading.in_the_middle,
        )

    @property
    def chapters(self) -> list[Chapter]:
        """Everything that was said, under the headings of the pages; what is empty is left out."""
        every = (
            Chapter(_("What it is"), tuple(self._lines(self._about))),
            *self._kinds("partner"),
            Chapter(_("The plan"), tuple(self._lines(self._addresses("plan")))),
            *self._kinds("step", "risk"),
            Chapter(_("Who has which role"), tuple(self._lines(self.snapshot.holders))),
            *(Chapter(str(LIST_NAMES[kind]), tuple(self._ticked(kind))) for kind in Kind),
            Chapter(_("Does it work?"), tuple(self._lines(self._addresses("effect")))),
            *self._kinds("meeting", "link"),
            Chapter(_("The placements"), tuple(map(self._placement, self.snapshot.placements))),
        )
        return [chapter for chapter in every if chapter.said or chapter.cards]

    @property
    def _about(self) -> list[str]:
        return [name for name in self.snapshot.fields if name not in TOLD_ABOVE]

    def _addresses(self, what: str) -> list[str]:
        return [field for field in self.flat if Address.of(field).what == what]

    def _lines(self, fields: Iterable[str]) -> Iterator[Said]:
        for field in fields:
            if said := self.words.value(field, self.flat.get(field)):
                yield Said(self.words.label(field), said)

    def _ticked(self, kind: Kind) -> Iterator[Said]:
        """Yield the lines of one checklist that were answered, in the order of the catalogue."""
        order = {item: place for place, item in enumerate(self.catalogue.items)}
        items = sorted(self.snapshot.ticks, key=lambda item: order.get(item, len(order)))
        for item in items:
            line = self.snapshot.ticks[item]
            if list_of(item) is kind and (line.state != NOT_LOOKED_AT or line.note):
                parts = (
                    line.responsible,
                    self.words.value(f"{item}.due_on", line.due_on and line.due_on.isoformat()),
                    line.note,
                )
                more = " · ".join(part for part in parts if part)
                state = self.words.value(f"{item}.state", line.state)
                yield Said(self.words.item(item), state, more)

    def _kinds(self, *kinds: str) -> Iterator[Chapter]:
        for kind in kinds:
            cards = (
                Card(
                    str(next(iter(row.values.values()), "")),
                    tuple(self._of_row(kind, str(row.id), row.values)),
                )
                for row in self.snapshot.rows(kind)
            )
            yield Chapter(str(PART_KINDS[kind].heading), cards=tuple(cards))

    def _of_row(self, kind: str, row_id: str, values: Mapping[str, Any]) -> Iterator[Said]:
        for name in list(values)[1:]:
            if said := self.words.value(f"{row_id}.{name}", values[name]):
                yield Said(self.words.field(kind, name), said)

    def _placement(self, placement: Placement) -> Said:
        day = date_format(placement.assessed_on, "SHORT_DATE_FORMAT")
        kind = str(dict(Assessment.Kind.choices).get(placement.kind, placement.kind))
        return Said(f"{day} · {kind}", self.in_words(placement), placement.note)

    def in_words(self, placement: Placement) -> str:
        """Return the form of a placement and its two scores."""
        form = self.catalogue.form(place(placement.scores).form).name.in_language(spoken())
        return f"{form} ({placement.actors} / {placement.outcome})"


def list_of(item: str) -> Kind:
    """Return the checklist that a line stands on; its id tells."""
    if item.startswith("G"):
        return Kind.GATE
    return Kind.COMPETENCES if item.startswith("K") else Kind.ROLES


# Two sheets beside each other


@dataclass(frozen=True)
class Change:
    """One difference in words."""

    label: str
    way: Way
    old: str
    new: str


class Apart:
    """What is different between two sheets: the older one, and the newer."""

    def __init__(self, old: Sheet, new: Sheet) -> None:
        self.old, self.new = old, new

    @cached_property
    def groups(self) -> list[tuple[str, list[Change]]]:
        """The differences under headings; only what differs."""
        found = differences(
            self.old.flat, self.new.flat, self.old.snapshot.names, self.new.snapshot.names
        )
        groups: dict[str, list[Change]] = {}
        for each in found:
            groups.setdefault(self._heading(each), []).append(self._in_words(each))
        return list(groups.items())

    @property
    def number(self) -> int:
        """How many things differ."""
        return sum(len(changes) for _name, changes in self.groups)

    @property
    def moved(self) -> bool:
        """Whether the placement that counts is another."""
        before, after = self.old.snapshot.today, self.new.snapshot.today
        return (before and before.scores) != (after and after.scores)

    @property
    def before(self) -> str:
        return self._placed(self.old)

    @property
    def after(self) -> str:
        return self._placed(self.new)

    @cached_property
    def figure(self) -> Figure:
        """One map with both placements, and the way between them."""
        before, after = self.old.snapshot.today, self.new.snapshot.today
        spots = [Spot(before.scores, _("then"), newest=False)] if before and self.moved else []
        if after:
            spots.append(Spot(after.scores, ""))
        return draw(
            self.new.catalogue,
            spoken(),
            spots,
            walk=[each.scores for each in (before, after) if each],
            wash=after is not None,
        )

    @property
    def has_placement(self) -> bool:
        return bool(self.old.snapshot.today or self.new.snapshot.today)

    def _placed(self, sheet: Sheet) -> str:
        today = sheet.snapshot.today
        if today:
            return sheet.in_words(today)
        if sheet.outside_the_four:
            return sheet.catalogue.not_placed.none.name.in_language(spoken())
        return _("Not placed yet")

    def _heading(self, each: Difference) -> str:
        at = Address.of(each.field)
        match at.what:
            case "plan":
                return _("The plan")
            case "effect":
                return _("Does it work?")
            case "tick":
                return str(LIST_NAMES[list_of(at.id)])
            case "part":
                kind = self._names.get(at.id, ("", ""))[0]
                return str(PART_KINDS[kind].heading) if kind in PART_KINDS else kind
        holders = {**self.old.snapshot.holders, **self.new.snapshot.holders}
        return _("Who has which role") if each.field in holders else _("What it is")

    @cached_property
    def _names(self) -> dict[str, tuple[str, str]]:
        return {**self.old.snapshot.names, **self.new.snapshot.names}

    def _in_words(self, each: Difference) -> Change:
        then, now = self.old.words, self.new.words
        words = then if each.way is Way.REMOVED else now
        if Address.of(each.field) == Address("part", each.field):
            return Change(words.part(each.field), each.way, "", "")
        return Change(
            words.label(each.field),
            each.way,
            then.value(each.field, each.old),
            now.value(each.field, each.new),
        )
