"""Hand over all that someone is responsible for in an organisation, in one act, with a list.

What is done or taken off stays with whoever did it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cocreation.initiatives.joining import stronger
from cocreation.initiatives.models import (
    Comment,
    Initiative,
    NamedPerson,
    Risk,
    RoleHolder,
    Step,
    Tick,
)
from cocreation.people.access import Involvement
from cocreation.people.handed_over import note_handing_over
from cocreation.people.models import Membership, Organisation, User
from typology.languages import spoken
from typology.models import Edition

KINDS = {
    "author": gettext_lazy("Began the initiative"),
    "named": gettext_lazy("Takes part"),
    "step": gettext_lazy("Step"),
    "risk": gettext_lazy("Risk"),
    "tick": gettext_lazy("Line of a checklist"),
    "role": gettext_lazy("Role"),
    "comment": gettext_lazy("Comment to answer"),
}
"""What there is to hand over, in words."""

LONGEST_NAME = 120


class NobodyThere(Exception):
    """One of the two is no member any more."""


class ListChanged(Exception):
    """There is something else to hand over than what the page showed."""


@dataclass(frozen=True)
class Thing:
    """One thing that someone is responsible for."""

    kind: str
    what: str
    initiative: Initiative

    @property
    def kind_in_words(self) -> str:
        return str(KINDS[self.kind])

    @property
    def kept(self) -> dict[str, str]:
        """What the history keeps of it."""
        return {"kind": self.kind, "what": self.what, "initiative": self.initiative.title}


class Responsibilities:
    """All that one person is responsible for in an organisation, drafts too."""

    def __init__(self, organisation: Organisation, user: User) -> None:
        self.organisation, self.user = organisation, user
        of = {"initiative__organisation": organisation}
        with_it = "initiative"
        self.authored = list(Initiative.objects.filter(organisation=organisation, author=user))
        named = NamedPerson.objects.filter(user=user, **of)
        self.named = list(named.select_related(with_it))
        steps = Step.objects.standing().filter(person=user, done_on=None, **of)
        self.steps: list[Step] = list(steps.select_related(with_it))
        risks = Risk.objects.standing().filter(person=user, **of)
        self.risks: list[Risk] = list(risks.select_related(with_it))
        self.ticks = list(Tick.objects.filter(person=user, **of).select_related(with_it))
        self.roles = list(RoleHolder.objects.filter(person=user, **of).select_related(with_it))
        comments = Comment.objects.standing().filter(addressed_to=user, resolved_at=None, **of)
        self.comments: list[Comment] = list(comments.select_related(with_it))

    @property
    def _rows(self) -> Iterator[tuple[str, Any]]:
        yield from (("author", row) for row in self.authored)
        for kind in ("named", "step", "risk", "tick", "role", "comment"):
            rows = self.named if kind == "named" else getattr(self, f"{kind}s")
            yield from ((kind, row) for row in rows)

    @cached_property
    def mark(self) -> str:
        """A short sign of what is on the list, which changes with it."""
        words = "|".join(f"{kind}{row.pk}" for kind, row in self._rows)
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    @cached_property
    def things(self) -> list[Thing]:
        """The list, by initiative."""
        things = [
            Thing(kind, self._what(kind, row), row if kind == "author" else row.initiative)
            for kind, row in self._rows
        ]
        return sorted(things, key=lambda it: (it.initiative.folded_title, it.initiative.pk))

    def _what(self, kind: str, row: Any) -> str:
        match kind:
            case "author":
                return ""
            case "named":
                return str(row.get_involvement_display())
            case "tick":
                item = self._catalogue and self._catalogue.items.get(row.item)
                return item.text.in_language(spoken()) if item else str(row.item)
            case "role":
                return self._role_names.get(row.role, str(row.role))
            case "comment":
                return str(row.text[:240])
        return str(row)

    @cached_property
    def _catalogue(self) -> Any:
        newest = Edition.objects.newest()
        return newest.catalogue if newest else None

    @cached_property
    def _role_names(self) -> dict[str, str]:
        roles = self._catalogue.roles if self._catalogue else ()
        return {str(role.id): role.name.in_language(spoken()) for role in roles}

    @property
    def initiatives(self) -> dict[int, Initiative]:
        """The initiatives that it is about, each once."""
        return {thing.initiative.pk: thing.initiative for thing in self.things}


def hand_over(
    organisation: Organisation,
    giver: User,
    taker: User | None,
    by: User,
    *,
    leaving: bool,
    mark: str | None = None,
) -> Sequence[Thing]:
    """Move all of it to a colleague and return the list; with `leaving` the membership ends.

    `mark` is that of the list that was shown. What is raised (NobodyThere, ListChanged, LastAdmin)
    changes nothing.
    Whoever stays keeps a part in the drafts that they hand over, as an editor.
    """
    with transaction.atomic():
        organisation.lock()
        _both_belong(organisation, giver, taker)
        theirs = Responsibilities(organisation, giver)
        keys = sorted(theirs.initiatives)
        list(Initiative.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        theirs = Responsibilities(organisation, giver)
        if mark is not None and mark != theirs.mark:
            raise ListChanged
        if theirs.things:
            if taker is None:
                raise NobodyThere
            _Move(theirs, taker, by, leaving=leaving).everything()
            kept = [thing.kept for thing in theirs.things]
            note_handing_over(organisation, by, giver, taker, kept)
        if leaving:
            organisation.dismiss(giver, by)
    return theirs.things


def _both_belong(organisation: Organisation, giver: User, taker: User | None) -> None:
    wanted = {giver.pk} | ({taker.pk} if taker else set())
    members = Membership.objects.filter(
        organisation=organisation, user__in=wanted, user__is_active=True
    )
    if members.count() != len(wanted):
        raise NobodyThere


class _Move:
    """Moves the rows, and notes each in the history of its initiative."""

    def __init__(self, of: Responsibilities, taker: User, by: User, *, leaving: bool) -> None:
        self.of, self.taker, self.by, self.leaving = of, taker, by, leaving
        self.giver = of.user
        self.name = str(taker)[:LONGEST_NAME]
        self.noted: dict[tuple[int, str], list[tuple[str, Any, Any]]] = defaultdict(list)

    def everything(self) -> None:
        of = self.of
        self._parts(Step, of.steps)
        self._parts(Risk, of.risks)
        for tick in of.ticks:
            self._note(tick, "tick", f"{tick.item}.responsible", tick.responsible)
            tick.responsible, tick.person = self.name, self.taker
        Tick.objects.bulk_update(of.ticks, ["responsible", "person"])
        for role in of.roles:
            self._note(role, "hold role", str(role.role), role.holder)
            role.holder, role.person = self.name, self.taker
        RoleHolder.objects.bulk_update(of.roles, ["holder", "person"])
        for comment in of.comments:
            ids = str(self.giver.public_id), str(self.taker.public_id)
            self._change(comment, "change comment", f"{comment.public_id}.addressed_to", *ids)
            comment.addressed_to = self.taker
        Comment.objects.bulk_update(of.comments, ["addressed_to"])
        self._named_and_authored()
        for (key, verb), changed in self.noted.items():
            of.initiatives[key].note_changes(self.by, verb, changed)

    def _parts(self, model: Any, rows: Sequence[Any]) -> None:
        for row in rows:
            field = f"{row.public_id}.responsible"
            self._note(row, f"change {model.word()}", field, row.responsible)
            row.responsible, row.person = self.name, self.taker
        model.objects.bulk_update(rows, ["responsible", "person"])

    def _named_and_authored(self) -> None:
        of, giver, taker = self.of, self.giver, self.taker
        keys = [row.initiative_id for row in of.named]
        rows = NamedPerson.objects.filter(initiative__in=keys, user=taker)
        known = {row.initiative_id: row for row in rows}
        for row in of.named:
            if has := known.get(row.initiative_id):
                has.involvement = stronger(has.involvement, row.involvement)
        NamedPerson.objects.bulk_update(known.values(), ["involvement"])
        NamedPerson.objects.filter(pk__in=[row.pk for row in of.named]).delete()
        NamedPerson.objects.bulk_create(
            NamedPerson(initiative_id=row.initiative_id, user=taker, involvement=row.involvement)
            for row in of.named
            if row.initiative_id not in known
        )
        Initiative.objects.filter(pk__in=[it.pk for it in of.authored]).update(author=taker)
        if not self.leaving:
            self._keep_a_part()
        for key in {*keys, *(it.pk for it in of.authored)}:
            ids = str(giver.public_id), str(taker.public_id)
            self.noted[key, "hand over"].append(("person", *ids))

    def _keep_a_part(self) -> None:
        """Let someone who stays see what was theirs: a leader as an editor, others as they were."""
        parts = dict.fromkeys((it.pk for it in self.of.authored), Involvement.EDITOR) | {
            row.initiative_id: Involvement(row.involvement) for row in self.of.named
        }
        NamedPerson.objects.bulk_create(
            NamedPerson(
                initiative_id=key,
                user=self.giver,
                involvement=Involvement.EDITOR if part == Involvement.LEADER else part,
            )
            for key, part in parts.items()
        )

    def _note(self, row: Any, verb: str, field: str, old: str) -> None:
        self._change(row, verb, field, old, self.name)

    def _change(self, row: Any, verb: str, field: str, old: Any, new: Any) -> None:
        self.noted[row.initiative_id, verb].append((field, old, new))


def title_for(thing: Thing, visible: frozenset[int]) -> str:
    """Return the title, or what is said to someone who may not see the draft."""
    if thing.initiative.pk in visible:
        return thing.initiative.title
    return _("A draft that you may not see")
