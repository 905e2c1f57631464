"""The plan of an initiative: mandate and resources, risks, steps, effects, meetings, papers."""

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django.core.files.base import File
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.files import Held, media_type
from cocreation.initiatives.models.initiative import Initiative
from cocreation.initiatives.models.parts import Assigned, Part
from cocreation.people.models import User


class Plan(models.Model):
    """What the people around the table may decide, and what they have to work with."""

    class PublicHelp(models.TextChoices):
        UNKNOWN = "unknown", _("We do not know yet")
        SUPPLEMENTS = "supplements", _("It comes beside the public help")
        REPLACES = "replaces", _("It comes instead of public help")

    FIELDS: ClassVar[tuple[str, ...]] = (
        "decides_itself",
        "council_decides",
        "reply_on",
        "money",
        "hours",
        "rooms",
        "hands",
        "public_help",
        "paused_because",
        "lessons",
    )

    initiative = models.OneToOneField(Initiative, models.CASCADE, related_name="plan")
    decides_itself = models.TextField(max_length=1000, blank=True)
    council_decides = models.TextField(max_length=1000, blank=True)
    reply_on = models.DateField(null=True, blank=True)
    money = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    rooms = models.CharField(max_length=240, blank=True)
    hands = models.CharField(max_length=240, blank=True)
    public_help = models.CharField(max_length=11, choices=PublicHelp, default=PublicHelp.UNKNOWN)
    paused_because = models.TextField(max_length=1000, blank=True)
    lessons = models.TextField(max_length=5000, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(public_help__in=["unknown", "supplements", "replaces"]),
                name="public_help_known",
            ),
            models.CheckConstraint(
                condition=Q(money=None) | Q(money__gte=0), name="money_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return str(self.initiative)

    @classmethod
    def of(cls, initiative: Initiative) -> "Plan":
        """Return an initiative's plan; before anything is said an empty one, not saved yet."""
        try:
            plan: Plan = initiative.plan
        except cls.DoesNotExist:
            plan = cls(initiative=initiative)
        return plan

    @property
    def values(self) -> dict[str, Any]:
        """What is written in it now, by field."""
        return {name: getattr(self, name) for name in self.FIELDS}

    @property
    def has_mandate(self) -> bool:
        """Whether it says what may be decided, what may not, and when an answer comes."""
        return bool(self.decides_itself and self.council_decides and self.reply_on)

    def change(self, by: User | None, values: Mapping[str, Any]) -> None:
        """Save new values of some fields."""
        if not values:
            return
        noted = [(f"plan.{name}", getattr(self, name), value) for name, value in values.items()]
        with transaction.atomic():
            for name, value in values.items():
                setattr(self, name, value)
            self.save()
            self.initiative.note_changes(by, "change plan", noted)


class Risk(Assigned):
    """What can go wrong, who keeps an eye on it, and what we then say to the press."""

    FIELDS = ("what", "likelihood", "responsible", "press_line")

    class Likelihood(models.TextChoices):
        LOW = "low", _("Unlikely")
        MEDIUM = "medium", _("Possible")
        HIGH = "high", _("Likely")

    what = models.CharField(max_length=240)
    likelihood = models.CharField(max_length=6, choices=Likelihood, default=Likelihood.MEDIUM)
    responsible = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="risks")
    press_line = models.TextField(max_length=500, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="risk_says_what"),
            models.CheckConstraint(
                condition=Q(likelihood__in=["low", "medium", "high"]), name="likelihood_known"
            ),
        ]


class Step(Assigned):
    """One thing to do, one name, one day."""

    FIELDS = ("what", "responsible", "due_on", "done_on")

    what = models.CharField(max_length=240)
    responsible = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="steps")
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta(Part.Meta):
        ordering = [models.F("due_on").asc(nulls_last=True), "pk"]
        indexes = [models.Index("person", "due_on", name="steps_of_person")]
        constraints = [models.CheckConstraint(condition=~Q(what=""), name="step_says_what")]

    @property
    def is_ready(self) -> bool:
        """Whether it has its one name and its one day."""
        return bool(self.responsible and self.due_on)

    @property
    def is_late(self) -> bool:
        """Whether its day has passed, and it is not done."""
        return not self.done_on and bool(self.due_on and self.due_on < timezone.localdate())

    def do(self, by: User | None) -> None:
        """Say that it is done today; one that is done already stays as it is."""
        if self.done_on is None:
            self.change(by, {"done_on": timezone.localdate()})

    def undo(self, by: User | None) -> None:
        """Say that it is not done after all."""
        if self.done_on is not None:
            self.change(by, {"done_on": None})


class Effect(models.Model):
    """An answer to one of the questions about an ambition, at the start or at the end."""

    class Moment(models.TextChoices):
        START = "start", _("At the start")
        END = "end", _("At the end")

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="effects")
    item = models.CharField(max_length=60)
    moment = models.CharField(max_length=5, choices=Moment)
    answer = models.CharField(max_length=500, blank=True)
    answered_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint("initiative", "item", "moment", name="effect_asked_twice"),
            models.CheckConstraint(
                condition=Q(moment__in=["start", "end"]), name="effect_moment_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}, {self.moment}: {self.answer}"


class Meeting(Part):
    """A meeting and its short minutes."""

    FIELDS = ("title", "held_on", "who", "minutes")

    title = models.CharField(max_length=120)
    held_on = models.DateField()
    who = models.CharField(max_length=240, blank=True)
    minutes = models.TextField(max_length=5000, blank=True)

    class Meta(Part.Meta):
        ordering = ["-held_on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title")]


class Link(Part):
    """A page elsewhere that belongs to the initiative."""

    FIELDS = ("title", "address")

    title = models.CharField(max_length=120)
    address = models.URLField(max_length=500)

    class Meta(Part.Meta):
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="link_has_a_title")]


def stored_name(attachment: "Attachment", filename: str) -> str:
    """Return where a file is stored: a random name, nothing of what the sender called it."""
    return f"attachments/{uuid.uuid4().hex}"


class Attachment(Part):
    """A file: stored under a name of ours, served as a download, never shown or run."""

    FIELDS = ("name",)

    name = models.CharField(max_length=120)
    file = models.FileField(upload_to=stored_name)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="attachments")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta(Part.Meta):
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="attachment_has_a_name")]

    @classmethod
    def held_by(cls, initiative: Initiative) -> Held:
        """Return how many files an initiative holds, and how large they are: one query."""
        standing = Q(removed_at=None)
        sums = cls.objects.filter(initiative=initiative).aggregate(
            files=models.Count("pk", filter=standing),
            listed=models.Sum("size", filter=standing, default=0),
            stored=models.Sum("size", default=0),
        )
        return Held(sums["files"], size=sums["listed"], size_with_bin=sums["stored"])

    @classmethod
    def receive(
        cls, initiative: Initiative, by: User | None, name: str, content: File[bytes]
    ) -> Self:
        """Store a file that was checked and list it; a row that fails leaves no file."""
        row = cls(
            initiative=initiative,
            name=name,
            media_type=media_type(name),
            size=content.size,
            by=by,
        )
        row.file.save(name, content, save=False)
        try:
            return row.add(by)
        except Exception:
            row.file.storage.delete(str(row.file.name))
            raise

    def erase(self) -> None:
        """Delete the row for good, and its file when that is certain."""
        storage, name = self.file.storage, str(self.file.name)
        self.delete()
        transaction.on_commit(lambda: storage.delete(name), robust=True)
