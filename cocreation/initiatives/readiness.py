"""What holds a status back: what must be written before an initiative is agreed, or under way.

A rule on plain values. The lines of the law are counted by `checklist.blocks`; who is told, and in
which words, is left to others.
"""

from dataclasses import dataclass
from enum import StrEnum


class Need(StrEnum):
    """Something that a status asks for, in the order in which one is told."""

    LAW = "law"
    """No line of the law is missing."""
    DECIDES_ITSELF = "decides_itself"
    """It says what those who take part may decide themselves."""
    COUNCIL_DECIDES = "council_decides"
    """It says what must go to the council."""
    REPLY_ON = "reply_on"
    """It says when an answer comes."""
    READY_STEP = "ready_step"
    """One step has a name and a day."""
    PAUSED_BECAUSE = "paused_because"
    """It says why it is paused, and when someone looks again."""
    LESSONS = "lessons"
    """It says what was learned."""


MANDATE = (Need.DECIDES_ITSELF, Need.COUNCIL_DECIDES, Need.REPLY_ON)
ASKED: dict[str, tuple[Need, ...]] = {
    "agreed": (Need.LAW, *MANDATE),
    "running": (Need.LAW, *MANDATE, Need.READY_STEP),
    "paused": (Need.PAUSED_BECAUSE,),
    "done": (Need.LESSONS,),
}
"""What each status asks for; the others ask for nothing."""
REASONS = {"paused": Need.PAUSED_BECAUSE, "done": Need.LESSONS}
"""What is told in the same act as the status; each is named as its field of the plan."""
NEXT = {"draft": "agreed", "dialogue": "agreed", "agreed": "running"}
"""The status that one prepares for, and is told about beforehand."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is written in an initiative, as far as a status asks for it."""

    missing_law: int = 0
    """How many lines of the law are missing."""
    decides_itself: bool = False
    council_decides: bool = False
    reply_on: bool = False
    ready_steps: int = 0
    """How many steps have a name and a day; those that are done count."""
    paused_because: bool = False
    lessons: bool = False

    def has(self, need: Need) -> bool:
        """Say whether this much is there."""
        match need:
            case Need.LAW:
                return not self.missing_law
            case Need.READY_STEP:
                return bool(self.ready_steps)
            case _:
                return bool(getattr(self, need))


@dataclass(frozen=True, slots=True)
class Lack:
    """A status, and what is missing for it. Nothing is missing where `needs` is empty."""

    status: str
    needs: tuple[Need, ...]


def missing(status: str, standing: Standing) -> tuple[Need, ...]:
    """Return what a status asks for and is not there."""
    return tuple(need for need in ASKED.get(status, ()) if not standing.has(need))


def told(status: str, standing: Standing) -> Lack:
    """Return what to write next: what the status itself lacks, else what the next one asks for.

    An initiative that is past a status already stays as it is, and is only told.
    """
    if own := missing(status, standing):
        return Lack(status, own)
    coming = NEXT.get(status, status)
    return Lack(coming, missing(coming, standing))
