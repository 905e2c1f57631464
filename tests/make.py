"""Make what a test needs, in one line each. The cast that most tests share is in `conftest.py`."""

import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.forms.parts import PART_KINDS
from cocreation.initiatives.models import (
    Assessment,
    Attachment,
    Comment,
    Initiative,
    NamedPerson,
    Partner,
    Plan,
    Risk,
    RoleHolder,
    Status,
    Step,
    Tick,
)
from cocreation.people.models import Invitation, Membership, Organisation, Unit, User
from cocreation.sharing.models import USUAL, PartnerLink, PartnerOffer, SharedLink
from typology.models import Edition
from typology.placement import Scores


def make_organisation(name: str = "Birk Kommune") -> Organisation:
    return Organisation.objects.create(name=name)


def make_user(
    organisation: Organisation | None, level: str = "editor", name: str = "bob", **more: Any
) -> User:
    """Make someone who reads English, as the tests do."""
    user = User.objects.create_user(f"{name}@example.org", name, **more)
    User.objects.filter(pk=user.pk).update(language="en")
    if organisation:
        Membership.objects.create(organisation=organisation, user=user, level=level)
    return user


def make_invitation(
    organisation: Organisation, email: str = "dora@example.org", level: str = "editor", **more: Any
) -> Invitation:
    """Make an invitation of yesterday, which may be reminded of; `make_link` opens it."""
    invitation = Invitation(organisation=organisation, email=email, level=level)
    invitation.sent_at = timezone.now() - datetime.timedelta(1)
    invitation.by = organisation.members.order_by("pk").first()
    invitation.renew()
    for name, value in more.items():
        setattr(invitation, name, value)
    invitation.save()
    return invitation


def make_link(invitation: Invitation) -> str:
    """Return the path of a link that opens an invitation, from now on its only one."""
    token = invitation.renew()
    invitation.save()
    return f"/invitations/{token}/"


def make_unit(organisation: Organisation, name: str = "Culture") -> Unit:
    return Unit.objects.create(organisation=organisation, name=name)


def make_initiative(author: User, title: str = "The garden by the school", **more: Any) -> Any:
    """Make an initiative of the author's first organisation, in dialogue unless told."""
    defaults = {
        "organisation": author.organisations.get(),
        "edition": Edition.objects.newest(),
        "status": Status.DIALOGUE,
        "outside_party": True,
    }
    return Initiative.objects.create(author=author, title=title, **(defaults | more))


def make_assessment(
    initiative: Initiative, actors: int = 20, outcome: int = 30, **more: Any
) -> Assessment:
    return initiative.assess(initiative.author, Scores(actors, outcome), **more)


def make_tick(
    initiative: Initiative, item: str = "G1", state: str = "missing", **more: Any
) -> Tick:
    return Tick.objects.create(initiative=initiative, item=item, state=state, **more)


def make_holder(initiative: Initiative, role: str = "leader", holder: str = "Alice") -> RoleHolder:
    return RoleHolder.objects.create(initiative=initiative, role=role, holder=holder)


def make_partner(initiative: Initiative, name: str = "The gardeners", **more: Any) -> Partner:
    return Partner.objects.create(initiative=initiative, name=name, **more)


def make_named(initiative: Initiative, user: User, involvement: str = "editor") -> NamedPerson:
    return NamedPerson.objects.create(initiative=initiative, user=user, involvement=involvement)


def make_step(initiative: Initiative, what: str = "Call the school", **more: Any) -> Step:
    return Step.objects.create(initiative=initiative, what=what, **more)


def make_risk(initiative: Initiative, what: str = "Nobody comes", **more: Any) -> Risk:
    return Risk.objects.create(initiative=initiative, what=what, **more)


PART_VALUES: dict[str, dict[str, Any]] = {
    "partner": {"name": "The school", "kind": "public"},
    "risk": {"what": "It rains on the day", "likelihood": "high"},
    "step": {"what": "Call the school", "due_on": "2026-03-01"},
    "meeting": {"title": "The first evening", "held_on": "2026-03-01"},
    "link": {"title": "The map", "address": "https://example.org/map"},
}
"""What a form of each kind of row must have."""


def make_part(initiative: Initiative, kind: str, **more: Any) -> Any:
    """Make a row of a kind."""
    model = PART_KINDS[kind].model
    return model.objects.create(initiative=initiative, **(PART_VALUES[kind] | more))


def make_plan(initiative: Initiative, **more: Any) -> Plan:
    """Make a plan that any status may be reached with, but for a step."""
    defaults = {
        "decides_itself": "The plants",
        "council_decides": "The money",
        "reply_on": datetime.date(2026, 9, 1),
        "paused_because": "It is winter. We look again in March.",
        "lessons": "Begin earlier.",
    }
    return Plan.objects.create(initiative=initiative, **(defaults | more))


def make_ready_step(initiative: Initiative, **more: Any) -> Step:
    """Make a step with a name and a day."""
    ready: dict[str, Any] = {"responsible": "The gardener", "due_on": datetime.date(2026, 5, 1)}
    return make_step(initiative, **(ready | more))


def make_file(
    initiative: Initiative, name: str = "minutes.txt", content: bytes = b"We met.", **more: Any
) -> Attachment:
    """Store a file, and put it on the list."""
    defaults = {"by": initiative.author, "media_type": "text/plain", "size": len(content)}
    row = Attachment(initiative=initiative, name=name, **(defaults | more))
    row.file.save(name, ContentFile(content))
    return row


def make_comment(
    initiative: Initiative, text: str = "Who asks the school?", **more: Any
) -> Comment:
    """Make a comment of the author's, unless told."""
    defaults = {"by": initiative.author}
    return Comment.objects.create(initiative=initiative, text=text, **(defaults | more))


def make_client(user: User | None = None, *, htmx: bool = False, **options: Any) -> Client:
    """Make a browser in English, signed in as someone; with `htmx` it asks for fragments."""
    headers = {"accept-language": "en"} | ({"HX-Request": "true"} if htmx else {})
    client = Client(headers=headers, **options)
    if user:
        client.force_login(user)
    return client


def make_shared_link(initiative: Initiative, *sections: str, **more: Any) -> tuple[SharedLink, str]:
    """Make a link to read an initiative, and return it with its path."""
    defaults = {
        "sections": sections or [str(section) for section in USUAL],
        "ends_on": timezone.localdate() + SharedLink.LASTS,
    }
    link = SharedLink(initiative=initiative, **(defaults | more))
    return link, f"/shared/{link.make(initiative.author)}/"


def make_personal_link(partner: Partner, **more: Any) -> tuple[PartnerLink, str]:
    """Make a partner's own link, and return it with its path."""
    link, token = PartnerLink.make_for(partner, partner.initiative.author, **more)
    return link, f"/partner/{token}/"


def make_offer(partner: Partner, gives: str = "Two spades", **more: Any) -> PartnerOffer:
    return PartnerOffer.objects.create(partner=partner, gives=gives, **more)
