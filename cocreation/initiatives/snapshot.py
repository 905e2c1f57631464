"""The whole of an initiative at one moment: what a version keeps and a template begins with.

Its shape has a number of its own, so that what was kept years ago can be read for ever: values
stand under the addresses that the history uses, and a field that came later is simply not there.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import CharField, Value
from django.db.models.functions import JSONObject
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from cocreation.initiatives.forms.describing import InitiativeForm, current_values
from cocreation.initiatives.models import (
    Initiative,
    Link,
    Meeting,
    Part,
    Partner,
    Plan,
    Risk,
    Step,
)
from typology.catalogue import Catalogue
from typology.models import Edition
from typology.placement import Scores

KINDS: Mapping[str, type[Part]] = {
    kind.word(): kind for kind in (Partner, Step, Risk, Meeting, Link)
}
"""The parts that a snapshot takes along. Files, comments and the history stay where they are."""

LARGEST = 2_000_000
"""Most bytes of a snapshot; an initiative with every field full to the brim is far smaller."""

type Scalar = str | bool | int | None


class Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class EditionNumber(Shape):
    """Which texts the words were read with."""

    number: int | None
    correction: int = 0


class Placement(Shape):
    id: UUID
    actors: int
    outcome: int
    kind: str
    method: str
    answers: dict[str, int] = {}
    phase: str = ""
    note: str = ""
    assessed_on: datetime.date

    @property
    def scores(self) -> Scores:
        return Scores(self.actors, self.outcome)


class Line(Shape):
    """What was known of one line of a checklist."""

    state: str
    note: str = ""
    responsible: str = ""
    due_on: datetime.date | None = None


class Row(Shape):
    """A partner, a step, a risk, a meeting or a link, by its fields."""

    id: UUID
    values: dict[str, Scalar]


class Effect(Shape):
    item: str
    moment: str
    answer: str
    answered_on: datetime.date


class Snapshot(Shape):
    """An initiative as it was on a day."""

    version: Literal[1] = 1
    taken_on: datetime.date
    edition: EditionNumber
    organisation: str = ""
    unit: str = ""
    fields: dict[str, Scalar]
    placements: tuple[Placement, ...] = ()
    ticks: dict[str, Line] = {}
    holders: dict[str, str] = {}
    plan: dict[str, Scalar] = {}
    parts: dict[str, tuple[Row, ...]] = {}
    effects: tuple[Effect, ...] = ()

    @property
    def title(self) -> str:
        return str(self.fields.get("title") or "")

    @property
    def today(self) -> Placement | None:
        """The placement that counted: the latest of today; None when none of the four fits."""
        if self.fields.get("outside_party") is False:
            return None
        return next((each for each in reversed(self.placements) if each.kind == "today"), None)

    def rows(self, kind: str) -> tuple[Row, ...]:
        return self.parts.get(kind, ())

    @property
    def names(self) -> dict[str, tuple[str, str]]:
        """What each part is and is called, by its id."""
        return {
            str(row.id): (kind, str(next(iter(row.values.values()), "")))
            for kind, rows in self.parts.items()
            for row in rows
        }

    def flat(self) -> dict[str, Scalar]:
        """Return everything that was said, by the address that the history uses.

        The placements are left out: they are a trail, not a value.
        """
        return dict(self._said())

    def _said(self) -> Iterator[tuple[str, Scalar]]:
        for name, value in self.fields.items():
            yield name, self.unit if name == "unit" else value
        yield from self.holders.items()
        for item, line in self.ticks.items():
            for name, value in line.model_dump(mode="json").items():
                yield f"{item}.{name}", value
        for name, value in self.plan.items():
            yield f"plan.{name}", value
        for effect in self.effects:
            yield f"{effect.item}.{effect.moment}", effect.answer
        for rows in self.parts.values():
            for row in rows:
                for name, value in row.values.items():
                    yield f"{row.id}.{name}", value

    def catalogue(self, at_hand: Edition | None = None) -> Catalogue | None:
        """Return the texts of its own edition, in the spelling of that day; None if unknown."""
        wanted = (self.edition.number, self.edition.correction)
        if at_hand and (at_hand.number, at_hand.correction) == wanted:
            return at_hand.catalogue
        number, correction = wanted
        found = Edition.objects.filter(number=number, correction=correction).first()
        return found.catalogue if found else None


def read(document: Any) -> Snapshot:
    """Read what the database keeps, with its fields in our order: PostgreSQL has one of its own."""
    snapshot = Snapshot.model_validate(document)
    parts = {
        kind: tuple(
            row.model_copy(update={"values": _in_order(row.values, KINDS[kind].FIELDS)})
            for row in rows
        )
        if kind in KINDS
        else rows
        for kind, rows in snapshot.parts.items()
    }
    fields = _in_order(snapshot.fields, tuple(InitiativeForm.base_fields))
    plan = _in_order(snapshot.plan, Plan.FIELDS)
    return snapshot.model_copy(update={"parts": parts, "fields": fields, "plan": plan})


def _in_order(values: Mapping[str, Scalar], names: Sequence[str]) -> dict[str, Scalar]:
    """Return values with the known names first, in their order."""
    known = {name: values[name] for name in names if name in values}
    return known | {name: value for name, value in values.items() if name not in known}


def take(initiative: Initiative, edition: Edition) -> Snapshot:
    """Take everything that people said of an initiative; `edition` is the one that it shows."""
    fields = current_values(initiative) | {
        name: getattr(initiative, name) for name in ("outside_party", "citizen_decision", "case")
    }
    plan = Plan.of(initiative)
    return Snapshot(
        taken_on=timezone.localdate(),
        edition=EditionNumber(number=edition.number, correction=edition.correction),
        organisation=initiative.organisation.name,
        unit=initiative.unit.name if initiative.unit else "",
        fields=_scalars(fields),
        placements=tuple(
            Placement(
                id=row.public_id,
                actors=row.actors,
                outcome=row.outcome,
                kind=row.kind,
                method=row.method,
                answers=row.answers,
                phase=row.phase,
                note=row.note,
                assessed_on=row.assessed_on,
            )
            for row in initiative.assessments.filter(withdrawn_at=None)
        ),
        ticks={
            row.item: Line(
                state=row.state, note=row.note, responsible=row.responsible, due_on=row.due_on
            )
            for row in initiative.ticks.order_by("item")
        },
        holders={row.role: row.holder for row in initiative.role_holders.order_by("pk")},
        plan=_scalars(plan.values) if plan.pk else {},
        parts=_parts(initiative),
        effects=tuple(
            Effect(
                item=row.item,
                moment=row.moment,
                answer=row.answer,
                answered_on=row.answered_on,
            )
            for row in initiative.effects.order_by("item", "moment")
        ),
    )


def _parts(initiative: Initiative) -> dict[str, tuple[Row, ...]]:
    """Fetch the rows of every kind in one query."""
    queries = [
        model.objects.standing()
        .filter(initiative=initiative)
        .order_by()
        .annotate(
            kind_of_row=Value(kind, output_field=CharField()),
            values_of_row=JSONObject(**{name: name for name in model.FIELDS}),
        )
        .values_list("kind_of_row", "pk", "public_id", "values_of_row")
        for kind, model in KINDS.items()
    ]
    found: dict[str, list[Row]] = {}
    for kind, _pk, public_id, values in sorted(
        queries[0].union(*queries[1:], all=True), key=lambda row: (row[0], row[1])
    ):
        ordered = {name: values[name] for name in KINDS[kind].FIELDS}
        found.setdefault(kind, []).append(Row(id=public_id, values=ordered))
    return {kind: tuple(found[kind]) for kind in KINDS if kind in found}


def _scalars(values: Mapping[str, Any]) -> dict[str, Scalar]:
    """Write dates and amounts as text, as the history does."""
    encoder = DjangoJSONEncoder()
    return {
        name: value if isinstance(value, str | bool | int | None) else encoder.default(value)
        for name, value in values.items()
    }
