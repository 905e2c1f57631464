"""The organisations that people plan for, their units, and who belongs to them."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cocreation.people.models.changes import Change
from cocreation.people.models.users import User


class Organisation(models.Model):
    """A municipality, or another body that plans initiatives of its own, apart from all others."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        CONSULTANCY = "consultancy", _("Consultancy")
        CLIENT = "client", _("Client of a consultancy")
        OTHER = "other", _("Other organisation")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.MUNICIPALITY)
    code = models.CharField(_("municipality code"), max_length=4, blank=True)
    consultancy = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="clients"
    )
    """The consultancy whose client this is. It gives nobody access: members are admitted here."""
    created_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(User, through="Membership", related_name="organisations")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["municipality", "consultancy", "client", "other"]),
                name="organisation_kind_known",
            ),
            models.UniqueConstraint(
                "code", condition=~models.Q(code=""), name="municipality_code_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.public_id])

    @property
    def keeps_its_kind(self) -> bool:
        """Whether others count on what it is: a client, and a consultancy that has clients."""
        return self.kind == self.Kind.CLIENT or self.clients.exists()

    def lock(self) -> None:
        """Let nobody else change who belongs to it until this transaction ends."""
        Organisation.objects.select_for_update().get(pk=self.pk)

    def change(self, by: User | None, values: Mapping[str, Any]) -> None:
        """Save new values of some fields."""
        with transaction.atomic():
            for name, value in values.items():
                self.note_change(by, "change", name, getattr(self, name), value)
                setattr(self, name, value)
            self.save(update_fields=list(values))

    def open_client(self, by: User, name: str) -> "Organisation":
        """Make a client of this consultancy. Whoever opens it is its only member, as an admin."""
        with transaction.atomic():
            client = Organisation.objects.create(name=name, kind=self.Kind.CLIENT, consultancy=self)
            client.admit(by, Membership.Level.ADMIN, by)
        return client

    def admit(self, user: User, level: "Membership.Level", by: User | None) -> "Membership":
        """Make someone a member at a level, or move a member to it; LastAdmin for the last one."""
        with transaction.atomic():
            self.lock()
            before = Membership.objects.filter(organisation=self, user=user).first()
            if level != Membership.Level.ADMIN:
                self._refuse_to_lose_its_last_admin(before)
            membership, _created = Membership.objects.update_or_create(
                organisation=self, user=user, defaults={"level": level}
            )
            old = before.level if before else None
            self._note_member(by, "admit", user, old, str(level))
        return membership

    def dismiss(self, user: User, by: User | None) -> None:
        """End someone's membership; LastAdmin when nobody would be left to admit others."""
        with transaction.atomic():
            self.lock()
            membership = Membership.objects.filter(organisation=self, user=user).first()
            self._refuse_to_lose_its_last_admin(membership)
            if membership:
                membership.delete()
                self._note_member(by, "dismiss", user, membership.level, None)

    def level_before_dismissal(self, user: User, by: User) -> str:
        """Return the level to bring someone back at whom this person dismissed last; else ""."""
        rows = Change.objects.filter(
            kind="organisation", object_id=self.public_id, field=f"member {user.public_id}"
        )
        last = rows.order_by("-at", "-pk").first()
        dismissed = last is not None and last.verb == "dismiss" and last.by_id == by.pk
        return str(last.old) if last and dismissed else ""

    def _refuse_to_lose_its_last_admin(self, membership: "Membership | None") -> None:
        if membership is None or membership.level != Membership.Level.ADMIN:
            return
        admins = self.memberships.filter(level=Membership.Level.ADMIN, user__is_active=True)
        if not admins.exclude(pk=membership.pk).exists():
            raise LastAdmin

    def _note_member(self, by: User | None, verb: str, user: User, old: Any, new: Any) -> None:
        self.note_change(by, verb, f"member {user.public_id}", old, new)

    def note_change(self, by: User | None, verb: str, field: str, old: Any, new: Any) -> None:
        """Add a row to the organisation's history."""
        Change.of(self, by, verb, organisation_id=self.pk, field=field, old=old, new=new).save()


class LastAdmin(Exception):
    """An organisation would be left without anyone who may admit others."""


class StandingUnits(models.Manager["Unit"]):
    """The units that are not removed."""

    def get_queryset(self) -> models.QuerySet["Unit"]:
        return super().get_queryset().filter(removed_at=None)


class Unit(models.Model):
    """A department or area inside an organisation."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    name = models.CharField(_("name"), max_length=120)
    removed_at = models.DateTimeField(null=True, blank=True)
    """One that is removed is offered no more; the initiatives that have it keep its name."""

    objects: ClassVar[models.Manager["Unit"]] = StandingUnits()
    all_ever: ClassVar[models.Manager["Unit"]] = models.Manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("organisation", "name", name="unit_name_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def add(cls, organisation: Organisation, by: User | None, name: str) -> "Unit":
        """Save a new unit, or bring back the removed one of that name."""
        with transaction.atomic():
            unit, is_new = cls.all_ever.get_or_create(organisation=organisation, name=name)
            if is_new:
                organisation.note_change(by, "add unit", str(unit.public_id), None, name)
            else:
                unit.restore(by)
        return unit

    def rename(self, by: User | None, name: str) -> None:
        """Give it another name."""
        with transaction.atomic():
            self.organisation.note_change(by, "rename unit", str(self.public_id), self.name, name)
            self.name = name
            self.save(update_fields=["name"])

    def remove(self, by: User | None) -> None:
        """Offer it no more."""
        self._set_removed(by, "remove unit", timezone.now())

    def restore(self, by: User | None) -> None:
        """Undo the removal."""
        self._set_removed(by, "restore unit", None)

    def _set_removed(self, by: User | None, verb: str, at: datetime.datetime | None) -> None:
        if (self.removed_at is None) is (at is None):
            return
        with transaction.atomic():
            self.removed_at = at
            self.save(update_fields=["removed_at"])
            name = self.name
            self.organisation.note_change(by, verb, str(self.public_id), name, name)


class Membership(models.Model):
    """What one person may do in one organisation."""

    class Level(models.TextChoices):
        READER = "reader", _("Reader")
        EDITOR = "editor", _("Editor")
        ADMIN = "admin", _("Organisation admin")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    level = models.CharField(max_length=10, choices=Level)

    class Meta:
        constraints = [
            models.UniqueConstraint("organisation", "user", name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(level__in=["reader", "editor", "admin"]),
                name="membership_level_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_level_display()}"
