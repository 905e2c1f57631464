"""The link in each letter that turns letters off without a login: signed, and good for ever."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from cocreation.people.models import User

SIGNER = Signer(salt="reminders.off", sep=".")


def off_address(user: User) -> str:
    """Return the address that turns this person's letters off."""
    return reverse("reminders:off", args=[SIGNER.sign(user.public_id.hex)])


def whose(token: str) -> User | None:
    """Return whose letters a link turns off; None for a link that we did not make."""
    try:
        public_id = SIGNER.unsign(token)
    except BadSignature:
        return None
    return User.objects.filter(public_id=public_id, is_active=True).first()
