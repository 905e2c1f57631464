"""The plan as its page shows it: what is written, what is missing for a status, and where."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from cocreation.initiatives.answer import Answer
from cocreation.initiatives.effects import Effects, Wish, effects_of, wishes
from cocreation.initiatives.forms.describing import NEED_WORDS
from cocreation.initiatives.forms.parts import PART_KINDS, PartKind
from cocreation.initiatives.models import Link, Meeting, Part, Plan, Risk, Status, Step
from cocreation.initiatives.readiness import Lack, Need, Standing, missing, told
from typology.catalogue import Item
from typology.fit import SUPPLEMENT_ITEM

IN_ONE_LOOK = 8
"""How many rows of a kind the page of the plan shows; the page of the kind has all of them."""
LIKELIEST_FIRST = (Risk.Likelihood.HIGH, Risk.Likelihood.MEDIUM, Risk.Likelihood.LOW)


@dataclass(frozen=True)
class Lacking:
    """Something that a status asks for: in words, and where it is written."""

    need: Need
    words: str
    address: str


@dataclass(frozen=True)
class Shown:
    """The rows of one kind on the page of the plan."""

    kind: PartKind
    every: list[Part]

    @property
    def rows(self) -> list[Part]:
        return self.every[:IN_ONE_LOOK]

    @property
    def more(self) -> int:
        """How many there are in all; 0 where all of them are shown."""
        return len(self.every) if len(self.every) > IN_ONE_LOOK else 0


class Planned:
    """The plan of an initiative and all that is in it, fetched when first asked for."""

    def __init__(self, answer: Answer) -> None:
        self.answer, self.initiative = answer, answer.initiative

    @cached_property
    def address(self) -> str:
        """The page of the plan."""
        return reverse("initiatives:plan", args=[self.initiative.public_id])

    @property
    def plan(self) -> Plan:
        return Plan.of(self.initiative)

    @cached_property
    def steps(self) -> list[Step]:
        """The steps, by day; those without a day last."""
        return list(self.initiative.steps.standing())

    @property
    def open_steps(self) -> list[Step]:
        return [step for step in self.steps if step.done_on is None]

    @property
    def done_steps(self) -> list[Step]:
        return [step for step in self.steps if step.done_on is not None]

    @property
    def next_step(self) -> Step | None:
        """The first of those that are not done."""
        return next(iter(self.open_steps), None)

    @cached_property
    def risks(self) -> list[Risk]:
        """The risks, the likeliest first."""
        rows = self.initiative.risks.standing()
        return sorted(rows, key=lambda risk: LIKELIEST_FIRST.index(risk.likelihood))

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings, the latest first."""
        return list(self.initiative.meetings.standing())

    @cached_property
    def links(self) -> list[Link]:
        return list(self.initiative.links.standing())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show of it in one glance."""
        return not (self._says_mandate or self.steps or self.risks)

    @property
    def _says_mandate(self) -> bool:
        plan = self.plan
        return bool(plan.decides_itself or plan.council_decides or plan.reply_on)

    @property
    def supplement(self) -> Item | None:
        """The line of the gate to mind when it comes instead of public help."""
        if self.plan.public_help != Plan.PublicHelp.REPLACES:
            return None
        return self.answer.catalogue.items.get(SUPPLEMENT_ITEM)

    @cached_property
    def shown(self) -> list[Shown]:
        """The rows of the plan, kind by kind, as far as one look takes them in."""
        rows: dict[str, list[Part]] = {
            "step": [*self.open_steps, *reversed(self.done_steps)],
            "risk": [*self.risks],
            "meeting": [*self.meetings],
            "link": [*self.links],
        }
        return [Shown(PART_KINDS[kind], every) for kind, every in rows.items()]

    # Does it work?

    @cached_property
    def effects(self) -> Effects:
        """What was answered, by question and moment."""
        return effects_of(self.initiative)

    @cached_property
    def _wishes(self) -> tuple[list[Wish], list[Wish]]:
        chosen = [row.ambition for row in self.initiative.ambitions.all()]
        return wishes(self.answer.catalogue, chosen, self.effects)

    @property
    def wishes(self) -> list[Wish]:
        """What is asked of the chosen ambitions."""
        return self._wishes[0]

    @property
    def former_wishes(self) -> list[Wish]:
        """What was answered of ambitions that are chosen no more."""
        return self._wishes[1]

    # What a status asks for

    @cached_property
    def standing(self) -> Standing:
        """What is there of all that a status may ask for."""
        plan = self.plan
        return Standing(
            missing_law=len(self.answer.blocked_by),
            decides_itself=bool(plan.decides_itself),
            council_decides=bool(plan.council_decides),
            reply_on=plan.reply_on is not None,
            ready_steps=sum(step.is_ready for step in self.steps),
            paused_because=bool(plan.paused_because),
            lessons=bool(plan.lessons),
        )

    @cached_property
    def lack(self) -> Lack:
        """What to write next: for the status that it has, else for the next one."""
        return told(self.initiative.status, self.standing)

    @property
    def is_behind(self) -> bool:
        """Whether the status that it has already asks for something that is missing."""
        return bool(missing(self.initiative.status, self.standing))

    @property
    def lacked_for(self) -> str:
        """The status that asks for it, in words."""
        return str(Status(self.lack.status).label)

    @property
    def lacking(self) -> Sequence[Lacking]:
        """What is missing, each with the way there."""
        return list(self._ways(self.lack.needs))

    def _ways(self, needs: Sequence[Need]) -> Iterator[Lacking]:
        about = reverse("initiatives:about", args=[self.initiative.public_id])
        gate = reverse("initiatives:checklist", args=[self.initiative.public_id, "gate"])
        for need in needs:
            match need:
                case Need.LAW:
                    address = gate
                case Need.READY_STEP:
                    address = f"{self.address}#steps"
                case Need.PAUSED_BECAUSE | Need.LESSONS:
                    address = f"{about}#field-{need}"
                case _:
                    address = f"{self.address}#field-{need}"
            yield Lacking(need, str(NEED_WORDS[need]), address)
