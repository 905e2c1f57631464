"""What each person wants, and which letters they have had."""

import hashlib
import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.people.models import User


class Pace(models.TextChoices):
    """How often a person wants letters."""

    EACH = "each", _("One letter for each thing")
    DAILY = "daily", _("At most one letter a day")
    WEEKLY = "weekly", _("One letter a week, on Monday")
    OFF = "off", _("No letters")


class PreferenceQuerySet(models.QuerySet["Preference"]):
    """What people want."""

    def of(self, user: User) -> "Preference":
        """Return what a person wants; who never said anything gets an unsaved row."""
        return self.filter(user=user).first() or Preference(user=user)

    def lock(self, user: User) -> "Preference":
        """Return a person's row, made when there is none, for this transaction alone."""
        self.get_or_create(user=user)
        return self.select_for_update().get(user=user)

    def with_feed(self, token: str) -> "Preference | None":
        """Return whose calendar has this address; None for an address that nobody has."""
        rows = self.filter(feed_hash=hashed(token), user__is_active=True)
        return rows.select_related("user").first()


class Preference(models.Model):
    """How one person wants to be reminded."""

    user = models.OneToOneField(User, models.CASCADE, related_name="reminding")
    pace = models.CharField(max_length=6, choices=Pace, default=Pace.DAILY)
    pace_before = models.CharField(max_length=6, choices=Pace, default=Pace.DAILY)
    """What `resume` goes back to."""
    looked_on = models.DateField(null=True, blank=True)
    """The day when the digest was last sent, or on a Monday found empty."""
    feed_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    feed_made_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(pace__in=Pace.values, pace_before__in=Pace.values), name="pace_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_pace_display()}"

    def choose(self, pace: str) -> None:
        """Take another pace from now on. A weekly letter begins with the next Monday."""
        if pace == Pace.OFF != self.pace:
            self.pace_before = self.pace
        if pace == Pace.WEEKLY != self.pace:
            self.looked_on = timezone.localdate()
        self.pace = pace
        self.save()

    def resume(self) -> None:
        """Take the pace again that letters had before they were turned off."""
        if self.pace == Pace.OFF:
            self.choose(self.pace_before)

    def open_feed(self) -> str:
        """Return the secret part of a new calendar address; an older address is no more."""
        token = secrets.token_urlsafe(16)
        self.feed_hash, self.feed_made_at = hashed(token), timezone.now()
        self.save()
        return token

    def close_feed(self) -> None:
        """Let there be no calendar address."""
        self.feed_hash = self.feed_made_at = None
        self.save()


class Reminder(models.Model):
    """One rung of the ladder that a person has been told of, so that it is told once."""

    person = models.ForeignKey(User, models.CASCADE, related_name="reminders")
    thing = models.CharField(max_length=120)
    due_on = models.DateField()
    rung = models.SmallIntegerField()
    """Days after the day; -7 is a week before it."""
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint("person", "thing", "due_on", "rung", name="told_once")
        ]

    def __str__(self) -> str:
        return f"{self.thing}, {self.due_on} {self.rung:+}"


def hashed(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
