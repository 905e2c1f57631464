"""Who: people, the organisations they plan for, and what each has changed."""

import uuid
from typing import Any, ClassVar, Protocol

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Make people; an address is one address however it is capitalised."""

    def create_user(self, email: str, name: str = "", password: str | None = None) -> "User":
        """Save a new person. Without a password they cannot sign in until they set one."""
        user = self.model(email=email.strip().lower(), name=name)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find the person who signs in with an address, in any capitals."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in with an e-mail address."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    language = models.CharField(
        _("language"), max_length=2, blank=True, choices=[("da", _("Danish")), ("en", _("English"))]
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(
                condition=models.Q(language__in=["", "da", "en"]), name="user_language_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email


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

    def admit(self, user: User, level: "Membership.Level", by: User | None) -> "Membership":
        """Make someone a member at a level, or move a member to it."""
        before = Membership.objects.filter(organisation=self, user=user).first()
        membership, _created = Membership.objects.update_or_create(
            organisation=self, user=user, defaults={"level": level}
        )
        old = before.level if before else None
        change = Change.of(
            self, by, "admit", organisation_id=self.pk, field="level", old=old, new=str(level)
        )
        change.save()
        return membership


class Unit(models.Model):
    """A department or area inside an organisation."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="units")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("organisation", "name", name="unit_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


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


class Invitation(models.Model):
    """A letter that lets someone in, once: as a member at a level, or to single initiatives only.

    The link in the letter carries a random token; the database keeps its hash.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"), max_length=254)
    level = models.CharField(max_length=10, choices=Membership.Level, blank=True)
    """The level to be admitted at; empty for someone who is let into single initiatives only."""
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="accepted_invitations"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=["", "reader", "editor", "admin"]),
                name="invitation_level_known",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class HasPublicId(Protocol):
    """Anything of ours that a history can be written about."""

    public_id: Any


class Change(models.Model):
    """One thing that someone changed. Rows are only ever added."""

    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="changes")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=30)
    object_id = models.UUIDField()
    verb = models.CharField(max_length=30)
    field = models.CharField(max_length=80, blank=True)
    old = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    new = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        indexes = [models.Index("kind", "object_id", "at", name="change_of_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.verb} {self.field}".strip()

    @classmethod
    def of(
        cls,
        on: HasPublicId,
        by: User | None,
        verb: str,
        *,
        organisation_id: int,
        field: str = "",
        old: Any = None,
        new: Any = None,
    ) -> "Change":
        """Return a row about an object that has a `public_id`, not saved yet. JSON values only."""
        return cls(
            by=by,
            organisation_id=organisation_id,
            kind=type(on).__name__.lower(),
            object_id=on.public_id,
            verb=verb,
            field=field,
            old=old,
            new=new,
        )
