"""Invite people by e-mail: one letter for each address, with a link that works once."""

import datetime
from collections.abc import Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cocreation.mail import letter, on_this_site
from cocreation.people.models import Invitation, Organisation, User

MOST_AT_ONCE = 50
MOST_A_DAY = 200
"""So many invitations an organisation may send in 24 hours."""


def room_for(organisation: Organisation) -> int:
    """Return how many more invitations an organisation may send now."""
    since = timezone.now() - datetime.timedelta(1)
    return max(0, MOST_A_DAY - organisation.invitations.filter(sent_at__gt=since).count())


def invite(
    organisation: Organisation,
    by: User,
    addresses: Sequence[str],
    level: str,
    language: str,
    initiative: str = "",
) -> list[Invitation]:
    """Save an invitation for each address and send its letter; the addresses have been checked.

    `initiative` is the title that the letter names when it lets someone into one initiative only.
    """
    now, made = timezone.now(), []
    for address in addresses:
        invitation = Invitation(
            organisation=organisation,
            email=address,
            level=level,
            language=language,
            by=by,
            sent_at=now,
        )
        token = invitation.renew()
        invitation.save()
        invitation.note(by, "invite")
        made.append(invitation)
        _send(invitation, token, by, initiative, reminds=False)
    return made


def remind(invitation: Invitation, by: User, initiative: str = "") -> bool:
    """Send the letter again with a new link, and say whether it was: once a day at most."""
    if not invitation.may_be_reminded:
        return False
    token = invitation.renew()
    invitation.reminded_at = timezone.now()
    invitation.save(update_fields=["token_hash", "expires_at", "reminded_at"])
    invitation.note(by, "remind")
    _send(invitation, token, by, initiative, reminds=True)
    return True


def known_already(organisation: Organisation, addresses: Sequence[str]) -> dict[str, str]:
    """Return which addresses belong to members, and which are invited: address -> what it is."""
    invited = organisation.invitations.pending().filter(~Q(level=""), email__in=addresses)
    members = organisation.members.filter(email__in=addresses)
    return dict.fromkeys(invited.values_list("email", flat=True), "invited") | dict.fromkeys(
        members.values_list("email", flat=True), "member"
    )


def _send(invitation: Invitation, token: str, by: User, initiative: str, *, reminds: bool) -> None:
    reader = User.objects.filter(email=invitation.email).first()
    letter(
        invitation.email,
        (reader.language if reader else "") or invitation.language,
        "people/mail/invitation",
        {
            "invitation": invitation,
            "by": by,
            "initiative": initiative,
            "reminds": reminds,
            "address": on_this_site(reverse("initiatives:invitation", args=[token])),
        },
    )
