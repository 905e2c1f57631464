"""What a reader outside is told of an initiative: plain values of the chosen parts, and no more.

A template gets this instead of the initiative, so that what was not chosen cannot be shown.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from cocreation.initiatives.answer import Answer
from cocreation.initiatives.models import Initiative, Plan, Step
from cocreation.sharing.models import Section
from cocreation.sharing.roles import ROLE_OF_KIND, TOLD_DECISIONS
from typology.catalogue import Decision, FormTexts, RoleTexts, Text
from typology.figure import Figure, Spot, draw
from typology.languages import spoken
from typology.placement import Scores


@dataclass(frozen=True)
class What:
    """What it is, and what one wants with it."""

    sentence: str
    wishes: list[Text]
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    status: str


@dataclass(frozen=True)
class Party:
    """Someone who takes part."""

    name: str
    kind: str
    gives: str


@dataclass(frozen=True)
class Shape:
    """The form, and what it means for whoever reads."""

    form: FormTexts
    between: list[FormTexts]
    """The forms that it lies between; empty when it lies in one."""
    figure: Figure
    scores: Scores
    answers: list[tuple[Text, Text]]
    decisions: list[Decision]


@dataclass(frozen=True)
class Mandate:
    """What may be decided here."""

    here: str
    council: str
    reply_on: datetime.date | None


@dataclass(frozen=True)
class Deed:
    """A step without its name."""

    what: str
    due_on: datetime.date | None
    done_on: datetime.date | None


@dataclass(frozen=True)
class Told:
    """One initiative as it is told outside. A part that was not chosen, or is empty, is None."""

    title: str
    organisation: str
    what: What | None = None
    more: str = ""
    partners: list[Party] | None = None
    has_form: bool = False
    """Whether the form was chosen to be shown, also when there is none yet."""
    shape: Shape | None = None
    mandate: Mandate | None = None
    steps: list[Deed] | None = None
    contact: str = ""


def tell(answer: Answer, sections: Collection[str]) -> Told:
    """Return what the chosen sections say of an initiative, in the language spoken now."""
    initiative = answer.initiative
    return Told(
        title=initiative.title,
        organisation=initiative.organisation.name,
        what=_what(answer) if Section.WHAT in sections else None,
        more=initiative.description if Section.MORE in sections else "",
        partners=_partners(answer) if Section.PARTNERS in sections else None,
        has_form=Section.FORM in sections,
        shape=_shape(answer) if Section.FORM in sections else None,
        mandate=_mandate(initiative) if Section.MANDATE in sections else None,
        steps=_steps(initiative) if Section.STEPS in sections else None,
        contact=initiative.contact if Section.CONTACT in sections else "",
    )


def _what(answer: Answer) -> What:
    initiative, names = answer.initiative, {a.id: a.name for a in answer.catalogue.ambitions}
    return What(
        sentence=initiative.sentence,
        wishes=[names[ambition] for ambition in answer.ambitions],
        starts_on=initiative.starts_on,
        ends_on=initiative.ends_on,
        status=initiative.get_status_display(),
    )


def _partners(answer: Answer) -> list[Party] | None:
    return [Party(row.name, row.get_kind_display(), row.gives) for row in answer.partners] or None


def _shape(answer: Answer) -> Shape | None:
    """Return the form with a map of today's dot alone: the trail and its notes stay inside."""
    reading = answer.reading
    if reading is None:
        return None
    catalogue, form = answer.catalogue, reading.opened
    decisions = {decision.id: decision for decision in form.who_decides}
    return Shape(
        form=form,
        between=reading.close,
        figure=draw(
            catalogue,
            spoken(),
            [Spot(reading.scores, "", newest=True)],
            wash=not reading.in_the_middle,
        ),
        scores=reading.scores,
        answers=[(axis.name, axis.answer(reading.scores)) for axis in catalogue.axes],
        decisions=[decisions[name] for name in TOLD_DECISIONS if name in decisions],
    )


def _mandate(initiative: Initiative) -> Mandate | None:
    plan = Plan.of(initiative)
    if not (plan.decides_itself or plan.council_decides or plan.reply_on):
        return None
    return Mandate(plan.decides_itself, plan.council_decides, plan.reply_on)


def _steps(initiative: Initiative) -> list[Deed] | None:
    rows = Step.objects.standing().filter(initiative=initiative)
    return [Deed(row.what, row.due_on, row.done_on) for row in rows] or None


def role_of(answer: Answer, kind: str) -> RoleTexts | None:
    """Return the lines that a partner of a kind answers; None while the form is not known."""
    reading = answer.reading
    if reading is None:
        return None
    return next(role for role in reading.opened.roles if role.id == ROLE_OF_KIND[kind])
