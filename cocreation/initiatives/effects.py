"""Did it work? The questions of the ambitions, asked at the start and at the end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from cocreation.initiatives.models import Effect, Initiative
from cocreation.people.models import User
from typology.catalogue import AmbitionTexts, Catalogue, Item

type Effects = Mapping[tuple[str, str], Effect]
"""Answers by question and moment."""


@dataclass(frozen=True)
class Asked:
    """A question with its answers, at the start and at the end; None where it has none."""

    item: Item
    start: Effect | None
    end: Effect | None

    def answer(self, moment: str) -> str:
        """Return what was answered at one of the two moments."""
        row = self.start if moment == Effect.Moment.START else self.end
        return row.answer if row else ""

    @property
    def is_answered(self) -> bool:
        """Whether something was ever written, though it may be rubbed out again."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True)
class Wish:
    """An ambition and what is asked of it."""

    ambition: AmbitionTexts
    questions: tuple[Asked, ...]


def effects_of(initiative: Initiative) -> dict[tuple[str, str], Effect]:
    """Fetch what was answered."""
    return {(row.item, row.moment): row for row in initiative.effects.all()}


def wishes(
    catalogue: Catalogue, chosen: Iterable[str], effects: Effects
) -> tuple[list[Wish], list[Wish]]:
    """Return the wishes that are asked of, as ranked, and the other ones that were answered."""
    texts = {ambition.id.value: ambition for ambition in catalogue.ambitions}
    asked = [texts[each] for each in chosen]
    others = [ambition for ambition in catalogue.ambitions if ambition not in asked]
    now = (Wish(each, _questions(each, effects, in_use=True)) for each in asked)
    former = (Wish(each, _questions(each, effects, in_use=False)) for each in others)
    return [wish for wish in now if wish.questions], [wish for wish in former if wish.questions]


def _questions(ambition: AmbitionTexts, effects: Effects, *, in_use: bool) -> tuple[Asked, ...]:
    """Return the questions in use, and of those that are not the answered ones."""
    every = (
        Asked(
            item,
            effects.get((item.id, Effect.Moment.START)),
            effects.get((item.id, Effect.Moment.END)),
        )
        for item in ambition.effects
    )
    return tuple(each for each in every if each.is_answered or (in_use and not each.item.retired))


def answer_effects(initiative: Initiative, by: User | None, changes: Mapping[str, str]) -> None:
    """Save new answers, by `<question>-<moment>`, with the day."""
    if not changes:
        return
    rows, noted = effects_of(initiative), []
    with transaction.atomic():
        for name, answer in changes.items():
            item, moment = name.rsplit("-", 1)
            row = rows.get((item, moment)) or Effect(
                initiative=initiative, item=item, moment=moment
            )
            noted.append((f"{item}.{moment}", row.answer, answer))
            row.answer, row.answered_on = answer, timezone.localdate()
            row.save()
        initiative.note_changes(by, "answer effect", noted)
