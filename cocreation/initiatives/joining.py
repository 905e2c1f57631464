"""Let someone into an initiative by e-mail, and let in whoever accepts."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cocreation.initiatives.models import Initiative, NamedPerson
from cocreation.people.access import Involvement
from cocreation.people.inviting import invite
from cocreation.people.models import Invitation, Membership, User

LEVELS_RISING = (Membership.Level.READER, Membership.Level.EDITOR, Membership.Level.ADMIN)
INVOLVEMENTS_RISING = (
    Involvement.READER,
    Involvement.FACILITATOR,
    Involvement.EDITOR,
    Involvement.LEADER,
)


def stronger(one: str, other: str) -> Involvement:
    """Return the one that may do more."""
    return max(Involvement(one), Involvement(other), key=INVOLVEMENTS_RISING.index)


def invite_to(
    initiative: Initiative, by: User, addresses: Sequence[str], involvement: str, language: str
) -> list[Invitation]:
    """Invite guests to one initiative. Until they accept, the row of each names the invitation."""
    with transaction.atomic():
        sent = invite(initiative.organisation, by, addresses, "", language, initiative.title)
        NamedPerson.objects.bulk_create(
            NamedPerson(initiative=initiative, invitation=invitation, involvement=involvement)
            for invitation in sent
        )
        for invitation in sent:
            initiative.note_change(by, "invite", "invitation", None, str(invitation.public_id))
    return sent


def was_named(initiative: Initiative, user: User) -> bool:
    """Whether someone takes part, or did once, as the history has it."""
    who = str(user.public_id)
    return initiative.history.filter(Q(new=who) | Q(old=who), field="person").exists()


def accept(invitation: Invitation, user: User) -> None:
    """Let a person in as the invitation says. Nobody gets less than they have already."""
    with transaction.atomic():
        if invitation.level:
            _admit(invitation, user)
        for row in invitation.named_on.select_related("initiative"):
            _name(row, user)
        invitation.accepted_at, invitation.accepted_by = timezone.now(), user
        invitation.save(update_fields=["accepted_at", "accepted_by"])
        invitation.note(user, "accept invitation")


def _admit(invitation: Invitation, user: User) -> None:
    invitation.organisation.lock()
    has = Membership.objects.filter(organisation=invitation.organisation, user=user).first()
    level = Membership.Level(invitation.level)
    rank = LEVELS_RISING.index
    if has is None or rank(level) > rank(Membership.Level(has.level)):
        invitation.organisation.admit(user, level, user)


def _name(row: NamedPerson, user: User) -> None:
    """Put the person where the invitation stood, or add to what they are named as already."""
    known = NamedPerson.objects.filter(initiative=row.initiative, user=user).first()
    if known:
        known.involvement = stronger(known.involvement, row.involvement)
        known.save(update_fields=["involvement"])
        row.delete()
    else:
        row.user, row.invitation = user, None
        row.save(update_fields=["user", "invitation"])
    row.initiative.note_change(user, "name person", "person", None, str(user.public_id))
