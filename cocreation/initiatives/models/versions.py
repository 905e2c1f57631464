"""The whole of an initiative kept as it was: a named version, or a template to start from."""

import uuid
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from cocreation.initiatives.models.initiative import Initiative
from cocreation.people.models import Change, Organisation, User


class Kept(Exception):
    """A version was about to be changed: it is kept as it is for ever."""


class Version(models.Model):
    """An initiative as it was when someone gave that moment a name. Never changed or removed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="versions")
    name = models.CharField(max_length=120)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="version_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Save a new version; raise Kept for one that is there already."""
        if self.pk is not None:
            raise Kept
        super().save(*args, **options)

    save.alters_data = True  # type: ignore[attr-defined]


class Template(models.Model):
    """What an organisation's new initiatives may begin with."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="templates")
    name = models.CharField(max_length=120)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="template_has_a_name")]

    def __str__(self) -> str:
        return self.name

    def rename(self, by: User, name: str) -> None:
        """Give it another name."""
        with transaction.atomic():
            self._note(by, "change", "name", self.name, name)
            self.name = name
            self.save(update_fields=["name"])

    def remove(self, by: User) -> None:
        """Take it off the list; what began with it stays as it is."""
        self._set_removed(by, "remove", timezone.now())

    def restore(self, by: User) -> None:
        """Put it back on the list."""
        self._set_removed(by, "restore", None)

    def _set_removed(self, by: User, verb: str, moment: Any) -> None:
        if (self.removed_at is None) is (moment is None):
            return
        with transaction.atomic():
            self.removed_at = moment
            self.save(update_fields=["removed_at"])
            self._note(by, verb, "name", self.name, self.name)

    def _note(self, by: User, verb: str, field: str, old: Any, new: Any) -> None:
        Change.of(
            self, by, verb, organisation_id=self.organisation_id, field=field, old=old, new=new
        ).save()
