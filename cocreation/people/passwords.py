"""A letter with a link to choose a password, for someone who has forgotten theirs."""

import datetime

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cocreation.mail import letter, on_this_site
from cocreation.people.models import User

REST = datetime.timedelta(minutes=5)
"""The least time between two letters to one person."""


def send_password_letter(address: str) -> None:
    """Send the letter when someone has this address, and say nothing of whether anyone has.

    The moment is written before the letter goes, so that ten requests at once send one.
    """
    now = timezone.now()
    rested = Q(password_letter_at=None) | Q(password_letter_at__lte=now - REST)
    people = User.objects.filter(rested, email=address.strip().lower(), is_active=True)
    if not people.update(password_letter_at=now):
        return
    user = User.objects.get(email=address.strip().lower())
    words = {
        "user": user,
        "address": on_this_site(password_path(user)),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    letter(user.email, user.language, "people/mail/password", words)


def password_path(user: User) -> str:
    """Return the path of the page where this person chooses a password, once."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return reverse("people:choose_password", args=[uid, token])
