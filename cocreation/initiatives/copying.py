"""Begin with something that is there: a copy of an initiative, a case, or a template of our own.

One mechanism: a snapshot, a choice of what comes along, and the building of a new draft from it.
Comments, files and the history never come along.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cocreation.initiatives.describing import describe
from cocreation.initiatives.forms.describing import current_values
from cocreation.initiatives.models import Initiative, Partner, Plan, Template
from cocreation.initiatives.pieces import Piece
from cocreation.initiatives.snapshot import (
    KINDS,
    EditionNumber,
    Line,
    Placement,
    Row,
    Scalar,
    Snapshot,
    read,
    take,
)
from cocreation.initiatives.starting import begin, twins_of
from cocreation.initiatives.ticking import hold_roles, tick
from cocreation.people.models import Organisation, User
from typology import languages
from typology.catalogue import Case, Role
from typology.models import Edition
from typology.placement import Method, Scores

ABOUT = (
    "description",
    "unit",
    "subject_field",
    "ambition_1",
    "ambition_2",
    "ambition_3",
    "municipality_maturity",
    "partner_maturity",
    "kle",
    "source_url",
    "outside_party",
    "citizen_decision",
)
PLANNED = (
    "decides_itself",
    "council_decides",
    "money",
    "hours",
    "rooms",
    "hands",
    "public_help",
)
OF_NAMES = {"responsible", "contact"}
PIECE_OF_KIND = {
    "partner": Piece.PARTNERS,
    "step": Piece.STEPS,
    "risk": Piece.RISKS,
    "link": Piece.LINKS,
}
DATED = {"due_on", "done_on"}


def chosen(snapshot: Snapshot, pieces: Collection[str]) -> Snapshot:
    """Return a snapshot with only what shall come along."""
    names = Piece.NAMES in pieces
    about = {name: snapshot.fields.get(name) for name in ABOUT if name in snapshot.fields}
    fields: dict[str, Scalar] = {
        "title": snapshot.fields.get("title"),
        "sentence": snapshot.fields.get("sentence"),
        "outside_party": snapshot.fields.get("outside_party"),
    }
    if Piece.ABOUT in pieces:
        fields |= about
        if names:
            fields["contact"] = snapshot.fields.get("contact")
    plan = {name: value for name, value in snapshot.plan.items() if name in PLANNED}
    return snapshot.model_copy(
        update={
            "fields": fields,
            "placements": _latest(snapshot) if Piece.PLACEMENT in pieces else (),
            "ticks": _ticks(snapshot, names=names) if Piece.TICKS in pieces else {},
            "holders": snapshot.holders if names else {},
            "plan": plan if Piece.PLAN in pieces else {},
            "parts": {
                kind: tuple(_row(row, kind, names=names) for row in rows)
                for kind, rows in snapshot.parts.items()
                if PIECE_OF_KIND.get(kind) in pieces
            },
            "effects": (),
        }
    )


def _latest(snapshot: Snapshot) -> tuple[Placement, ...]:
    """Return the latest placement of today, and the latest wish."""
    latest = {each.kind: each for each in snapshot.placements}
    return tuple(latest.values())


def _ticks(snapshot: Snapshot, *, names: bool) -> dict[str, Line]:
    return {
        item: line.model_copy(
            update={"due_on": None} | ({} if names else {"responsible": ""}),
        )
        for item, line in snapshot.ticks.items()
    }


def _row(row: Row, kind: str, *, names: bool) -> Row:
    """Leave out what belongs to the time and the people of the first one."""
    left_out = DATED | (set() if names and kind != "step" else OF_NAMES)
    return Row(
        id=uuid4(), values={key: value for key, value in row.values.items() if key not in left_out}
    )


@dataclass(frozen=True)
class Source:
    """What a new initiative begins with: a snapshot, and the words that say where it is from."""

    snapshot: Snapshot
    origin: str
    organisation: Organisation | None = None
    """Where the new one must stand; None lets the person choose."""
    copies: UUID | None = None
    """The initiative that it is a copy of; the person then says what of it comes along."""

    @property
    def is_chosen_from(self) -> bool:
        return self.copies is not None

    @property
    def first_fields(self) -> dict[str, Scalar]:
        """The two fields that a new initiative begins with."""
        return {name: self.snapshot.fields.get(name) or "" for name in ("title", "sentence")}


def of_initiative(initiative: Initiative, edition: Edition) -> Source:
    """Return an initiative as something to copy. A copy stays in the same organisation."""
    snapshot = take(initiative, edition)
    return Source(snapshot, initiative.title, initiative.organisation, initiative.public_id)


def of_template(template: Template) -> Source:
    """Return a template as something to begin with."""
    return Source(read(template.snapshot), template.name, template.organisation)


def of_case(case: Case, edition: Edition) -> Source:
    """Return a case of the catalogue as something to begin with, in the reader's language."""
    language = languages.spoken()
    description = case.description.in_language(language)
    placement = Placement(
        id=uuid4(),
        actors=case.actors,
        outcome=case.outcome,
        kind="today",
        method=Method.IMPORT,
        assessed_on=timezone.localdate(),
    )
    partners = tuple(
        Row(
            id=uuid4(),
            values={"name": shortened(name.in_language(language)), "kind": kind_of(name.da)},
        )
        for name in case.partners
    )
    fields: dict[str, Scalar] = {
        "title": shortened(case.name.in_language(language)),
        "sentence": first_sentence(description),
        "description": description,
        "source_url": str(case.source_url),
        "outside_party": True,
    }
    fields |= {f"ambition_{rank}": wish for rank, wish in enumerate(case.ambitions, start=1)}
    snapshot = Snapshot(
        taken_on=timezone.localdate(),
        edition=EditionNumber(number=edition.number, correction=edition.correction),
        fields=fields,
        placements=(placement,),
        parts={"partner": partners} if partners else {},
    )
    return Source(snapshot, case.name.in_language(language))


def build(
    source: Source,
    organisation: Organisation,
    by: User,
    title: str,
    sentence: str,
    pieces: Collection[str] | None = None,
) -> Initiative:
    """Save a new draft with what is wanted of the source. One that is sent twice is one."""
    for twin in twins_of(organisation, by, title, sentence).exclude(public_id=source.copies):
        if twin.history.filter(verb="copy", new=source.origin).exists():
            return twin  # type: ignore[no-any-return]  # the manager is untyped
    snapshot = source.snapshot if pieces is None else chosen(source.snapshot, pieces)
    with transaction.atomic():
        initiative = begin(organisation, by, title, sentence)
        initiative.note_change(by, "copy", "", None, source.origin)
        _describe(initiative, by, snapshot)
        _place(initiative, by, snapshot, source.origin)
        if snapshot.plan:
            Plan.of(initiative).change(by, _model_values(Plan(), snapshot.plan))
        _tick(initiative, by, snapshot)
        for kind, rows in snapshot.parts.items():
            if model := KINDS.get(kind):
                for row in rows:
                    part = model(initiative=initiative)
                    for name, value in _model_values(part, row.values).items():
                        setattr(part, name, value)
                    part.add(by)
    return initiative


def _describe(initiative: Initiative, by: User, snapshot: Snapshot) -> None:
    before = current_values(initiative)
    wanted = {
        name: value
        for name, value in snapshot.fields.items()
        if name in before and name not in ("title", "sentence") and value not in (None, "")
    }
    units = {str(unit.public_id) for unit in initiative.organisation.units.all()}
    if wanted.get("unit") not in units:
        wanted.pop("unit", None)
    describe(
        initiative,
        by,
        {name: value for name, value in wanted.items() if value != before[name]},
        before,
    )
    for name, say in (
        ("outside_party", initiative.say_outside_party),
        ("citizen_decision", initiative.say_citizen_decision),
    ):
        value = snapshot.fields.get(name)
        if isinstance(value, bool):
            say(by, value)


def _place(initiative: Initiative, by: User, snapshot: Snapshot, origin: str) -> None:
    """Place it as an import that names its source: nobody has answered for the new one yet."""
    for placement in snapshot.placements:
        initiative.assess(
            by,
            Scores(placement.actors, placement.outcome),
            kind=placement.kind,
            method=Method.IMPORT,
            note=_("From “%(origin)s”") % {"origin": shorten(origin, 400, placeholder="…")},
        )


def _tick(initiative: Initiative, by: User, snapshot: Snapshot) -> None:
    known = initiative.catalogue.items
    lines = {
        item: {
            name: value
            for name, value in dict(line).items()
            if value not in (None, "") and (name, value) != ("state", "not_looked_at")
        }
        for item, line in snapshot.ticks.items()
        if item in known
    }
    tick(initiative, by, {item: values for item, values in lines.items() if values})
    holders = [(Role(role), name) for role, name in snapshot.holders.items() if role in list(Role)]
    hold_roles(initiative, by, holders)


def _model_values(row: Any, values: Mapping[str, Scalar]) -> dict[str, Any]:
    """Read kept values as a row's fields have them; a field that is no more is left out."""
    return {
        name: row._meta.get_field(name).to_python(value)
        for name, value in values.items()
        if name in row.FIELDS and value not in (None, "")
    }


# What a case's words tell


KIND_WORDS = (
    (
        Partner.Kind.PUBLIC,
        r"politi|beredskab|kommune|embedsfolk|udvalg|forvaltning|skole|uddannelse|bibliotek"
        r"|universit|\bsdu\b|sogneråd|\banci\b|\bva syd\b",
    ),
    (
        Partner.Kind.ASSOCIATION,
        r"forening|råd\b|rådet|digelag|\bdgi\b|\bdif\b|panel|center|organisation|styregruppe"
        r"|fastighetsäg",
    ),
    (Partner.Kind.COMPANY, r"virksomhed|arkitekt|butik|firma|konsulent|café|\be\.on\b|we do"),
    (
        Partner.Kind.CITIZENS,
        r"borger|beboer|frivillig|\bunge\b|elev|ildsjæl|indbygger|landsby|lokalområde",
    ),
)
"""Words in a partner's Danish name that tell its kind; the first that fits."""


def shortened(name: str) -> str:
    """Return a name cut to what a title may hold."""
    return shorten(name, 120, placeholder="…")


def first_sentence(text: str) -> str:
    """Return the first sentence, cut to what an initiative's one sentence may hold."""
    return shorten(languages.first_sentence(text), 240, placeholder="…")


def kind_of(partner: str) -> Partner.Kind:
    """Guess from its Danish name what kind of partner this is."""
    name = partner.lower()
    fitting = (kind for kind, words in KIND_WORDS if re.search(words, name))
    return next(fitting, Partner.Kind.OTHER)
