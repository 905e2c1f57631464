"""The trail of an initiative in words: what changed between placements, and the way to the wish."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cocreation.initiatives import checklist, moves
from cocreation.initiatives.answer import Answer, Thing
from cocreation.initiatives.forms.placing import AGREEMENT
from cocreation.initiatives.models import Assessment, Phase
from cocreation.initiatives.moves import Lists, Shift
from cocreation.people.models import User
from typology.catalogue import Area, FormTexts, Item, Role, RoleItem, Text
from typology.figure import Figure, Spot, draw
from typology.languages import spoken
from typology.placement import Axis, Form, Method, place

METHODS: Mapping[str, Any] = {
    Method.QUICK: gettext_lazy("two questions"),
    Method.CAREFUL: gettext_lazy("twelve statements"),
    Method.MAP: gettext_lazy("a dot on the map"),
}
"""How someone placed it by hand."""
PUBLIC_ROLES = (Role.LEADER, Role.EMPLOYEE, Role.POLITICIAN)


@dataclass(frozen=True)
class AreaLines:
    """Statements of one area, under its name."""

    name: Text
    items: tuple[Item, ...]


@dataclass(frozen=True)
class ListsInWords:
    """What another form asks anew and no longer: how many lines, and the statements by area."""

    new: int
    gone: int
    new_by_area: tuple[AreaLines, ...]
    gone_by_area: tuple[AreaLines, ...]


@dataclass(frozen=True)
class Moved:
    """What changed since the placement of the same kind before."""

    since: datetime.date
    shifts: tuple[str, ...]
    before: FormTexts
    after: FormTexts
    lists: ListsInWords | None
    """None where both forms open the same lists."""
    answers: tuple[tuple[Text, str, str], ...]
    """The statements whose answers changed most, with the old and the new answer."""


@dataclass(frozen=True)
class Row:
    """One placement with its number on the map, its form, where it came from, and what changed."""

    number: int
    assessment: Assessment
    form: FormTexts
    way: str
    method: str
    by: str
    phase: str
    moved: Moved | None


@dataclass(frozen=True)
class Duty:
    """What a public role does in today's form and in the wished one, question by question."""

    role: Text
    lines: tuple[tuple[Text, tuple[Text, ...], tuple[Text, ...]], ...]


@dataclass(frozen=True)
class Task:
    """The leadership task: the way from today to the wish."""

    today: FormTexts
    wish: FormTexts
    wished_on: datetime.date
    shifts: tuple[str, ...]
    left: FormTexts
    opened: FormTexts
    """The forms whose lists today and the wish open."""
    duties: tuple[Duty, ...]
    """Empty where the wish opens the lists that are open already."""
    gaps: tuple[Thing, ...]


class Trail:
    """Everything that the page of placements shows of an initiative."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.catalogue = answer.catalogue

    @cached_property
    def rows(self) -> list[Row]:
        """Every placement that counts, newest first."""
        rows: list[Row] = []
        last: dict[str, Assessment] = {}
        for number, each in enumerate(self.answer.trail, start=1):
            rows.append(self._row(number, each, last.get(each.kind)))
            last[each.kind] = each
        return rows[::-1]

    @cached_property
    def withdrawn(self) -> list[tuple[Assessment, FormTexts]]:
        """What was taken out of the trail, oldest first."""
        rows = self.answer.initiative.assessments.exclude(withdrawn_at=None)
        return [(each, self._form(each)) for each in rows]

    @cached_property
    def phases(self) -> list[Row]:
        """The latest placement of today of each phase, in the order of the phases."""
        of_today = [row for row in self.rows[::-1] if row.assessment.kind == "today"]
        return moves.latest_of_phases(of_today, [str(phase.label) for phase in Phase])

    @property
    def figure_of_phases(self) -> Figure:
        """The map with the latest placement of each phase, and the way between them by date."""
        spots = [
            Spot(row.assessment.scores, row.phase, newest=row.assessment == self.answer.today)
            for row in self.phases
        ]
        walk = [row.assessment.scores for row in sorted(self.phases, key=lambda row: row.number)]
        return draw(self.catalogue, spoken(), spots, walk=walk)

    @cached_property
    def task(self) -> Task | None:
        """The way from today to the latest wish; None while one of them is missing."""
        answer = self.answer
        today, wish = answer.today, answer.wish
        if answer.reading is None or today is None or wish is None:
            return None
        before, after = place(today.scores).opens, place(wish.scores).opens
        return Task(
            today=self._form(today),
            wish=self._form(wish),
            wished_on=wish.assessed_on,
            shifts=way_to_wish(answer),
            left=self.catalogue.form(before),
            opened=self.catalogue.form(after),
            duties=self._duties(before, after) if before is not after else (),
            gaps=tuple(
                Thing.of(line) for line in checklist.largest_gaps(answer.competences(after))
            ),
        )

    # Words

    def _row(self, number: int, it: Assessment, before: Assessment | None) -> Row:
        return Row(
            number=number,
            assessment=it,
            form=self._form(it),
            way=_way(it, before),
            method=str(METHODS[it.method]) if it.method in METHODS else "",
            by=self._names.get(it.by_id or 0, ""),
            phase=phase_in_words(it.phase),
            moved=self._moved(before, it) if before else None,
        )

    @cached_property
    def _names(self) -> dict[int, str]:
        people = {each.by_id for each in self.answer.trail if each.by_id}
        return {user.pk: str(user) for user in User.objects.filter(pk__in=people)}

    def _moved(self, before: Assessment, after: Assessment) -> Moved:
        old, new = place(before.scores).opens, place(after.scores).opens
        both_careful = before.method == after.method == Method.CAREFUL
        return Moved(
            since=before.assessed_on,
            shifts=tuple(map(say_shift, moves.shifts(before.scores, after.scores))),
            before=self._form(before),
            after=self._form(after),
            lists=self._lists(old, new) if old is not new else None,
            answers=self._turned(before, after) if both_careful else (),
        )

    def _turned(self, before: Assessment, after: Assessment) -> tuple[tuple[Text, str, str], ...]:
        texts = {item.id: item.text for item in self.catalogue.questionnaire}
        agreement = {answer: str(words) for answer, words in AGREEMENT}
        return tuple(
            (texts[each.statement], agreement[each.before], agreement[each.after])
            for each in moves.turned(before.answers, after.answers)
            if each.statement in texts
        )

    def _lists(self, old: Form, new: Form) -> ListsInWords:
        if (old, new) not in self._known_lists:
            self._known_lists[old, new] = self._in_words(moves.lists(self.catalogue, old, new))
        return self._known_lists[old, new]

    @cached_property
    def _known_lists(self) -> dict[tuple[Form, Form], ListsInWords]:
        return {}

    def _in_words(self, it: Lists) -> ListsInWords:
        return ListsInWords(
            len(it.new), len(it.gone), self._by_area(it.new), self._by_area(it.gone)
        )

    def _by_area(self, items: Sequence[Item]) -> tuple[AreaLines, ...]:
        """Group the statements; the lines of the roles change as a whole, and are counted only."""
        names = {area.id: area.name for area in self.catalogue.competence_areas}
        grouped = {
            area: tuple(item for item in items if item.id.startswith(f"{area}.")) for area in Area
        }
        return tuple(AreaLines(names[area], lines) for area, lines in grouped.items() if lines)

    def _duties(self, before: Form, after: Form) -> tuple[Duty, ...]:
        names = {role.id: role.name for role in self.catalogue.roles}
        return tuple(
            Duty(
                names[role],
                tuple(
                    (question.name, self._asked(before, role, question.id), more)
                    for question in self.catalogue.role_questions
                    if (more := self._asked(after, role, question.id))
                ),
            )
            for role in PUBLIC_ROLES
        )

    def _asked(self, form: Form, role: Role, question: str) -> tuple[Text, ...]:
        items: Sequence[RoleItem] = next(
            texts.items for texts in self.catalogue.form(form).roles if texts.id is role
        )
        return tuple(i.text for i in items if i.question == question and not i.retired)

    def _form(self, it: Assessment) -> FormTexts:
        return self.catalogue.form(place(it.scores).form)


def way_to_wish(answer: Answer) -> tuple[str, ...]:
    """Return the way from today to the wish, a sentence an axis; nothing while one is missing."""
    if answer.today is None or answer.wish is None:
        return ()
    return tuple(map(_say_wish, moves.shifts(answer.today.scores, answer.wish.scores)))


def phase_in_words(phase: str) -> str:
    """Return a phase as the reader's language has it; a phase of one's own is its own words."""
    return str(Phase(phase).label) if phase in Phase.values else phase


def _way(it: Assessment, before: Assessment | None) -> str:
    """Say where a placement came from."""
    match it.method, before:
        case Method.WORKSHOP, _:
            return _("From a workshop")
        case Method.IMPORT, _:
            return _("Read in from elsewhere")
        case _, None:
            return _("First wish") if it.kind == "wish" else _("First placement")
        case _:
            return _("Placed again")


def say_shift(it: Shift) -> str:
    """Say what changed on one axis."""
    sentence = {
        Axis.ACTORS: (
            _("The municipality has more of the ball: %(before)d → %(after)d."),
            _("The ball is where it was: %(after)d."),
            _("The partners have more of the ball: %(before)d → %(after)d."),
        ),
        Axis.OUTCOME: (
            _("The goal is more fixed: %(before)d → %(after)d."),
            _("The goal is as open as it was: %(after)d."),
            _("The goal is more open: %(before)d → %(after)d."),
        ),
    }[it.axis]
    return _fill(sentence, it)


def _say_wish(it: Shift) -> str:
    sentence = {
        Axis.ACTORS: (
            _("The municipality takes more of the ball: %(before)d → %(after)d (%(by)s)."),
            _("The ball stays where it is: %(after)d."),
            _("The partners get more of the ball: %(before)d → %(after)d (%(by)s)."),
        ),
        Axis.OUTCOME: (
            _("The goal becomes more fixed: %(before)d → %(after)d (%(by)s)."),
            _("The goal stays as open as it is: %(after)d."),
            _("The goal becomes more open: %(before)d → %(after)d (%(by)s)."),
        ),
    }[it.axis]
    return _fill(sentence, it)


def _fill(three: tuple[str, str, str], it: Shift) -> str:
    """Choose by direction: down, not at all, up."""
    direction = (it.points > 0) - (it.points < 0)
    by = f"{it.points:+d}".replace("-", "−")
    sentence = three[direction + 1] % {"before": it.before, "after": it.after, "by": by}
    return sentence.replace(" → ", "\u00a0→\u00a0")
