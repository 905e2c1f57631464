"""People who sign in with an e-mail address."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
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
    password_letter_at = models.DateTimeField(null=True, blank=True)
    """When a letter with a link to choose a password was last sent."""
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
