"""Talk about an initiative: begin a thread, answer it, and read it as its people do."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from cocreation.initiatives.models import REPETITION, Comment, Initiative, Status
from cocreation.initiatives.places import address_of
from cocreation.people.access import INVOLVED, LEVELS, Act
from cocreation.people.models import User
from typology.catalogue import Catalogue, Item
from typology.languages import spoken


@dataclass(frozen=True)
class Line:
    """The line of a checklist that a thread is about: its words, and where it stands."""

    id: str
    text: str
    address: str

    @classmethod
    def of(cls, initiative: Initiative, item: Item) -> "Line":
        """Return a line in the reader's language."""
        return cls(item.id, item.text.in_language(spoken()), address_of(initiative, item))


@dataclass(frozen=True)
class Said:
    """A comment, and what its reader may do with it."""

    comment: Comment
    may_change: bool
    may_remove: bool

    @classmethod
    def to(cls, reader: User, comment: Comment) -> "Said":
        return cls(comment, comment.may_change(reader), comment.may_remove(reader))


@dataclass(frozen=True)
class Thread:
    """A comment, what it is about, the answers to it, oldest first, and whom it waits for."""

    first: Said
    line: Line | None
    answers: tuple[Said, ...]
    may_resolve: bool
    waits_for: User | None

    @property
    def is_open(self) -> bool:
        return self.first.comment.resolved_at is None


def threads_of(initiative: Initiative, catalogue: Catalogue, reader: User) -> list[Thread]:
    """Return the threads whose first comment stands, the one last spoken in first: one query."""
    rows = list(
        initiative.comments.standing()
        .select_related("by", "addressed_to", "resolved_by")
        .order_by("said_at", "pk")
    )
    answers: dict[int | None, list[Comment]] = {}
    for row in rows:
        answers.setdefault(row.thread_id, []).append(row)
    found = [(first, answers.get(first.pk, [])) for first in answers.get(None, [])]
    found.sort(key=lambda each: (_last(*each).said_at, _last(*each).pk), reverse=True)
    return [
        Thread(
            Said.to(reader, first),
            Line.of(initiative, item) if (item := catalogue.items.get(first.about)) else None,
            tuple(Said.to(reader, each) for each in theirs),
            first.may_resolve(reader),
            _waits_for(first, theirs),
        )
        for first, theirs in found
    ]


def _last(first: Comment, answers: list[Comment]) -> Comment:
    return answers[-1] if answers else first


def _waits_for(first: Comment, answers: list[Comment]) -> User | None:
    """Return whom an open thread is addressed to, until that person has answered."""
    asked = first.addressed_to_id
    if first.resolved_at or asked in {first.by_id, *(each.by_id for each in answers)}:
        return None
    return first.addressed_to


def say(
    initiative: Initiative,
    by: User,
    text: str,
    *,
    about: str = "",
    addressed_to: User | None = None,
) -> Comment:
    """Begin a thread."""
    comment = Comment(
        initiative=initiative, by=by, text=text, about=about, addressed_to=addressed_to
    )
    return _once(comment)


def answer(thread: Comment, by: User, text: str) -> Comment:
    """Add an answer to a thread; one that was resolved is open again by that."""
    with transaction.atomic():
        said = _once(Comment(initiative=thread.initiative, by=by, text=text, thread=thread))
        thread.reopen(by)
    return said


def _once(comment: Comment) -> Comment:
    """Save a comment; the same that is sent twice within a minute is one."""
    same = Comment.objects.standing().filter(
        initiative=comment.initiative,
        by=comment.by,
        thread=comment.thread,
        about=comment.about,
        text=comment.text,
        addressed_to=comment.addressed_to,
        said_at__gt=timezone.now() - REPETITION,
    )
    known: Comment | None = same.first()
    return known or comment.add(comment.by)


def listeners(initiative: Initiative, speaker: User) -> QuerySet[User]:
    """Return whom a comment may be addressed to: everyone else who may read the initiative."""
    here = Q(memberships__organisation=initiative.organisation_id)
    levels = LEVELS[Act.READ_DRAFTS if initiative.status == Status.DRAFT else Act.READ]
    members = here & Q(memberships__level__in=levels)
    author = here & Q(pk=initiative.author_id)
    named = Q(named_on__initiative=initiative, named_on__involvement__in=INVOLVED[Act.READ])
    people = User.objects.filter(members | author | named, is_active=True).exclude(pk=speaker.pk)
    return people.distinct().order_by("name", "email")
