"""What people say to each other about an initiative: comments in threads."""

from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from cocreation.initiatives.models.initiative import Initiative
from cocreation.initiatives.models.parts import Part, PartQuerySet
from cocreation.people.models import User


class CommentQuerySet(PartQuerySet):
    """Comments of one initiative, or of many."""

    def waiting_for(self, user: User) -> Self:
        """Keep what is addressed to a person who may read it and has not answered it yet.

        The oldest first. A thread that is resolved or taken off waits for nobody.
        """
        theirs = self.model.objects.standing().filter(
            by=user, thread=Coalesce(OuterRef("thread"), OuterRef("pk")), pk__gt=OuterRef("pk")
        )
        of_thread = Q(thread=None, resolved_at=None) | Q(
            thread__removed_at=None, thread__resolved_at=None, thread__isnull=False
        )
        visible = Initiative.objects.visible_to(user).values("pk")
        rows = self.standing().filter(of_thread, addressed_to=user, initiative__in=visible)
        return rows.exclude(by=F("addressed_to")).filter(~Exists(theirs)).order_by("said_at", "pk")


class Comment(Part):
    """A remark, or an answer to one; it can be addressed to someone, and a thread resolved."""

    FIELDS = ("text",)

    thread = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers"
    )
    """The comment that this one answers; None for the first of a thread."""
    about = models.CharField(max_length=80, blank=True)
    """The id of the checklist line that it is about; empty for the initiative as a whole."""
    text = models.TextField(max_length=2000)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="comments")
    addressed_to = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="comments_to_answer"
    )
    said_at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = CommentQuerySet.as_manager()

    class Meta(Part.Meta):
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="comment_says_something")]

    def may_change(self, user: User) -> bool:
        """Whether these are a person's own words, which nobody else may write anew."""
        return self.by_id == user.pk

    def may_remove(self, user: User) -> bool:
        """Whether a person may take it off: their own words, or whoever says who takes part."""
        return self.may_change(user) or self.initiative.may_manage

    def may_resolve(self, user: User) -> bool:
        """Whether a person may close the thread and open it: editors, and the two whom it is of."""
        return self.initiative.may_edit or user.pk in (self.by_id, self.addressed_to_id)

    def resolve(self, by: User) -> None:
        """Close a thread: it is settled, and waits for nobody any more."""
        self._set_resolved(by, "resolve", timezone.now())

    def reopen(self, by: User) -> None:
        """Open a thread again."""
        self._set_resolved(by, "reopen", None)

    def _set_resolved(self, by: User, verb: str, moment: Any) -> None:
        if (self.resolved_at is None) is (moment is None):
            return
        with transaction.atomic():
            old, self.resolved_at, self.resolved_by = (
                self.resolved_at,
                moment,
                by if moment else None,
            )
            self.save(update_fields=["resolved_at", "resolved_by"])
            self._note(by, verb, "resolved_at", old, moment)
