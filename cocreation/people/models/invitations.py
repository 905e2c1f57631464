"""Letters that let someone in, and what became of them."""

import datetime
import hashlib
import secrets
import uuid
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.people.models.changes import Change
from cocreation.people.models.organisations import Membership, Organisation
from cocreation.people.models.users import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by how they stand."""

    def pending(self) -> Self:
        """Keep those without an answer, also those that have become too old."""
        return self.filter(accepted_at=None, declined_at=None, withdrawn_at=None)

    def with_token(self, token: str) -> Self:
        """Keep the one whose link can still be used."""
        return self.pending().filter(
            token_hash=hash_of(token), expires_at__gt=timezone.now(), by__isnull=False
        )


class Invitation(models.Model):
    """A letter that lets someone in, once: as a member at a level, or to single initiatives only.

    The link in the letter carries a random token; the database keeps its hash.
    """

    VALID_FOR: ClassVar[datetime.timedelta] = datetime.timedelta(14)
    REST: ClassVar[datetime.timedelta] = datetime.timedelta(1)
    """The least time between two letters."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"), max_length=254)
    level = models.CharField(max_length=10, choices=Membership.Level, blank=True)
    """The level to be admitted at; empty for someone who is let into single initiatives only."""
    language = models.CharField(max_length=2, default="da", choices=[("da", "da"), ("en", "en")])
    """What to write in to someone whose own choice of language is not known."""
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="accepted_invitations"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=["", "reader", "editor", "admin"]),
                name="invitation_level_known",
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=["da", "en"]), name="invitation_language_known"
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def is_pending(self) -> bool:
        """Whether it still waits for an answer, also when it has become too old."""
        return not (self.accepted_at or self.declined_at or self.withdrawn_at)

    @property
    def is_too_old(self) -> bool:
        """Whether its link has stopped working by itself."""
        return self.expires_at <= timezone.now()

    @property
    def rests_until(self) -> datetime.datetime:
        """When a reminder may be sent."""
        return (self.reminded_at or self.sent_at) + self.REST

    @property
    def may_be_reminded(self) -> bool:
        """Whether a day has passed since the last letter."""
        return self.rests_until <= timezone.now()

    def renew(self) -> str:
        """Give it a new token, from now on the only one, and return it. It is not saved yet."""
        token = secrets.token_urlsafe(16)
        self.token_hash, self.expires_at = hash_of(token), timezone.now() + self.VALID_FOR
        return token

    def note(self, by: User | None, verb: str) -> None:
        """Add a row to its history, without the address."""
        Change.of(
            self, by, verb, organisation_id=self.organisation_id, field="level", new=self.level
        ).save()

    def withdraw(self, by: User) -> None:
        """Make its link stop working."""
        self._set("withdrawn_at", timezone.now(), by, "withdraw invitation")

    def bring_back(self, by: User) -> None:
        """Undo the withdrawal: the same link works again, as long as it would have."""
        self._set("withdrawn_at", None, by, "restore invitation")

    def decline(self, by: User | None) -> None:
        """Say no."""
        self._set("declined_at", timezone.now(), by, "decline invitation")

    def _set(self, field: str, at: datetime.datetime | None, by: User | None, verb: str) -> None:
        with transaction.atomic():
            setattr(self, field, at)
            self.save(update_fields=[field])
            self.note(by, verb)


def hash_of(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
