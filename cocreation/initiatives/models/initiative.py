"""An initiative: who sees it, what is written about it, and who takes part."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.folding import FoldedField
from cocreation.people.access import INVOLVED, LEVELS, Act, Involvement
from cocreation.people.models import Change, Invitation, Organisation, Unit, User
from typology.catalogue import Ambition, Catalogue
from typology.fit import Experience
from typology.models import Edition
from typology.placement import Method, Scores

if TYPE_CHECKING:
    from cocreation.initiatives.models.placements import Assessment

REPETITION = datetime.timedelta(minutes=1)
"""The same from the same person within this time is one press too many, and saved once."""


class Status(models.TextChoices):
    """How far an initiative has come. Only a draft is hidden from colleagues."""

    DRAFT = "draft", _("Draft")
    DIALOGUE = "dialogue", _("In dialogue")
    AGREED = "agreed", _("Agreed")
    RUNNING = "running", _("Under way")
    PAUSED = "paused", _("Paused")
    DONE = "done", _("Done")


class InitiativeQuerySet(models.QuerySet["Initiative"]):
    """The only place that says who sees and who edits."""

    def _reached_by(self, user: User) -> "InitiativeQuerySet":
        """Join the person's membership and what they are named as, at most one row of each."""
        mine = models.FilteredRelation(
            "organisation__memberships", condition=Q(organisation__memberships__user=user)
        )
        named = models.FilteredRelation("named_people", condition=Q(named_people__user=user))
        joined = self.annotate(
            mine=mine,
            named=named,
            level=models.F("mine__level"),
            involvement=models.F("named__involvement"),
        )
        shown = ~Q(status=Status.DRAFT) | Q(author=user) | Q(level__in=LEVELS[Act.READ_DRAFTS])
        member = Q(level__in=LEVELS[Act.READ]) & shown
        return joined.filter(member | Q(involvement__in=INVOLVED[Act.READ]))

    def visible_to(self, user: User) -> "InitiativeQuerySet":
        """Keep what a person may read; each row says in `may_edit` whether they may change it."""
        return self._reached_by(user).filter(deleted_at=None)

    def restorable_by(self, user: User) -> "InitiativeQuerySet":
        """Keep what is deleted and what a person may bring back."""
        may_edit = Q(level__in=LEVELS[Act.EDIT]) | Q(involvement__in=INVOLVED[Act.EDIT])
        return self._reached_by(user).filter(may_edit, deleted_at__isnull=False)

    def with_names(self) -> "InitiativeQuerySet":
        """Fetch what stands once beside it: the organisation, the unit and the plan."""
        return self.select_related("organisation", "unit", "plan")


class Initiative(models.Model):
    """One thing that a public organisation wants to do together with others."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="initiatives")
    unit = models.ForeignKey(
        Unit, models.SET_NULL, null=True, blank=True, related_name="initiatives"
    )
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="authored")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    sentence = models.CharField(max_length=240, blank=True)
    description = models.TextField(max_length=5000, blank=True)
    subject_field = models.CharField(max_length=60, blank=True)
    kle = models.CharField(max_length=60, blank=True)
    municipality_maturity = models.CharField(
        max_length=12, default=Experience.UNKNOWN, choices=[(e, e) for e in Experience]
    )
    partner_maturity = models.CharField(
        max_length=12, default=Experience.UNKNOWN, choices=[(e, e) for e in Experience]
    )
    outside_party = models.BooleanField(null=True, blank=True)
    citizen_decision = models.BooleanField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    case = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    folded_title = FoldedField(sources=("title",))
    folded_text = FoldedField(sources=("title", "sentence", "description"))

    objects: ClassVar[Any] = InitiativeQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index("organisation", "status", name="initiative_of_organisation")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="status_known"),
            models.CheckConstraint(condition=~Q(title=""), name="title_not_empty"),
            models.CheckConstraint(
                condition=Q(
                    municipality_maturity__in=list(Experience),
                    partner_maturity__in=list(Experience),
                ),
                name="maturities_known",
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None)
                | Q(starts_on=None)
                | Q(ends_on__gte=models.F("starts_on")),
                name="period_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("initiatives:detail", args=[self.public_id])

    @property
    def may_edit(self) -> bool:
        """Whether the person whom `visible_to` asked for may change it."""
        return self._may(Act.EDIT)

    @property
    def may_comment(self) -> bool:
        """Whether that person may take part in the talk about it: a comment changes nothing."""
        return self._may(Act.COMMENT)

    @property
    def may_manage(self) -> bool:
        """Whether that person may say who takes part, and share it."""
        return self._may(Act.MANAGE)

    def _may(self, act: Act) -> bool:
        level, involvement = getattr(self, "level", None), getattr(self, "involvement", None)
        return level in LEVELS[act] or involvement in INVOLVED[act]

    @property
    def catalogue(self) -> Catalogue:
        """The texts that this initiative began with, in their newest spelling."""
        return (Edition.objects.shown_for(self.edition_id) or self.edition).catalogue

    @property
    def status_changed_on(self) -> datetime.date | None:
        """The day of the latest change of status, from the history: one query."""
        rows = self.history.filter(field="status").order_by("-at", "-pk")
        moment = rows.values_list("at", flat=True).first()
        return timezone.localdate(moment) if moment else None

    @property
    def history(self) -> models.QuerySet[Change]:
        """The rows about this initiative, in no order."""
        return Change.objects.filter(kind="initiative", object_id=self.public_id)

    def note_change(
        self, by: User | None, verb: str, field: str = "", old: Any = None, new: Any = None
    ) -> None:
        """Add a row to this initiative's history."""
        self._change(by, verb, field, old, new).save()

    def note_changes(
        self, by: User | None, verb: str, changed: Iterable[tuple[str, Any, Any]]
    ) -> None:
        """Add a row for each field with its old and its new value, and say that it is changed."""
        Change.objects.bulk_create(self._change(by, verb, *each) for each in changed)
        self.save(update_fields=["changed_at"])

    def _change(self, by: User | None, verb: str, field: str, old: Any, new: Any) -> Change:
        return Change.of(
            self, by, verb, organisation_id=self.organisation_id, field=field, old=old, new=new
        )

    def assess(
        self,
        by: User | None,
        scores: Scores,
        *,
        kind: str = "today",
        method: Method = Method.MAP,
        answers: Mapping[str, int] | None = None,
        note: str = "",
        phase: str = "",
        assessed_on: datetime.date | None = None,
    ) -> "Assessment":
        """Add a placement; earlier ones stay. One that is sent twice within a minute is one."""
        kind, day = kind or "today", assessed_on or timezone.localdate()
        same = {
            "actors": scores.actors,
            "outcome": scores.outcome,
            "kind": kind,
            "method": method,
            "answers": dict(answers or {}),
            "note": note,
            "phase": phase,
            "assessed_on": day,
            "by": by,
        }
        latest = self.assessments.filter(withdrawn_at=None).order_by("pk").last()
        if latest and by and latest.is_a_repetition(same):
            return latest
        with transaction.atomic():
            assessment = self.assessments.create(
                edition_id=self.edition_id,
                **same,
            )
            new = {"actors": scores.actors, "outcome": scores.outcome, "method": str(method)}
            self.note_change(by, "assess", kind, None, new)
            self.save(update_fields=["changed_at"])
        return assessment

    def say_outside_party(self, by: User, answer: bool | None) -> None:
        """Answer whether someone outside the public sector helps to create something."""
        if answer is self.outside_party:
            return
        with transaction.atomic():
            self.note_change(by, "change", "outside_party", self.outside_party, answer)
            self.outside_party = answer
            self.save(update_fields=["outside_party", "changed_at"])

    def say_citizen_decision(self, by: User, answer: bool | None) -> None:
        """Answer whether a formal decision about one citizen is part of this."""
        if answer is self.citizen_decision:
            return
        with transaction.atomic():
            self.note_change(by, "change", "citizen_decision", self.citizen_decision, answer)
            self.citizen_decision = answer
            self.save(update_fields=["citizen_decision", "changed_at"])

    def delete_softly(self, by: User | None) -> None:
        """Hide it from everyone until someone restores it."""
        with transaction.atomic():
            self.deleted_at = timezone.now()
            self.save(update_fields=["deleted_at", "changed_at"])
            self.note_change(by, "delete")

    def restore(self, by: User) -> None:
        """Undo the deletion."""
        with transaction.atomic():
            self.deleted_at = None
            self.save(update_fields=["deleted_at", "changed_at"])
            self.note_change(by, "restore")


class NamedPerson(models.Model):
    """Someone who takes part in one initiative, whether or not they belong to its organisation.

    Until an invitation is accepted the row names the invitation in place of the person.
    """

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="named_people")
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="named_on")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="named_on")
    involvement = models.CharField(max_length=11, choices=Involvement, default=Involvement.EDITOR)

    class Meta:
        constraints = [
            models.UniqueConstraint("initiative", "user", name="person_named_once"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(invitation__isnull=False),
                name="named_by_account_or_invitation",
            ),
            models.CheckConstraint(
                condition=Q(involvement__in=Involvement.values), name="involvement_known"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.invitation)


class RankedAmbition(models.Model):
    """One of the three wishes; rank 1 is what the initiative wants most."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="ambitions")
    ambition = models.CharField(max_length=10, choices=[(a, a) for a in Ambition])
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint("initiative", "ambition", name="ambition_once"),
            models.UniqueConstraint("initiative", "rank", name="ambition_rank_once"),
            models.CheckConstraint(condition=Q(ambition__in=list(Ambition)), name="ambition_known"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.ambition}"
