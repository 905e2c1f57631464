"""A letter that is written, and what became of it."""

import datetime
import uuid
from email.utils import format_datetime
from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from cocreation.post.pauses import pause

STUCK = datetime.timedelta(minutes=15)
"""An attempt that is older than this was cut off: its worker is gone."""
LOG_KEPT = datetime.timedelta(days=30)


class LetterQuerySet(models.QuerySet["Letter"]):
    """Letters, waiting or not."""

    def waiting(self) -> Self:
        """Keep what is neither sent nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def forgotten(self) -> Self:
        """Keep those that should long have been tried: their worker was stopped."""
        long_ago = timezone.now() - STUCK
        free = Q(trying_since=None) | Q(trying_since__lte=long_ago)
        return self.waiting().filter(free, next_at__lte=long_ago)

    def claim(self, pk: int) -> "Letter | None":
        """Return a letter whose time has come, for one worker alone; else None."""
        now = timezone.now()
        free = Q(trying_since=None) | Q(trying_since__lte=now - STUCK)
        due = self.waiting().filter(free, pk=pk, next_at__lte=now)
        taken = due.update(trying_since=now, attempts=F("attempts") + 1)
        return self.get(pk=pk) if taken else None


class Letter(models.Model):
    """One e-mail. What is sent is deleted, save in a demo: it may hold a secret link."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField(max_length=254)
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField()
    headers = models.JSONField(default=dict)
    written_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    trying_since = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=100, blank=True)
    """What the last attempt failed of: a kind and a code, no addresses."""

    objects: ClassVar[LetterQuerySet] = LetterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(
                "next_at",
                name="letters_waiting",
                condition=Q(sent_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def message(self) -> EmailMultiAlternatives:
        """The e-mail. Its id is the letter's own, so that a second copy is known as one."""
        headers = {
            "Message-ID": f"<{self.public_id}@{urlsplit(settings.SITE_ADDRESS).hostname}>",
            "Date": format_datetime(self.written_at),
            "Auto-Submitted": "auto-generated",
            **self.headers,
        }
        message = EmailMultiAlternatives(self.subject, self.text, to=[self.to], headers=headers)
        message.attach_alternative(self.html, "text/html")
        return message

    def mark_sent(self) -> None:
        """Say that the mail server has taken it."""
        if settings.KEEPS_LETTERS:
            self.sent_at, self.trying_since, self.trouble = timezone.now(), None, ""
            self.save(update_fields=["sent_at", "trying_since", "trouble"])
        else:
            self.delete()

    def postpone(self, trouble: str) -> bool:
        """Try again after a pause; give up after the last one, and return False."""
        wait = pause(self.attempts)
        if wait is None:
            self.give_up(trouble)
            return False
        self.next_at, self.trying_since = timezone.now() + wait, None
        self.trouble = trouble[:100]
        self.save(update_fields=["next_at", "trying_since", "trouble"])
        return True

    def give_up(self, trouble: str) -> None:
        """Try no more. The row stays for a month and says why; its words do not."""
        self.given_up_at, self.trying_since = timezone.now(), None
        self.trouble = trouble[:100]
        if not settings.KEEPS_LETTERS:
            self.text = self.html = ""
            self.headers = {}
        fields = ["given_up_at", "trying_since", "trouble", "text", "html", "headers"]
        self.save(update_fields=fields)
