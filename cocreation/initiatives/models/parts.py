"""The rows that an initiative has many of: added, changed, taken off, and brought back.

Each verb is one transaction and leaves its row in the initiative's history.
"""

import uuid
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.models.initiative import Initiative
from cocreation.initiatives.responsible import person_called
from cocreation.people.models import User


class PartQuerySet(models.QuerySet[Any]):
    """Rows of one kind, of one initiative or of many."""

    def standing(self) -> Self:
        """Keep those that are not taken off."""
        return self.filter(removed_at=None)


class Part(models.Model):
    """One row of an initiative. What is taken off stays in the database, and can come back."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="%(class)ss")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    FIELDS: ClassVar[tuple[str, ...]] = ()
    """What people write in it, the first naming the row."""

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(getattr(self, self.FIELDS[0]))

    @classmethod
    def word(cls) -> str:
        """The kind of row, as it stands in the history and in addresses."""
        return str(cls._meta.model_name)

    @property
    def values(self) -> dict[str, Any]:
        """What is written in it now, by field."""
        return {name: getattr(self, name) for name in self.FIELDS}

    def add(self, by: User | None) -> Self:
        """Save a new row."""
        with transaction.atomic():
            self._settle(self.FIELDS)
            self.save()
            filled = {name: value for name, value in self.values.items() if value not in ("", None)}
            self._note(by, "add", "", None, filled)
        return self

    def change(self, by: User | None, values: Mapping[str, Any]) -> None:
        """Save new values of some fields."""
        if not values:
            return
        noted = [(f"{self.public_id}.{name}", getattr(self, name), values[name]) for name in values]
        with transaction.atomic():
            for name, value in values.items():
                setattr(self, name, value)
            self._settle(values)
            self.save()
            self.initiative.note_changes(by, f"change {self.word()}", noted)

    def remove(self, by: User | None) -> None:
        """Take it off; `restore` undoes it."""
        self._set_removed(by, "remove", timezone.now())

    def restore(self, by: User | None) -> None:
        """Bring back what was taken off."""
        self._set_removed(by, "restore", None)

    def _settle(self, changed: Collection[str]) -> None:
        """Bring along what follows from new words in these fields; here nothing does."""

    def _set_removed(self, by: User | None, verb: str, moment: Any) -> None:
        if (self.removed_at is None) is (moment is None):
            return
        with transaction.atomic():
            self.removed_at = moment
            self.save(update_fields=["removed_at"])
            first = self.FIELDS[0]
            self._note(by, verb, first, str(self), str(self))

    def _note(self, by: User | None, verb: str, field: str, old: Any, new: Any) -> None:
        """Add to the history: *change step*, `<public id>.due_on`, what it was and what it is."""
        where = f"{self.public_id}.{field}" if field else str(self.public_id)
        self.initiative.note_changes(by, f"{verb} {self.word()}", [(where, old, new)])


class Assigned(Part):
    """A row with a name on it. The words stand as they are; an account that they mean is kept."""

    responsible: str
    person: User | None

    class Meta(Part.Meta):
        abstract = True

    def _settle(self, changed: Collection[str]) -> None:
        if "responsible" in changed:
            self.person = person_called(self.initiative, self.responsible)


class Partner(Part):
    """Someone who takes part: what they give, and why they would want to."""

    FIELDS = ("name", "kind", "gives", "why")

    class Kind(models.TextChoices):
        CITIZENS = "citizens", _("Citizens")
        ASSOCIATION = "association", _("Association")
        COMPANY = "company", _("Company")
        PUBLIC = "public", _("Public body")
        OTHER = "other", _("Other")

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.ASSOCIATION)
    gives = models.CharField(max_length=240, blank=True)
    why = models.CharField(max_length=240, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="partner_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["citizens", "association", "company", "public", "other"]),
                name="partner_kind_known",
            ),
        ]
