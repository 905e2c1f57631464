"""An initiative as it stood at the end of an earlier day, in the texts that it has now.

Placements have their own days. Lines, roles and fields are taken back through the history.
"""

import copy
import datetime
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cocreation.initiatives.answer import Answer
from cocreation.initiatives.checklist import State
from cocreation.initiatives.models import Assessment, Initiative, RoleHolder
from cocreation.initiatives.rewinding import walked_back
from typology.catalogue import Ambition, Role

FIELDS = (
    "status",
    "outside_party",
    "subject_field",
    "municipality_maturity",
    "partner_maturity",
)
"""The fields of an initiative that say something on a comparison."""
RANKS = ("ambition_1", "ambition_2", "ambition_3")
STATE = ".state"

type Undoing = tuple[datetime.datetime, str, Any]
"""A change: when, of which field, and what it replaced."""


def undoings(initiative: Initiative, since: datetime.date) -> list[Undoing]:
    """Return what changed after a day that a comparison can show, newest first: one query."""
    rows = initiative.history.filter(
        Q(field__in=[*FIELDS, *RANKS, *Role]) | Q(field__endswith=STATE), at__gte=end_of(since)
    )
    return list(rows.order_by("-at", "-pk").values_list("at", "field", "old"))


def end_of(day: datetime.date) -> datetime.datetime:
    """Return the first moment of the day after, where we are."""
    midnight = datetime.datetime.combine(day + datetime.timedelta(1), datetime.time.min)
    return timezone.make_aware(midnight)


class AsOf(Answer):
    """The answer of a day. `now` has been fetched once, and serves every day."""

    def __init__(self, now: Answer, day: datetime.date, changes: Iterable[Undoing]) -> None:
        self.now, self.day = now, day
        self._later = [(field, old) for at, field, old in changes if at >= end_of(day)]
        super().__init__(self._initiative())

    @cached_property
    def catalogue(self) -> Any:
        return self.now.catalogue

    @cached_property
    def trail(self) -> list[Assessment]:
        return [each for each in self.now.trail if each.assessed_on <= self.day]

    @cached_property
    def states(self) -> dict[str, State]:
        known = self.catalogue.items
        taken_back = [
            (item, State(old) if old else None)
            for field, old in self._later
            if (item := field.removesuffix(STATE)) != field and item in known
        ]
        return walked_back(self.now.states, taken_back)

    @cached_property
    def holders(self) -> dict[str, RoleHolder]:
        names = {role: row.holder for role, row in self.now.holders.items()}
        taken_back = [(field, old) for field, old in self._later if field in list(Role)]
        then = walked_back(names, taken_back)
        return {role: RoleHolder(role=role, holder=holder) for role, holder in then.items()}

    @cached_property
    def ambitions(self) -> list[Ambition]:
        ranked = dict(zip(RANKS, map(str, self.now.ambitions), strict=False))
        then: Mapping[str, str] = walked_back(ranked, self._later)
        return [Ambition(then[rank]) for rank in RANKS if rank in then]

    def _initiative(self) -> Initiative:
        """Return a copy that nobody saves, with the fields as they were."""
        row = copy.copy(self.now.initiative)
        for field, old in self._later:
            if field in FIELDS:
                setattr(row, field, old)
        return row
