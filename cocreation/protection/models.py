"""How long an organisation keeps things, and who has been told that their account will close."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from cocreation.people.models import Organisation, User


class Retention(models.Model):
    """What one organisation has chosen. An empty number keeps things until someone deletes them.

    Each number has the day when it was chosen: nothing happens sooner than a notice after it.
    """

    NUMBERS: ClassVar[tuple[str, ...]] = ("done_years", "inactive_months", "history_years")
    FIELDS: ClassVar[tuple[str, ...]] = ("contact", *NUMBERS)

    organisation = models.OneToOneField(Organisation, models.CASCADE, related_name="retention")
    contact = models.CharField(max_length=200, blank=True)
    """Whom members ask about their data."""
    done_years = models.PositiveSmallIntegerField(null=True, blank=True)
    done_years_since = models.DateField(null=True, blank=True)
    inactive_months = models.PositiveSmallIntegerField(null=True, blank=True)
    inactive_months_since = models.DateField(null=True, blank=True)
    history_years = models.PositiveSmallIntegerField(null=True, blank=True)
    history_years_since = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}_since": None, name: None})
                | Q(**{f"{name}_since__isnull": False, f"{name}__gte": 1}),
                name=f"{name}_with_its_day",
            )
            for name in ("done_years", "inactive_months", "history_years")
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    @classmethod
    def of(cls, organisation: Organisation) -> "Retention":
        """Return what an organisation chose; before it chooses an empty one, not saved yet."""
        found = cls.objects.filter(organisation=organisation).first()
        return found or cls(organisation=organisation)

    @property
    def values(self) -> dict[str, Any]:
        """What is chosen now, by field."""
        return {name: getattr(self, name) for name in self.FIELDS}

    def change(self, by: User | None, values: Mapping[str, Any]) -> None:
        """Save new values of some fields; a number that is new counts from today."""
        with transaction.atomic():
            for name, value in values.items():
                self.organisation.note_change(
                    by, "change retention", name, getattr(self, name), value
                )
                setattr(self, name, value)
                if name in self.NUMBERS:
                    since = timezone.localdate() if value is not None else None
                    setattr(self, f"{name}_since", since)
            self.save()


class InactivityNotice(models.Model):
    """That a person has been told that their account will close."""

    user = models.OneToOneField(User, models.CASCADE, related_name="inactivity_notice")
    told_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.user}: {self.told_on:%Y-%m-%d}"
