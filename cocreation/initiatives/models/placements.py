"""Where an initiative was placed: assessments are added, never overwritten."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.models.initiative import REPETITION, Initiative
from cocreation.people.models import User
from typology.models import Edition
from typology.placement import HIGHEST, LOWEST, Method, Scores


class Phase(models.TextChoices):
    """The four phases that a placement may speak of; people may write another of their own."""

    CHOOSE = "choose", _("Choose")
    DESIGN = "design", _("Design")
    DO = "do", _("Do")
    MEASURE = "measure", _("Measure")


class Assessment(models.Model):
    """Where someone placed an initiative on a day. Added, never overwritten."""

    class Kind(models.TextChoices):
        TODAY = "today", _("As it is today")
        WISH = "wish", _("As we wish it to be")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="assessments")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    actors = models.PositiveSmallIntegerField()
    outcome = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.TODAY)
    method = models.CharField(max_length=10, choices=[(m, m) for m in Method])
    answers = models.JSONField(default=dict)
    phase = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=500, blank=True)
    assessed_on = models.DateField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="assessments")
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["assessed_on", "pk"]
        indexes = [models.Index("initiative", "assessed_on", name="assessments_in_order")]
        constraints = [
            models.CheckConstraint(
                condition=Q(actors__gte=LOWEST, actors__lte=HIGHEST), name="actors_in_range"
            ),
            models.CheckConstraint(
                condition=Q(outcome__gte=LOWEST, outcome__lte=HIGHEST), name="outcome_in_range"
            ),
            models.CheckConstraint(condition=Q(kind__in=["today", "wish"]), name="kind_known"),
            models.CheckConstraint(condition=Q(method__in=list(Method)), name="method_known"),
        ]

    def __str__(self) -> str:
        return f"{self.assessed_on}: {self.actors}/{self.outcome}"

    @property
    def scores(self) -> Scores:
        """The two axis scores as the rules take them."""
        return Scores(self.actors, self.outcome)

    def is_a_repetition(self, values: Mapping[str, Any]) -> bool:
        """Whether the same was saved within the last minute, as when a button is pressed twice."""
        recent = timezone.now() - self.created_at < REPETITION
        return recent and all(getattr(self, name) == value for name, value in values.items())

    def withdraw(self, by: User) -> None:
        """Take a wrong placement out of the trail; it can be restored."""
        self._set_withdrawn(by, "withdraw", timezone.now())

    def restore(self, by: User) -> None:
        """Put a withdrawn placement back."""
        self._set_withdrawn(by, "restore", None)

    def _set_withdrawn(self, by: User, verb: str, moment: datetime.datetime | None) -> None:
        if (self.withdrawn_at is None) is (moment is None):
            return
        with transaction.atomic():
            self.withdrawn_at = moment
            self.save(update_fields=["withdrawn_at"])
            self.initiative.note_change(by, verb, f"assessment {self.public_id}")
            self.initiative.save(update_fields=["changed_at"])
